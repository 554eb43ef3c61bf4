\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatAtomic --------------------------
(***************************************************************************)
(* The interface as if every call were atomic, over what an outsider sees.  *)
(*                                                                          *)
(* A call begins, sleeps, leaves its sleep, and ends; nothing between is    *)
(* seen.  What it may come to is remembered in two hidden variables: stage, *)
(* how far the call has come, and waited, the listener on which it slept.   *)
(* The stage moves when the call looks at the world, at any instant that it *)
(* likes.  Before any wait it moves on from names to an inode (each name is *)
(* looked up once, at an instant of its own), and never back: after a wait  *)
(* the call is at the inode of the listener on which it slept.              *)
(*                                                                          *)
(* What an outsider sees of a step of the kernel may be several of these    *)
(* steps at once: a lock section looks and acts, and a call that is refused *)
(* at its first line begins and ends.  So an action takes any stage that    *)
(* the call could have reached before it, see Ahead.                        *)
(***************************************************************************)
EXTENDS FconnectatStage

CONSTANT SeveralCalls   \* is the program of a caller more than one call?

VARIABLES
  entry, nowrite, sock, queue, waiters, cwd, at,   \* as in Fconnectat
  view,      \* [Caller -> View]: what is seen of a caller
  stage,     \* hidden, [Caller -> a stage]: how far its call has come
  waited     \* hidden, [Caller -> Listener + none]: on whose wait queue it stood last

world   == <<entry, nowrite, sock, queue, waiters, cwd, at>>
vars    == <<world, view, stage, waited>>

(* What is pending, what stays so, and what ends a call: not from Signal,   *)
(* for the reason that FconnectatWords gives.                               *)
IsPending(v) == v.sig # "none"
StaysPending(v, kind) ==
  CASE v.sig = "kill" -> "kill"
    [] kind = "freeze" /\ IsPending(v) -> v.sig
    [] OTHER -> kind
EndsTheCall(v) == v.sig \in {"interrupt", "restart", "kill"}   \* a freeze does not

(* A caller that is outside has not begun. *)
View == [arg  : Argument,
         is   : {"outside", "inside", "done", "dead"},
         sig  : OrNone({"interrupt", "restart", "kill", "freeze"}),
         ret  : OrNone({ErrnoOf[n] : n \in DOMAIN ErrnoOf}) \cup {"OK", "refused"},
         peer : OrNone(Inode)]

Outside(a) == [arg |-> a, is |-> "outside", sig |-> "none", ret |-> "none", peer |-> "none"]

Init ==
  /\ entry = World.entry
  /\ nowrite = World.nowrite
  /\ sock = World.sock
  /\ queue = World.queue
  /\ waiters = [k \in Listener |-> <<>>]
  /\ cwd = Root
  /\ at = [r \in Rival |-> 1]
  /\ [p \in Caller |-> view[p].arg] \in World.arg
  /\ \A p \in Caller : view[p] = Outside(view[p].arg)
  /\ stage = [p \in Caller |-> Nowhere]
  /\ waited = [p \in Caller |-> "none"]

-----------------------------------------------------------------------------
(* Resolution, in one piece.                                                *)

(***************************************************************************)
(* All that a lookup meets on its way from a place through the directories  *)
(* as they are now: places, and at the end the inode or an error.  One that *)
(* nobody disturbs comes to the end at once.                                *)
(***************************************************************************)
RECURSIVE Passes(_, _)
Passes(place, follow) ==
  LET d        == place.dir
      n        == Head(place.names)
      others   == Tail(place.names)
      e        == entry[d][n]
      last     == others = <<>>
      through(next) == {next} \cup Passes(next, follow)
  IN  IF DeniesSearch(d) THEN {Failed("EACCES")}
      ELSE IF IsTooLong(n) THEN {Failed("ENAMETOOLONG")}
      ELSE IF e = "none" THEN {Failed("ENOENT")}
      ELSE IF e \in Link /\ (~last \/ follow)
        THEN IF place.links = MaxLinks THEN {Failed("ELOOP")}
             ELSE through(Place(Root, Target[e] \o others, place.links + 1))
      ELSE IF last THEN {AtInode(e)}
      ELSE IF e \in Dir THEN through(Place(e, others, place.links))
      ELSE {Failed("ENOTDIR")}

(* May the caller connect to the socket at this inode, and which is it? *)
FromInode(i) ==
  LET bound == FoundOn(i, sock)
  IN  IF i \in Link THEN Failed("ELOOP")
      ELSE IF i \in nowrite THEN Failed("EACCES")
      ELSE IF i \notin Socket \/ bound = {} THEN Failed("ECONNREFUSED")
      ELSE LET k == CHOOSE l \in bound : TRUE
           IN  IF TypeOf[k] # "stream" THEN Failed("EPROTOTYPE") ELSE AtListener(k)

