\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatSteps --------------------------
(***************************************************************************)
(* What spec/fconnectat.md, section Steps, says by its sentences and tables *)
(* of when a step can be taken and what becomes of it: once more, and not   *)
(* in the words of Fconnectat.                                              *)
(*                                                                          *)
(* S and the claims say what may happen.  A race that does less keeps to    *)
(* them: a close that also waits for an accept which has not begun, or a    *)
(* call that passes a state over.  So here stands that nobody is held up,   *)
(* and what each step of a rival, and of a call at its listener, leaves     *)
(* behind.                                                                  *)
(***************************************************************************)
EXTENDS Fconnectat, FconnectatWords

(* A step is enabled exactly when the pc that it names is there ... *)
CanGoOn(p) ==
  \/ task[p].pc \in {"enter", "init", "walk", "find", "lock", "woken"}
  \/ task[p].pc = "asleep" /\ task[p].sig \in {"interrupt", "restart", "kill", "freeze"}

(* ... or the rival's next operation, and any further condition holds. *)
CanOperate(r) ==
  /\ at[r] \in DOMAIN Script[r]
  /\ LET o == Script[r][at[r]]
         wakes(s) == at[s] \in DOMAIN Script[s] /\ Script[s][at[s]].op = "AcceptWake"
     IN  /\ o.op = "AcceptDequeue" => sock[o.on] = "listening" /\ Len(queue[o.on]) > 0
         /\ o.op = "ReleaseUnhash" => \A s \in Rival \ {r} : wakes(s) => Script[s][at[s]].on # o.on

NobodyIsHeldUp ==
  /\ \A p \in Caller : CanGoOn(p) <=> ENABLED CallerStep(p)
  /\ \A r \in Rival : CanOperate(r) <=> ENABLED RivalStep(r)

-----------------------------------------------------------------------------
(* What a step leaves behind, of the proposed call.  s is all that there is *)
(* before it.                                                               *)

Now ==
  [entry |-> entry, nowrite |-> nowrite, sock |-> sock, queue |-> queue, waiters |-> waiters,
   cwd |-> cwd, at |-> at, task |-> task]

Put(p, t, s) == [s EXCEPT !.task[p] = t]

(* Waking: they leave the wait queue, and their pc becomes woken. *)
Waking(gone, s) ==
  [s EXCEPT !.waiters = [k \in Listener |-> Staying(@[k], gone)],
            !.task = [q \in Caller |-> IF q \in gone THEN [@[q] EXCEPT !.pc = "woken"] ELSE @[q]]]

(* Death: all fields but arg go back. *)
Gone(t) ==
  [arg |-> t.arg, call |-> "none", pc |-> "dead", nd |-> "none", rest |-> <<>>, links |-> 0,
   ino |-> "none", fd |-> "none", other |-> "none", sig |-> "none", ret |-> "none",
   slept |-> "none", owes |-> "none", peer |-> "none"]

(* The end of a call, with e. *)
Over(p, t, e) ==
  IF t.sig = "kill" THEN Gone(t)
  ELSE IF p \in LoopingCaller THEN [Gone(t) EXCEPT !.call = "fconnectat", !.pc = "enter"]
  ELSE [Gone(t) EXCEPT !.pc = "done", !.ret = e, !.slept = t.slept, !.peer = t.peer]

HandingOn(p, s) ==
  LET k == s.task[p].owes
  IN  IF k = "none" THEN s
      ELSE IF s.sock[k] = "dead" \/ IsFull(s.queue[k]) THEN s
      ELSE Waking(Oldest(s.waiters[k]), s)

Fails(p, e, s) == LET after == HandingOn(p, s) IN Put(p, Over(p, s.task[p], e), after)

GoingRound(p, s) == [s EXCEPT !.task[p].other = "none", !.task[p].pc = "find"]

-----------------------------------------------------------------------------
(* The tables of a caller's steps.                                          *)

AfterFind(p, s) ==
  LET t     == s.task[p]
      found == FoundOn(t.ino, s.sock)
      goes(k) == [s EXCEPT !.task[p].other = k, !.task[p].pc = "lock"]
  IN  IF t.ino \in Link THEN Fails(p, "ELOOP", s)
      ELSE IF t.ino \in s.nowrite THEN Fails(p, "EACCES", s)
      ELSE IF t.ino \notin Socket \/ found = {} THEN Fails(p, "ECONNREFUSED", s)
      ELSE IF \E k \in found : TypeOf[k] # "stream" THEN Fails(p, "EPROTOTYPE", s)
      ELSE LET k == CHOOSE l \in found : TRUE
           IN  IF t.owes \in {"none", k} THEN goes(k)
               ELSE [HandingOn(p, goes(k)) EXCEPT !.task[p].owes = "none"]

AfterLock(p, s) ==
  LET t == s.task[p]
      k == t.other
      full == IsFull(s.queue[k])
  IN  CASE s.sock[k] = "dead"  -> GoingRound(p, s)
        [] s.sock[k] = "bound" -> Fails(p, "ECONNREFUSED", s)
        [] s.sock[k] \in {"listening", "unhashed"} /\ full /\ t.arg.sockfd = "nonblock" ->
             Fails(p, "EAGAIN", s)
        [] s.sock[k] \in {"listening", "unhashed"} /\ full /\ t.arg.sockfd # "nonblock" ->
             [s EXCEPT !.waiters[k] = @ \o <<p>>, !.task[p].pc = "asleep", !.task[p].owes = k,
                       !.task[p].slept = IF t.slept = "none" THEN BoundTo[k] ELSE @]
        [] s.sock[k] \in {"listening", "unhashed"} /\ ~full /\ t.arg.sockfd = "connected" ->
             Fails(p, "EISCONN", s)
        [] s.sock[k] \in {"listening", "unhashed"} /\ ~full /\ t.arg.sockfd = "listening" ->
             Fails(p, "EINVAL", s)
        [] s.sock[k] \in {"listening", "unhashed"} /\ ~full /\ t.arg.sockfd \in {"ok", "nonblock"} ->
             [Put(p, Over(p, [t EXCEPT !.peer = BoundTo[k]], "OK"), s)
               EXCEPT !.queue[k] = @ \o <<p>>]

AfterWoken(p, s) ==
  CASE s.task[p].sig = "none"      -> GoingRound(p, s)
    [] s.task[p].sig = "interrupt" -> Fails(p, "EINTR", s)
    [] s.task[p].sig = "restart"   -> Fails(p, "EINTR", s)
    [] s.task[p].sig = "kill"      -> Put(p, Gone(s.task[p]), HandingOn(p, s))
    [] s.task[p].sig = "freeze"    -> [HandingOn(p, s) EXCEPT !.task[p].pc = "frozen"]

(* The lookup before it has no such tables: C7 and S say what comes of it.  *)
IsAfterCaller(p, s, after) ==
  CASE s.task[p].pc \in {"enter", "init", "walk"} ->
         after = [s EXCEPT !.task[p] = after.task[p]] /\ after # s
    [] s.task[p].pc = "find"   -> after = AfterFind(p, s)
    [] s.task[p].pc = "lock"   -> after = AfterLock(p, s)
    [] s.task[p].pc = "asleep" -> s.task[p].sig # "none" /\ after = Waking({p}, s)
    [] s.task[p].pc = "woken"  -> after = AfterWoken(p, s)
    [] OTHER                   -> FALSE

-----------------------------------------------------------------------------
(* The tables of a rival's steps, without that its at moves on.             *)

AfterSignal(p, kind, s) ==
  LET t    == s.task[p]
      sent == [s EXCEPT !.task[p].sig = kind]
  IN  CASE t.pc \in {"done", "dead"}            -> s
        [] t.pc = "enter" /\ kind = "kill"      -> Put(p, Gone(t), s)
        [] t.pc = "enter" /\ kind # "kill"      -> s
        [] t.pc = "asleep" /\ t.sig # "kill"    -> Waking({p}, sent)
        [] t.pc = "asleep" /\ t.sig = "kill"    -> Waking({p}, s)
        [] t.pc \in {"init", "walk", "find", "lock", "woken", "frozen"} /\ t.sig # "kill" -> sent
        [] t.pc \in {"init", "walk", "find", "lock", "woken", "frozen"} /\ t.sig = "kill" -> s

AfterFreeze(p, s) ==
  LET t     == s.task[p]
      asked == [s EXCEPT !.task[p].sig = "freeze"]
  IN  CASE t.pc \in {"enter", "frozen", "done", "dead"} -> s
        [] t.pc = "asleep" /\ t.sig = "none"    -> Waking({p}, asked)
        [] t.pc = "asleep" /\ t.sig # "none"    -> Waking({p}, s)
        [] t.pc \in {"init", "walk", "find", "lock", "woken"} /\ t.sig = "none" -> asked
        [] t.pc \in {"init", "walk", "find", "lock", "woken"} /\ t.sig # "none" -> s

AfterThaw(p, s) ==
  LET t    == s.task[p]
      calm == [s EXCEPT !.task[p].sig = "none"]
  IN  CASE t.sig = "freeze" /\ t.pc = "frozen"  -> [calm EXCEPT !.task[p].pc = "woken"]
        [] t.sig = "freeze" /\ t.pc # "frozen"  -> calm
        [] t.sig # "freeze" /\ t.pc = "frozen"  -> [s EXCEPT !.task[p].pc = "woken"]
        [] t.sig # "freeze" /\ t.pc # "frozen"  -> s

AfterOperation(o, s) ==
  CASE o.op = "RenameExchange" -> [s EXCEPT !.entry = Swapped(@, o.a, o.b)]
    [] o.op = "Chmod"          -> [s EXCEPT !.nowrite = (@ \ {o.inode}) \cup {i \in {o.inode} : o.denies}]
    [] o.op = "AcceptDequeue"  -> [s EXCEPT !.queue[o.on] = Tail(@)]
    [] o.op = "AcceptWake"     -> Waking(Oldest(s.waiters[o.on]), s)
    [] o.op = "ReleaseUnhash"  -> [s EXCEPT !.sock[o.on] = "unhashed"]
    [] o.op = "ReleaseDead"    ->
         [Waking(Standing(s.waiters[o.on]), s) EXCEPT !.sock[o.on] = "dead", !.queue[o.on] = <<>>]
    [] o.op = "SendSignal"     -> AfterSignal(o.to, o.kind, s)
    [] o.op = "Freeze"         -> AfterFreeze(o.of, s)
    [] o.op = "Thaw"           -> AfterThaw(o.of, s)

IsAfterRival(r, s, after) ==
  LET next == IF r \in LoopingRival /\ s.at[r] = Len(Script[r]) THEN 1 ELSE s.at[r] + 1
  IN  after = [AfterOperation(Script[r][s.at[r]], s) EXCEPT !.at[r] = next]

(* Of steps: it is one of these. *)
StepsAreAsTold ==
  Variant = "proposed" =>
    \/ \E p \in Caller : IsAfterCaller(p, Now, Now')
    \/ \E r \in Rival : CanOperate(r) /\ IsAfterRival(r, Now, Now')
=============================================================================
