\* SPDX-License-Identifier: MIT
--------------------------- MODULE PipeSendSteps ---------------------------
(***************************************************************************)
(* What spec/pipe_send.md, section Steps, says of when a step can be taken  *)
(* and what becomes of it: once more, and not in the words of PipeSend.     *)
(*                                                                          *)
(* S and the claims say what may happen, and a race that does less keeps to *)
(* them.  So here stands that nobody is held up, and what each step of a    *)
(* rival leaves behind, and each of a caller at the lock and in its sleep.  *)
(***************************************************************************)
EXTENDS PipeSend

(* What the wait in the kernel looks at. *)
SeesReason(p) ==
  IF task[p].arg.op = "send" THEN ~("read" \in ends /\ Len(slots) >= Ring)
                             ELSE Len(slots) > 0 \/ ~("write" \in ends)

(* A step is enabled exactly when the pc that it names is there ... *)
CanGoOn(p) ==
  \/ task[p].pc \in {"enter", "lock", "copy", "mapped"}
  \/ task[p].pc = "blocked" /\ lock = "none"
  \/ task[p].pc = "fault" /\ task[p].sig = "kill"
  \/ task[p].pc = "asleep" /\ (SeesReason(p) \/ task[p].sig # "none")

(* ... or the rival's next operation, and any further condition holds. *)
CanOperate(r) ==
  /\ at[r] \in DOMAIN Script[r]
  /\ LET o == Script[r][at[r]]
     IN  /\ o.op \in {"SpliceLock", "Release"} => lock = "none"
         /\ o.op = "SpliceLock" => Len(slots) < Ring /\ "read" \in ends
         /\ o.op = "ResolveFault" => task[o.of].pc \in {"fault", "done", "dead"}

NobodyIsHeldUp ==
  /\ \A p \in Caller : CanGoOn(p) <=> ENABLED CallerStep(p)
  /\ \A r \in Rival : CanOperate(r) <=> ENABLED RivalStep(r)

-----------------------------------------------------------------------------
(* What a step leaves behind, of the proposed call.  s is all that there is *)
(* before it.                                                               *)

All == [slots |-> slots, ends |-> ends, nonblock |-> nonblock, nowait |-> nowait, lock |-> lock,
        at |-> at, task |-> task]

(* Death: arg and got stay, all other fields go back. *)
Died(t) ==
  [arg |-> t.arg, call |-> "none", pc |-> "dead", sig |-> "none", slept |-> "no", ret |-> "none",
   count |-> 0, got |-> t.got, sigpipe |-> "none"]

(* The end of a call that has failed with e. *)
FailedWith(p, t, e) ==
  IF t.sig = "kill" THEN Died(t)
  ELSE IF p \in LoopingCaller
    THEN [Died(t) EXCEPT !.call = "send", !.pc = "enter", !.got = <<>>]
  ELSE [t EXCEPT !.sig = "none", !.slept = "no", !.ret = e, !.count = 0, !.call = "none", !.pc = "done"]

AfterLock(p, s) ==
  IF s.lock = "none" THEN [s EXCEPT !.lock = p, !.task[p].pc = "copy"]
  ELSE IF "DONTWAIT" \in s.task[p].arg.flags THEN [s EXCEPT !.task[p] = FailedWith(p, @, "EAGAIN")]
  ELSE [s EXCEPT !.task[p].pc = "blocked"]

AfterWake(p, s, ready) ==
  IF ready \/ s.task[p].arg.op = "send" THEN [s EXCEPT !.task[p].pc = "lock"]
  ELSE IF s.task[p].sig = "restart"
    THEN [s EXCEPT !.task[p].pc = "enter", !.task[p].sig = "none", !.task[p].slept = "yes"]
  ELSE [s EXCEPT !.task[p] = FailedWith(p, @, "EINTR")]

(* What is there once p has died at its fault.  The slot of one that sends  *)
(* was put before its bytes, if these need one of their own, and if the     *)
(* kernel does not copy first.                                              *)
AfterDeath(p, s) ==
  LET t      == s.task[p]
      odd    == t.arg.n % 2
      last   == s.slots[Len(s.slots)]
      merges == /\ t.slept = "no" /\ t.count = 0
                /\ odd = 1 /\ Len(s.slots) > 0
                /\ last.kind = "merge" /\ last.off + Len(last.data) + odd <= 2
      left   == /\ t.arg.op = "send" /\ "read" \in s.ends
                /\ t.count < t.arg.n /\ Len(s.slots) < Ring
                /\ ~merges /\ ~CopiesFirst
  IN  [s EXCEPT !.lock = "none", !.task[p] = Died(@),
                !.slots = IF left THEN @ \o <<[off |-> 0, data |-> <<>>, kind |-> NewKind]>> ELSE @]

(* A call is left in front of itself only where it is started again, and    *)
(* that is told.                                                            *)
RestartIsTold(p, s, after) ==
  s.task[p].pc # "enter" /\ after.task[p].pc = "enter" /\ p \notin LoopingCaller =>
    after.task[p].slept = "yes"

(* Of the beginning and of the lock section S says what else comes of them. *)
IsAfterCaller(p, s, after) ==
  CASE s.task[p].pc \in {"enter", "copy", "mapped"} ->
         after.at = s.at /\ after # s /\ RestartIsTold(p, s, after)
    [] s.task[p].pc = "lock"    -> after = AfterLock(p, s)
    [] s.task[p].pc = "blocked" -> s.lock = "none" /\ after = [s EXCEPT !.lock = p, !.task[p].pc = "copy"]
    [] s.task[p].pc = "fault"   -> s.task[p].sig = "kill" /\ after = AfterDeath(p, s)
    [] s.task[p].pc = "asleep"  -> after = AfterWake(p, s, SeesReason(p))
    [] OTHER                    -> FALSE

AfterSignal(p, kind, s) ==
  LET t == s.task[p]
  IN  CASE t.pc \in {"done", "dead"}       -> s
        [] t.pc = "enter" /\ kind = "kill" -> [s EXCEPT !.task[p] = Died(t)]
        [] t.pc = "enter" /\ kind # "kill" -> s
        [] t.pc \notin {"enter", "done", "dead"} /\ t.sig # "kill" -> [s EXCEPT !.task[p].sig = kind]
        [] t.pc \notin {"enter", "done", "dead"} /\ t.sig = "kill" -> s

AfterOperation(r, o, s) ==
  CASE o.op = "SetFlags"     -> [s EXCEPT !.nonblock = "off"]
    [] o.op = "SpliceClear"  -> s
    [] o.op = "SpliceLock"   -> [s EXCEPT !.lock = r]
    [] o.op = "SpliceRead"   ->
         [s EXCEPT !.slots = @ \o <<[off |-> 0, data |-> <<"x">>, kind |-> "plain"]>>, !.lock = "none"]
    [] o.op = "SpliceQuit"   -> [s EXCEPT !.lock = "none"]
    [] o.op = "Release"      -> [s EXCEPT !.ends = {e \in @ : e # o.end}]
    [] o.op = "ResolveFault" -> [s EXCEPT !.task[o.of].pc = IF @ = "fault" THEN "mapped" ELSE @]
    [] o.op = "SendSignal"   -> AfterSignal(o.to, o.kind, s)

IsAfterRival(r, s, after) ==
  LET next == IF r \in LoopingRival /\ s.at[r] = Len(Script[r]) THEN 1 ELSE s.at[r] + 1
  IN  after = [AfterOperation(r, Script[r][s.at[r]], s) EXCEPT !.at[r] = next]

(* Of steps: it is one of these. *)
StepsAreAsTold ==
  Variant = "proposed" =>
    \/ \E p \in Caller : CanGoOn(p) /\ IsAfterCaller(p, All, All')
    \/ \E r \in Rival : CanOperate(r) /\ IsAfterRival(r, All, All')
=============================================================================
