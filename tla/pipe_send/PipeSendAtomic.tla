\* SPDX-License-Identifier: MIT
--------------------------- MODULE PipeSendAtomic ---------------------------
(***************************************************************************)
(* The interface as if every call were atomic, over what an outsider sees.  *)
(*                                                                          *)
(* The pipe is a queue of bytes.  A call that sends puts bytes at its end,  *)
(* one that receives takes them from its front, in one step.  A call        *)
(* begins, may wait and cease to wait, and ends.  There is no lock here:    *)
(* all that is left of it is that somebody else "is inside", and then who   *)
(* may wait does, and who may not is refused.                               *)
(*                                                                          *)
(* That a call ends is not said here, only how it may: see C2 and C9.       *)
(***************************************************************************)
EXTENDS PipeSendErrors, Signal

CONSTANTS
  SeveralCalls,    \* is the program of a caller more than one call?
  NonblockIsSeen   \* or is O_NONBLOCK a means of that program, and not looked at?

VARIABLES
  slots, ends, nonblock, at,   \* as in PipeSend
  view,      \* [Caller -> View]: what is seen of a caller
  slept      \* hidden, [Caller -> no, yes]: has its call waited for bytes or room?

vars == <<slots, ends, nonblock, at, view, slept>>

(* A caller that is outside has not begun; one that is at its fault is      *)
(* inside, and its own page is not there.                                   *)
View ==
  [arg     : Argument,
   is      : {"outside", "inside", "fault", "waits", "done", "dead"},
   sig     : OrNone(SignalKind),
   ret     : OrNone(Members(ErrnoOf) \cup {"OK", "ENOENT", "ENXIO"}),
   count   : 0..3,
   got     : Seq(Byte),
   sigpipe : {"none", "sent"}]

Outside(a) ==
  [arg |-> a, is |-> "outside", sig |-> "none", ret |-> "none", count |-> 0, got |-> <<>>,
   sigpipe |-> "none"]

Init ==
  /\ slots \in FirstSlots
  /\ ends \in FirstEnds
  /\ nonblock = World.nonblock
  /\ at = [r \in Rival |-> 1]
  /\ [p \in Caller |-> view[p].arg] \in World.arg
  /\ \A p \in Caller : view[p] = Outside(view[p].arg)
  /\ slept = [p \in Caller |-> "no"]

-----------------------------------------------------------------------------
(* The queue.  Who puts and takes how many bytes is said here once more: a  *)
(* mistake in Pipe must not be a mistake in what it is judged by.           *)

(* The bytes of p that go behind the last one, where the call has not       *)
(* waited, and the bytes of it that there is room for.                      *)
Free == Page * (Ring - Len(slots))

Joined(p) ==
  IF slept[p] = "no" /\ view[p].count = 0 THEN Fits(view[p].arg, slots) - Free ELSE 0

Room(p) == Least(view[p].arg.n - view[p].count, Free + Joined(p))

RECURSIVE InPages(_)
InPages(bytes) ==
  LET k == Least(Page, Len(bytes))
  IN  IF bytes = <<>> THEN <<>>
      ELSE <<[off |-> 0, data |-> SubSeq(bytes, 1, k), kind |-> NewKind]>>
             \o InPages(SubSeq(bytes, k + 1, Len(bytes)))

WithBytesOf(p) ==
  LET c     == view[p].count
      j     == Joined(p)
      joins == SubSeq(Data[p], c + 1, c + j)
      old   == [i \in DOMAIN slots |->
                  IF i = Len(slots) THEN [slots[i] EXCEPT !.data = @ \o joins] ELSE slots[i]]
  IN  old \o InPages(SubSeq(Data[p], c + j + 1, c + Room(p)))

(* The first n bytes, or as many as there are up to the end of a packet, be *)
(* it an empty one: they are in the slots up to the last one that is        *)
(* reached.                                                                 *)
UpTo(i) == Len(Stream(SubSeq(slots, 1, i)))

Reached(n) ==
  LET enough == {i \in DOMAIN slots : UpTo(i) >= n \/ slots[i].kind = "packet"}
  IN  IF enough = {} THEN Len(slots) ELSE CHOOSE i \in enough : \A j \in enough : i <= j