(* What its listener tells a call with the socket sockfd: to look again (at *)
(* the inode, not at the path), to fail, or to stay.                        *)
FromListener(k, sockfd) ==
  IF sock[k] = "dead" THEN AtInode(BoundTo[k])
  ELSE IF sock[k] = "bound" THEN Failed("ECONNREFUSED")
  ELSE IF IsFull(queue[k]) THEN IF sockfd = "nonblock" THEN Failed("EAGAIN") ELSE AtListener(k)
  ELSE IF sockfd = "connected" THEN Failed("EISCONN")
  ELSE IF sockfd = "listening" THEN Failed("EINVAL")
  ELSE AtListener(k)

(* Where a call that is seen as v gets from stage s by looking at the world *)
(* once; k is the listener for which it has waited, if any.  A freeze gets  *)
(* it nowhere: the call goes on as if it had been slow.                     *)
Looked(v, k, s) ==
  (CASE s.is = "place"    -> Passes(s, "NOFOLLOW" \notin v.arg.flags)
     [] s.is = "inode"    -> {FromInode(s.inode)}
     [] s.is = "listener" -> {FromListener(s.listener, v.arg.sockfd)}
     [] OTHER             -> {})
  \cup IF s.is # "errno" /\ k # "none" /\ EndsTheCall(v) THEN {Failed("EINTR")} ELSE {}

(* Where it gets from there by looking as often as it likes. *)
RECURSIVE LookedAgain(_, _, _)
LookedAgain(v, k, s) == {s} \cup UNION {LookedAgain(v, k, t) : t \in Looked(v, k, s) \ {s}}

(* The stages that p can have now, if it begins now or has begun before. *)
Ahead(p) ==
  LET v == view[p]
  IN  CASE v.is = "outside" -> LookedAgain(v, "none", Beginning(v.arg))
        [] v.is = "inside"  -> LookedAgain(v, waited[p], stage[p])
        [] OTHER            -> {}

-----------------------------------------------------------------------------
(* Ends, and leaving the wait.                                              *)

Stands(p) == \E k \in Listener : p \in Standing(waiters[k])

(* The wait queues when those in gone have left them. *)
OnceGone(gone) == [k \in Listener |-> Staying(waiters[k], gone)]

Dead(v) == [Outside(v.arg) EXCEPT !.is = "dead"]

Ended(p, v, e) ==
  IF v.sig = "kill" THEN Dead(v)
  ELSE IF p \in LoopingCaller THEN Outside(v.arg)
  ELSE [v EXCEPT !.is = "done", !.sig = "none", !.ret = e]