Front(n) == SubSeq(Stream(slots), 1, Least(n, UpTo(Reached(n))))

WithoutFront(n) ==
  LET i    == Reached(n)
      over == UpTo(i) - n
      size == Len(slots[i].data)
      kept == [slots[i] EXCEPT !.off = @ + size - over, !.data = SubSeq(@, size - over + 1, size)]
      rest == SubSeq(slots, i + 1, Len(slots))
  IN  IF over > 0 /\ slots[i].kind # "packet" THEN <<kept>> \o rest ELSE rest

(* The slots that are something to a receiver.  The others are hollow. *)
Solid == {i \in DOMAIN slots : slots[i].data # <<>> \/ slots[i].kind = "packet"}

FirstSolid == CHOOSE i \in Solid : \A j \in Solid : i <= j

(* Without the hollow slots before the first byte or empty packet. *)
WithoutHollow == IF Solid = {} THEN <<>> ELSE SubSeq(slots, FirstSolid, Len(slots))

-----------------------------------------------------------------------------
(* What a caller asks for, and what it finds.                               *)

Sends(p) == view[p].arg.op = "send"

DontWait(p) == "DONTWAIT" \in view[p].arg.flags

(* What O_NONBLOCK may be taken to be in this step. *)
Nonblock ==
  IF NonblockIsSeen THEN {nonblock}
  ELSE {World.nonblock}
         \cup IF \E r \in Rival : \E n \in DOMAIN Script[r] : IsAt(r, n, "SetFlags") THEN {"off"} ELSE {}

MayNotWait(p) == DontWait(p) \/ "on" \in Nonblock
MayWait(p)    == ~DontWait(p) /\ "off" \in Nonblock

(* Bytes to move, for which p needs its buffer: an empty packet has none. *)
FindsWork(p) ==
  IF Sends(p) THEN Room(p) > 0 ELSE Solid # {} /\ slots[FirstSolid].data # <<>>

MeetsEmptyPacket(p) == ~Sends(p) /\ Solid # {} /\ slots[FirstSolid].data = <<>>

OtherEndIsGone(p) == (IF Sends(p) THEN "read" ELSE "write") \notin ends

FindsNothing(p) == ~FindsWork(p) /\ ~MeetsEmptyPacket(p) /\ ~OtherEndIsGone(p)

(* Who is at its fault is inside, and goes on when its page is there.  It   *)
(* sleeps until then, and can do nothing but die.                           *)
IsInside(p) == view[p].is \in {"inside", "fault"}
GoesOn(p)   == view[p].is = "inside"

(* Rival r has the pipe: its last operation was to take it. *)
Holds(r) ==
  LET last == IF at[r] > 1 THEN at[r] - 1 ELSE IF r \in LoopingRival THEN Len(Script[r]) ELSE 0
  IN  last > 0 /\ IsAt(r, last, "SpliceLock")

(* Against p: somebody sleeps who has the pipe.  What needs it has to wait. *)
IsAtFault(p) == view[p].is = "fault"
IsTaken(p)   == (\E q \in Caller \ {p} : IsAtFault(q)) \/ (\E r \in Rival : Holds(r))

AnotherIsInside(p) == (\E q \in Caller \ {p} : IsInside(q)) \/ (\E r \in Rival : Holds(r))

-----------------------------------------------------------------------------
(* Ends. *)

Dead(v) == [Outside(v.arg) EXCEPT !.is = "dead", !.got = v.got]

Ended(p, v, e) ==
  IF v.sig = "kill" THEN Dead(v)
  ELSE IF p \in LoopingCaller THEN Outside(v.arg)
  ELSE [v EXCEPT !.is = "done", !.sig = "none", !.ret = e, !.count = IF e = "OK" THEN @ ELSE 0]

EndedWith(p, v, e) == Ended(p, v, IF v.count > 0 THEN "OK" ELSE e)

(* What a call that does not come to the pipe may end as. *)
EndedAtOnce(p, v) ==
  LET a == v.arg
      e == ArgumentError(a)
      taken == IF a.fd = "null" /\ a.op = "send" THEN a.n ELSE 0
  IN  IF e # "OK" THEN {Ended(p, v, e)}
      ELSE IF ~OnPipe(a) THEN {Ended(p, [v EXCEPT !.count = taken], "OK")}
      ELSE {}

(* p is seen as v; s says whether its call has slept, if it is still in one. *)
Becomes(p, v, s) ==
  /\ view' = [view EXCEPT ![p] = v]
  /\ slept' = [slept EXCEPT ![p] = IF v.is \in {"inside", "fault", "waits"} THEN s ELSE "no"]

Stays(p, v) == Becomes(p, v, slept[p])

(* A receiver takes the hollow slots away that are in its way, and so all   *)
(* slots, where it finds nothing.                                           *)
Cleans(p) == slots' = IF Sends(p) THEN slots ELSE WithoutHollow

(* A sender that does not get at its bytes leaves the slot for them behind, *)
(* unless a part of them would have been joined to others, or the kernel    *)
(* copies first.                                                            *)
LeavesSlot(p) ==
  slots' = IF CopiesFirst \/ Joined(p) > 0 THEN slots
           ELSE Append(slots, [off |-> 0, data |-> <<>>, kind |-> NewKind])

-----------------------------------------------------------------------------
(* The steps of a caller.                                                   *)

(***************************************************************************)
(* The call begins, and that is all that is seen; or it has nothing to do   *)
(* with the pipe, and ends.                                                 *)
(***************************************************************************)
Begin(p) ==
  LET v == view[p]
  IN  /\ v.is = "outside"
      /\ \/ /\ SeveralCalls \/ EndedAtOnce(p, v) = {}
            /\ Becomes(p, [v EXCEPT !.is = "inside"], "no")
         \/ \E after \in EndedAtOnce(p, v) : Becomes(p, after, "no")
      /\ UNCHANGED <<slots, ends, nonblock, at>>

(***************************************************************************)
(* p puts as many of its bytes as there is room for.                        *)
(***************************************************************************)
Put(p) ==
  LET v     == view[p]
      moved == [v EXCEPT !.count = @ + Room(p)]
      all   == moved.count = v.arg.n
  IN  /\ GoesOn(p) /\ ~IsTaken(p)
      /\ Sends(p)
      /\ "read" \in ends
      /\ v.arg.buf \in {"ok", "slow"}
      /\ FindsWork(p)
      /\ slots' = WithBytesOf(p)
      /\ \/ /\ all \/ MayNotWait(p) \/ IsPending(v.sig)
            /\ Stays(p, Ended(p, moved, "OK"))
         \/ /\ ~all /\ MayWait(p) /\ ~IsPending(v.sig)
            /\ Becomes(p, [moved EXCEPT !.is = "waits"], "yes")
      /\ UNCHANGED <<ends, nonblock, at>>

(***************************************************************************)
(* p takes as many bytes as there are and as it wants; or none, of an empty *)
(* packet, whatever its buffer; or none, at the end.                        *)
(***************************************************************************)
Take(p) ==
  LET v == view[p]
      n == v.arg.n
  IN  /\ GoesOn(p) /\ ~IsTaken(p)
      /\ ~Sends(p)
      /\ IF FindsWork(p) THEN v.arg.buf \in {"ok", "slow"}
                         ELSE MeetsEmptyPacket(p) \/ OtherEndIsGone(p)
      /\ slots' = WithoutFront(n)
      /\ Stays(p, Ended(p, [v EXCEPT !.count = Len(Front(n)), !.got = @ \o Front(n)], "OK"))
      /\ UNCHANGED <<ends, nonblock, at>>

(***************************************************************************)
(* The call ends for one of four causes.                                    *)
(***************************************************************************)
NobodyReads(p) ==
  LET v == view[p]
  IN  /\ Sends(p) /\ OtherEndIsGone(p)
      /\ Stays(p, EndedWith(p, [v EXCEPT !.sigpipe = IF "NOSIGNAL" \in v.arg.flags THEN @ ELSE "sent"],
                            "EPIPE"))
      /\ UNCHANGED slots

HasNoBuffer(p) ==
  /\ view[p].arg.buf = "unmapped" /\ FindsWork(p)
  /\ Sends(p) => ~OtherEndIsGone(p)
  /\ Stays(p, Ended(p, view[p], "EFAULT"))
  /\ IF Sends(p) THEN LeavesSlot(p) ELSE Cleans(p)

IsNotReady(p) ==
  /\ FindsNothing(p) /\ MayNotWait(p)
  /\ Stays(p, EndedWith(p, view[p], "EAGAIN"))
  /\ Cleans(p)

IsContended(p) ==
  /\ DontWait(p) /\ AnotherIsInside(p)
  /\ Stays(p, Ended(p, view[p], "EAGAIN"))
  /\ UNCHANGED slots

Refuse(p) ==
  /\ GoesOn(p)
  /\ \/ ~IsTaken(p) /\ (NobodyReads(p) \/ HasNoBuffer(p) \/ IsNotReady(p))
     \/ IsContended(p)
  /\ UNCHANGED <<ends, nonblock, at>>

(***************************************************************************)
(* p waits for another one who is inside.                                   *)
(***************************************************************************)
Queue(p) ==
  /\ GoesOn(p)
  /\ ~DontWait(p)
  /\ AnotherIsInside(p)
  /\ Stays(p, [view[p] EXCEPT !.is = "waits"])
  /\ UNCHANGED <<slots, ends, nonblock, at>>

(***************************************************************************)
(* p waits for bytes, or for room.                                          *)
(***************************************************************************)
Sleep(p) ==
  /\ GoesOn(p) /\ ~IsTaken(p)
  /\ FindsNothing(p) /\ MayWait(p)
  /\ Becomes(p, [view[p] EXCEPT !.is = "waits"], "yes")
  /\ Cleans(p)
  /\ UNCHANGED <<ends, nonblock, at>>

Wake(p) ==
  /\ view[p].is = "waits"
  /\ slept[p] = "yes" \/ ~IsTaken(p)
  /\ Stays(p, [view[p] EXCEPT !.is = "inside"])
  /\ UNCHANGED <<slots, ends, nonblock, at>>

(***************************************************************************)
(* p is about to move bytes, and its page is not there.                     *)
(***************************************************************************)
Fault(p) ==
  /\ GoesOn(p) /\ ~IsTaken(p)
  /\ view[p].arg.buf = "slow"
  /\ FindsWork(p)
  /\ Sends(p) => ~OtherEndIsGone(p)
  /\ Stays(p, [view[p] EXCEPT !.is = "fault"])
  /\ UNCHANGED <<slots, ends, nonblock, at>>

(***************************************************************************)
(* A signal ends a call that finds nothing and may wait, and no wait for    *)
(* the pipe itself.  A call that is restarted in a program of several calls is not   *)
(* the first of it.                                                         *)
(***************************************************************************)
Interrupt(p) ==
  LET v     == view[p]
      again == [v EXCEPT !.is = IF SeveralCalls THEN "inside" ELSE "outside", !.sig = "none"]
  IN  /\ \/ GoesOn(p) /\ ~IsTaken(p) /\ MayWait(p)
         \/ v.is = "waits" /\ slept[p] = "yes"
      /\ v.sig \in {"interrupt", "restart"}
      /\ FindsNothing(p)
      /\ IF GoesOn(p) THEN Cleans(p) ELSE UNCHANGED slots
      /\ Becomes(p, IF v.sig = "restart" /\ v.count = 0 THEN again ELSE EndedWith(p, v, "EINTR"), "no")
      /\ UNCHANGED <<ends, nonblock, at>>

(***************************************************************************)
(* SIGKILL strikes when it likes, and ends the wait for a page too: the     *)
(* bytes of a sender that waits for its page do not come any more.          *)
(***************************************************************************)
Die(p) ==
  /\ IsInside(p) \/ view[p].is = "waits"
  /\ view[p].sig = "kill"
  /\ Stays(p, Dead(view[p]))
  /\ IF IsAtFault(p) /\ Sends(p) /\ FindsWork(p) /\ ~OtherEndIsGone(p) THEN LeavesSlot(p)
                                                                    ELSE UNCHANGED slots \/ Cleans(p)
  /\ UNCHANGED <<ends, nonblock, at>>

(***************************************************************************)
(* Between two calls of its program a caller may end it as if it had only   *)
(* begun, or take its signal.                                               *)
(***************************************************************************)
IsBetween(p) == SeveralCalls /\ GoesOn(p) /\ view[p].count = 0

Taken(v, kind) == IF kind = "kill" THEN Dead(v) ELSE v

Between(p) ==
  /\ IsBetween(p)
  /\ \E after \in EndedAtOnce(p, view[p])
                  \cup IF IsPending(view[p].sig)
                         THEN {Taken([view[p] EXCEPT !.sig = "none"], view[p].sig)}
                         ELSE {} : Stays(p, after)
  /\ UNCHANGED <<slots, ends, nonblock, at>>

-----------------------------------------------------------------------------
(* The steps of a rival, the same whatever the callers run.                 *)

NobodyHasIt == (\A p \in Caller : ~IsAtFault(p)) /\ (\A r \in Rival : ~Holds(r))

Operation(r) == Script[r][at[r]]

MovesOn(r, op) ==
  /\ IsAt(r, at[r], op)
  /\ at' = [at EXCEPT ![r] = After(r, @)]

SetFlags(r) ==
  /\ MovesOn(r, "SetFlags")
  /\ nonblock' = IF NonblockIsSeen THEN "off" ELSE nonblock
  /\ UNCHANGED <<slots, ends, view, slept>>

SpliceClear(r) ==
  /\ MovesOn(r, "SpliceClear")
  /\ UNCHANGED <<slots, ends, nonblock, view, slept>>

SpliceLock(r) ==
  /\ MovesOn(r, "SpliceLock")
  /\ NobodyHasIt
  /\ Len(slots) < Ring /\ "read" \in ends
  /\ UNCHANGED <<slots, ends, nonblock, view, slept>>

SpliceRead(r) ==
  /\ MovesOn(r, "SpliceRead")
  /\ slots' = slots \o <<[off |-> 0, data |-> <<"x">>, kind |-> "plain"]>>
  /\ UNCHANGED <<ends, nonblock, view, slept>>

SpliceQuit(r) ==
  /\ MovesOn(r, "SpliceQuit")
  /\ UNCHANGED <<slots, ends, nonblock, view, slept>>

Release(r) ==
  /\ MovesOn(r, "Release")
  /\ NobodyHasIt
  /\ ends' = {e \in ends : e # Operation(r).end}
  /\ UNCHANGED <<slots, nonblock, view, slept>>

ResolveFault(r) ==
  /\ MovesOn(r, "ResolveFault")
  /\ LET p == Operation(r).of
     IN  \/ view[p].is = "fault" /\ Stays(p, [view[p] EXCEPT !.is = "inside"])
         \/ view[p].is \in {"done", "dead"} /\ UNCHANGED <<view, slept>>
  /\ UNCHANGED <<slots, ends, nonblock>>

(***************************************************************************)
(* A signal to p.  One that comes while p is between two calls of its       *)
(* program is taken at once.                                                *)
(***************************************************************************)
SendSignal(r) ==
  /\ MovesOn(r, "SendSignal")
  /\ LET p       == Operation(r).to
         kind    == Operation(r).kind
         v       == view[p]
         pending == [v EXCEPT !.sig = IF @ = "kill" THEN @ ELSE kind]
     IN  \E after \in CASE v.is \in {"done", "dead"} -> {v}
                        [] v.is = "outside"          -> {Taken(v, kind)}
                        [] IsBetween(p)              -> {pending, Taken(v, kind)}
                        [] OTHER                     -> {pending} :
           Stays(p, after)
  /\ UNCHANGED <<slots, ends, nonblock>>

-----------------------------------------------------------------------------
(* The specification.  It says what may happen, and not that it does.       *)

CallerStep(p) ==
  \/ Begin(p) \/ Put(p) \/ Take(p) \/ Refuse(p) \/ Queue(p) \/ Sleep(p)
  \/ Wake(p) \/ Fault(p) \/ Interrupt(p) \/ Die(p) \/ Between(p)

RivalStep(r) ==
  \/ SetFlags(r) \/ SpliceClear(r) \/ SpliceLock(r) \/ SpliceRead(r)
  \/ SpliceQuit(r) \/ Release(r) \/ ResolveFault(r) \/ SendSignal(r)

Next == \/ \E p \in Caller : CallerStep(p)
        \/ \E r \in Rival : RivalStep(r)

Spec == Init /\ [][Next]_vars
=============================================================================