(* The stages once those in gone have left the wait, which a signal that is *)
(* pending then ends in EINTR.  Else rights are asked for again, names are  *)
(* not.                                                                     *)
Left(gone) ==
  [q \in Caller |-> IF q \notin gone THEN stage[q]
                    ELSE IF EndsTheCall(view'[q]) THEN Failed("EINTR")
                    ELSE AtInode(BoundTo[waited[q]])]

-----------------------------------------------------------------------------
(* The steps of a caller.                                                   *)

(***************************************************************************)
(* The call begins: p is inside, and that is all that is seen.  It may look *)
(* at the world at once.                                                    *)
(***************************************************************************)
Begin(p) ==
  /\ view[p].is = "outside"
  /\ view' = [view EXCEPT ![p].is = "inside"]
  /\ UNCHANGED <<world, waited>>
  /\ \E s \in Ahead(p) : stage' = [stage EXCEPT ![p] = s]

(***************************************************************************)
(* Hidden: the call looks at the world.  One that stands on a wait queue    *)
(* does not.                                                                *)
(***************************************************************************)
Advance(p) ==
  /\ view[p].is = "inside"
  /\ ~Stands(p)
  /\ UNCHANGED <<world, view, waited>>
  /\ \E s \in Ahead(p) : stage' = [stage EXCEPT ![p] = s]

(***************************************************************************)
(* Success: p joins the queue of the listener that it came to, while there  *)
(* is room, and its call ends.                                              *)
(***************************************************************************)
Connect(p) ==
  /\ ~Stands(p)
  /\ \E k \in Listener :
       /\ sock[k] \in {"listening", "unhashed"}
       /\ ~IsFull(queue[k])
       /\ queue' = [queue EXCEPT ![k] = Append(@, p)]
       /\ view[p].arg.sockfd \in {"ok", "nonblock"}
       /\ AtListener(k) \in Ahead(p)
       /\ view' = [view EXCEPT ![p] = Ended(p, [@ EXCEPT !.peer = BoundTo[k]], "OK")]
  /\ stage' = [stage EXCEPT ![p] = Nowhere]
  /\ waited' = [waited EXCEPT ![p] = "none"]
  /\ UNCHANGED <<entry, nowrite, sock, waiters, cwd, at>>

(***************************************************************************)
(* Refusal: the call ends with the error that it came to.  If it has        *)
(* waited and leaves a slot behind, the next waiter leaves the wait (R12).  *)
(* A program of several calls may call an error "refused".                  *)
(***************************************************************************)
Refuse(p) ==
  LET k    == waited[p]
      next == IF k # "none" /\ sock[k] # "dead" /\ ~IsFull(queue[k]) THEN Oldest(waiters[k])
              ELSE {}
  IN  /\ ~Stands(p)
      /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at>>
      /\ waiters' = OnceGone(next)
      /\ \E s \in Ahead(p) :
           /\ s.is = "errno"
           /\ \E e \in {s.errno} \cup (IF SeveralCalls THEN {"refused"} ELSE {}) :
                view' = [view EXCEPT ![p] = Ended(p, @, e)]
      /\ stage' = [Left(next) EXCEPT ![p] = Nowhere]
      /\ waited' = [waited EXCEPT ![p] = "none"]

(***************************************************************************)
(* The queue of the listener that p came to is full: p joins the waiters.   *)
(***************************************************************************)
Sleep(p) ==
  /\ view[p].is = "inside"
  /\ ~Stands(p)
  /\ \E k \in Listener :
       /\ sock[k] \in {"listening", "unhashed"}
       /\ IsFull(queue[k])
       /\ waiters' = [waiters EXCEPT ![k] = Append(@, p)]
       /\ view[p].arg.sockfd # "nonblock"
       /\ AtListener(k) \in Ahead(p)
       /\ stage' = [stage EXCEPT ![p] = AtListener(k)]
       /\ waited' = [waited EXCEPT ![p] = k]
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at, view>>

(***************************************************************************)
(* With a signal pending, or a freeze, a waiter leaves by itself.           *)
(***************************************************************************)
Leave(p) ==
  /\ Stands(p)
  /\ IsPending(view[p])
  /\ waiters' = OnceGone({p})
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at, view, waited>>
  /\ stage' = Left({p})

(***************************************************************************)
(* A call that has waited and is to be frozen makes room: the next waiter   *)
(* leaves the wait in its place (R12).                                      *)
(***************************************************************************)
Yield(p) ==
  /\ ~Stands(p)
  /\ view[p].sig = "freeze"
  /\ \E k \in Listener :
       /\ waited[p] = k
       /\ sock[k] # "dead"
       /\ ~IsFull(queue[k])
       /\ waiters' = OnceGone(Oldest(waiters[k]))
       /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at, view, waited>>
       /\ stage' = Left(Oldest(waiters[k]))

(***************************************************************************)
(* Between two calls of its program a caller takes its signal, or freezes.  *)
(***************************************************************************)
TakeSignal(p) ==
  /\ SeveralCalls
  /\ waited[p] = "none"
  /\ IsPending(view[p])
  /\ IF view[p].sig = "kill"
       THEN /\ view' = [view EXCEPT ![p] = Dead(@)]
            /\ stage' = [stage EXCEPT ![p] = Nowhere]
       ELSE /\ view' = [view EXCEPT ![p].sig = "none"]
            /\ \E s \in Ahead(p) : stage' = [stage EXCEPT ![p] = s]
  /\ UNCHANGED <<world, waited>>

-----------------------------------------------------------------------------
(* The steps of a rival.                                                    *)

Operation(r) == Script[r][at[r]]

MovesOn(r, op) ==
  /\ IsAt(r, at[r], op)
  /\ at' = [at EXCEPT ![r] = After(r, @)]

RenameExchange(r) ==
  /\ MovesOn(r, "RenameExchange")
  /\ LET a == Operation(r).a
         b == Operation(r).b
     IN  entry' = Swapped(entry, a, b)
  /\ UNCHANGED <<nowrite, sock, queue, waiters, cwd, view, stage, waited>>

Chmod(r) ==
  /\ MovesOn(r, "Chmod")
  /\ nowrite' = {i \in Inode : IF i = Operation(r).inode THEN Operation(r).denies ELSE i \in nowrite}
  /\ UNCHANGED <<entry, sock, queue, waiters, cwd, view, stage, waited>>

AcceptDequeue(r) ==
  /\ MovesOn(r, "AcceptDequeue")
  /\ LET k == Operation(r).on
     IN  /\ sock[k] = "listening"
         /\ queue[k] # <<>>
         /\ queue' = [queue EXCEPT ![k] = Tail(@)]
  /\ UNCHANGED <<entry, nowrite, sock, waiters, cwd, view, stage, waited>>

AcceptWake(r) ==
  /\ MovesOn(r, "AcceptWake")
  /\ LET first == Oldest(waiters[Operation(r).on])
     IN  /\ waiters' = OnceGone(first)
         /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, view, waited>>
         /\ stage' = Left(first)

ReleaseUnhash(r) ==
  /\ MovesOn(r, "ReleaseUnhash")
  /\ \A s \in Rival : IsAt(s, at[s], "AcceptWake") => Operation(s).on # Operation(r).on
  /\ sock' = [sock EXCEPT ![Operation(r).on] = "unhashed"]
  /\ UNCHANGED <<entry, nowrite, queue, waiters, cwd, view, stage, waited>>

ReleaseDead(r) ==
  /\ MovesOn(r, "ReleaseDead")
  /\ LET k == Operation(r).on
     IN  /\ sock' = [sock EXCEPT ![k] = "dead"]
         /\ queue' = [queue EXCEPT ![k] = <<>>]
         /\ waiters' = [waiters EXCEPT ![k] = <<>>]
         /\ UNCHANGED <<entry, nowrite, cwd, view, waited>>
         /\ stage' = Left(Standing(waiters[k]))

(***************************************************************************)
(* A signal to p.  One that comes while p is between two calls of its       *)
(* program is taken at once.  A call that has waited may notice it at once. *)
(***************************************************************************)
SendSignal(r) ==
  /\ MovesOn(r, "SendSignal")
  /\ LET p       == Operation(r).to
         kind    == Operation(r).kind
         v       == view[p]
         pending == [v EXCEPT !.sig = StaysPending(v, kind)]
         taken   == IF kind = "kill" THEN Dead(v) ELSE v
         leaving == IF Stands(p) THEN {p} ELSE {}
         between == SeveralCalls /\ waited[p] = "none"
         noticed == v.is = "inside" /\ waited[p] # "none" /\ stage[p].is # "errno"
     IN  /\ \E after \in CASE v.is \in {"done", "dead"} -> {v}
                           [] v.is = "outside"          -> {taken}
                           [] OTHER -> {pending} \cup (IF between THEN {taken} ELSE {}) :
              view' = [view EXCEPT ![p] = after]
         /\ waiters' = OnceGone(leaving)
         /\ \/ stage' = IF view'[p].is = "dead" THEN [stage EXCEPT ![p] = Nowhere] ELSE Left(leaving)
            \/ noticed /\ stage' = [stage EXCEPT ![p] = Failed("EINTR")]
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, waited>>

(***************************************************************************)
(* p is to be frozen, which a waiter notices at once.  Outside, and between *)
(* two calls of its program, p is in user mode and nothing is seen of it.   *)
(***************************************************************************)
Freeze(r) ==
  /\ MovesOn(r, "Freeze")
  /\ LET p       == Operation(r).of
         v       == view[p]
         pending == [v EXCEPT !.sig = StaysPending(v, "freeze")]
         leaving == IF Stands(p) THEN {p} ELSE {}
         between == SeveralCalls /\ waited[p] = "none"
     IN  /\ \E after \in IF v.is # "inside" THEN {v}
                          ELSE {pending} \cup (IF between THEN {v} ELSE {}) :
              view' = [view EXCEPT ![p] = after]
         /\ waiters' = OnceGone(leaving)
         /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, waited>>
         /\ stage' = Left(leaving)

(***************************************************************************)
(* p is no longer to be frozen.                                             *)
(***************************************************************************)
Thaw(r) ==
  /\ MovesOn(r, "Thaw")
  /\ LET p == Operation(r).of
     IN  view' = [view EXCEPT ![p].sig = IF @ = "freeze" THEN "none" ELSE @]
  /\ UNCHANGED <<entry, nowrite, sock, queue, waiters, cwd, stage, waited>>

-----------------------------------------------------------------------------
(* The specification.  It says what may happen, and not that it does: that  *)
(* a sleep ends, and a call, is C8 and C9.                                  *)

CallerStep(p) ==
  \/ Advance(p) \/ Begin(p) \/ Connect(p) \/ Refuse(p) \/ Sleep(p) \/ Leave(p) \/ Yield(p)
  \/ TakeSignal(p)

RivalStep(r) ==
  \/ RenameExchange(r) \/ Chmod(r) \/ AcceptDequeue(r) \/ AcceptWake(r)
  \/ ReleaseUnhash(r) \/ ReleaseDead(r) \/ SendSignal(r) \/ Freeze(r) \/ Thaw(r)

Next == \/ \E p \in Caller : CallerStep(p)
        \/ \E r \in Rival : RivalStep(r)

Spec == Init /\ [][Next]_vars
=============================================================================
