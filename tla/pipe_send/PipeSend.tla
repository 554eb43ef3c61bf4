\* SPDX-License-Identifier: MIT
------------------------------ MODULE PipeSend ------------------------------
(***************************************************************************)
(* Sending to and receiving from a pipe without ever sleeping.              *)
(*                                                                          *)
(* An event loop must not sleep in a read or a write.  O_NONBLOCK belongs   *)
(* to the open file description: whoever shares it clears the flag between  *)
(* the loop's fcntl() and its read().  RWF_NOWAIT belongs to the call, but  *)
(* a splice takes FMODE_NOWAIT away from the description, and the call is   *)
(* refused for ever.                                                        *)
(*                                                                          *)
(* No flag is enough, because there is a second way to sleep.  Every read   *)
(* and write takes pipe->mutex first, and who holds it may sleep under it:  *)
(* a splice from an idle source, or a read() whose page is not there.  In   *)
(* most models a lock is a matter of a few instructions.  Here its holder   *)
(* may keep it for ever, so the lock is a variable, to wait for it is a     *)
(* place where a caller stands ("blocked"), and no signal ends that wait.   *)
(*                                                                          *)
(* send() and recv() of this proposal have the flag in the call, ask        *)
(* nobody's leave for it, and only TRY the lock.  Here all variants of the  *)
(* program run against the same rivals, step by step.  What is claimed of   *)
(* them stands in PipeSendClaims, what the interface is without the steps   *)
(* in PipeSendAtomic.  Rules, claims and errors are numbered as in          *)
(* spec/pipe_send.md.                                                       *)
(***************************************************************************)
EXTENDS PipeSendWorld, Errno, Signal

CONSTANT Variant   \* which program the callers run

Program ==
  CASE Variant = "today-nonblock" -> <<"fcntl", "write">>
    [] Variant = "today-rwf"      -> <<"pwritev2">>
    [] Variant = "today-lock"     -> <<"openat", "write">>
    [] Variant = "naive"          -> <<"send">>
    [] Variant = "proposed"       -> <<"send">>

Proposed == Variant = "proposed"

VARIABLES
  slots,      \* Seq(slot): pipe->bufs from tail to head, as in Pipe
  ends,       \* the ends that somebody has open: pipe->readers, pipe->writers
  nonblock,   \* O_NONBLOCK of the descriptions of the two ends, taken as one
  nowait,     \* FMODE_NOWAIT of those
  lock,       \* who holds pipe->mutex
  at,         \* [Rival -> Nat]: the next operation of its script
  task        \* [Caller -> Task]: what the kernel keeps of a caller and of its call

vars == <<slots, ends, nonblock, nowait, lock, at, task>>

-----------------------------------------------------------------------------
(* Types and the initial states. *)

(* The errnos of the table but EACCES, EMSGSIZE and ENOMEM, and those of    *)
(* openat.                                                                  *)
Refusal == {"EFAULT", "EBADF", "EINVAL", "EOPNOTSUPP", "EAGAIN", "EPIPE", "EINTR", "ENOENT", "ENXIO"}

ASSUME Refusal \subseteq Errno

(* A call is named as its sending half: "send" is recv in a caller that     *)
(* receives, "write" is read and "pwritev2" preadv2.                        *)
Task ==
  [arg     : Argument,                \* what the caller asks for; it never changes
   call    : OrNone({"fcntl", "openat", "write", "pwritev2", "send"}),
   pc      : {"enter", "lock", "blocked", "copy", "fault", "mapped", "asleep", "done", "dead"},
   sig     : OrNone(SignalKind),      \* the pending signal
   slept   : {"no", "yes"},           \* has the call slept?  At enter: is it started again?
   ret     : OrNone(Refusal \cup {"OK"}),
   count   : 0..3,                    \* the bytes that the call has moved
   got     : Seq(Byte),               \* the caller's buffer, as far as it has received
   sigpipe : {"none", "sent"}]

TypeOK ==
  /\ slots \in Seq([off : 0..Page, data : Seq(Byte), kind : SlotKind])
  /\ \A i \in DOMAIN slots : IsSlot(slots[i], Byte)
  /\ ends \subseteq {"read", "write"}
  /\ nonblock \in {"off", "on"}
  /\ nowait \in {"off", "on"}
  /\ lock \in OrNone(Caller \cup Rival)
  /\ DOMAIN at = Rival /\ \A r \in Rival : at[r] \in 1..(Len(Script[r]) + 1)
  /\ task \in [Caller -> Task]

RingIsKept == Len(slots) <= Ring

(* Packets are written in packet mode, and there nothing else; only what a  *)
(* pipe begins with, or what is spliced into it, is of another kind.        *)
KindIsOfTheMode ==
  \A i \in DOMAIN slots :
    \/ slots[i].kind \in {"plain", IF World.direct THEN "packet" ELSE "merge"}
    \/ \E s \in FirstSlots : \E j \in DOMAIN s : s[j].kind = slots[i].kind

(* The lock's owner is one, and it is where an owner is. *)
LockHasItsHolder ==
  \A p \in Caller : (lock = p) <=> (task[p].pc \in {"copy", "fault", "mapped"})

(* A receiver goes to sleep with nothing, and what it counts it has. *)
ReceiverCounts ==
  \A p \in Caller :
    task[p].arg.op = "recv" =>
      /\ task[p].pc = "asleep" => task[p].count = 0
      /\ task[p].pc = "dead" \/ Len(task[p].got) = task[p].count

CallIsOfTheLiving == \A p \in Caller : (task[p].call = "none") <=> (task[p].pc \in {"done", "dead"})

(* A caller before its program. *)
Fresh(a) ==
  [arg |-> a, call |-> Program[1], pc |-> "enter", sig |-> "none", slept |-> "no", ret |-> "none",
   count |-> 0, got |-> <<>>, sigpipe |-> "none"]

(* R4: fifo_open() of the proposal gives a FIFO the mode that pipe2() gives *)
(* a pipe.                                                                  *)
Init ==
  /\ slots \in FirstSlots
  /\ ends \in FirstEnds
  /\ nonblock = World.nonblock
  /\ nowait = IF IsFifo /\ ~Proposed THEN "off" ELSE "on"
  /\ lock = "none"
  /\ at = [r \in Rival |-> 1]
  /\ \E arg \in World.arg : task = [p \in Caller |-> Fresh(arg[p])]

-----------------------------------------------------------------------------
(* What a caller asks for, and what it finds.                               *)

DontWait(p) == "DONTWAIT" \in task[p].arg.flags

Sends(p) == task[p].arg.op = "send"

(* today-lock opens /proc/self/fd/N again, with O_NONBLOCK, for what it     *)
(* wants: a description that nobody shares.                                 *)
HasOwnDescription(p) == Variant = "today-lock" /\ DontWait(p)

(* R2: IOCB_NOWAIT, or O_NONBLOCK of the description that the call uses.    *)
(* write(2) has no flag of its own.                                         *)
MayNotWait(p) ==
  \/ nonblock = "on"
  \/ IF task[p].call = "write" THEN HasOwnDescription(p) ELSE DontWait(p)

(* How many bytes would be merged, and how many moved at all.               *)
Merged(p) ==
  IF task[p].slept = "no" /\ task[p].count = 0 THEN Mergeable(slots, task[p].arg.n) ELSE 0

Room(p) == Least(task[p].arg.n - task[p].count, Merged(p) + Page * (Ring - Len(slots)))

FindsRoom(p) == Room(p) > 0

(* What a receiver comes to.  When it is neither, there is nothing for it.  *)
FindsBytes ==
  LET ahead == Cleaned(slots)
  IN  ahead # <<>> /\ Head(ahead).data # <<>>

MeetsEmptyPacket ==
  LET ahead == Cleaned(slots)
  IN  ahead # <<>> /\ IsEmptyPacket(Head(ahead))

(* pipe_writable() and pipe_readable(), on which a call sleeps: they count  *)
(* slots, and not bytes.                                                    *)
IsReady(p) ==
  IF Sends(p) THEN "read" \notin ends \/ Len(slots) < Ring
              ELSE "write" \notin ends \/ slots # <<>>

-----------------------------------------------------------------------------
(* Ends, and ways back.                                                     *)
(*                                                                          *)
(* A call can end in many places.  So a step is a function from a task      *)
(* before to the task after, and these are the parts that steps share.      *)

(* What a dead caller has moved stays moved. *)
Dead(t) == [Fresh(t.arg) EXCEPT !.pc = "dead", !.call = "none", !.got = t.got]

CallAfter(c) == Program[1 + CHOOSE i \in DOMAIN Program : Program[i] = c]

(* Caller p leaves its call with result e.  On the way back to user mode a  *)
(* handler runs or SIGKILL strikes.  A program ends with its last call or   *)
(* with the first that does not succeed.  A call that fails has moved       *)
(* nothing (R6).                                                            *)
Ended(p, t, e) ==
  LET over == e # "OK" \/ t.call = Program[Len(Program)]
      idle == [t EXCEPT !.sig = "none", !.slept = "no"]
  IN  IF t.sig = "kill" THEN Dead(t)
      ELSE IF ~over THEN [idle EXCEPT !.call = CallAfter(t.call), !.pc = "enter"]
      ELSE IF p \in LoopingCaller THEN Fresh(t.arg)
      ELSE [idle EXCEPT !.call = "none", !.pc = "done", !.ret = e,
                        !.count = IF e = "OK" THEN @ ELSE 0]

(* R12: a signal ends a wait in which nothing was moved.  A call that is    *)
(* started again is told from one that has not begun.                       *)
Interrupted(p, t) ==
  IF t.sig = "restart" THEN [t EXCEPT !.pc = "enter", !.sig = "none", !.slept = "yes"]
                       ELSE Ended(p, t, "EINTR")

FallsAsleep(t) == [t EXCEPT !.slept = "yes", !.pc = "asleep"]

Becomes(p, t) == task' = [task EXCEPT ![p] = t]

(* R13: p, now t, lets the lock go and leaves this ring behind. *)
Leaves(p, t, ring) ==
  /\ slots' = ring
  /\ lock' = "none"
  /\ Becomes(p, t)

(* Or it keeps the lock while somebody brings its page (A4). *)
Faults(p) ==
  /\ Becomes(p, [task[p] EXCEPT !.pc = "fault"])
  /\ UNCHANGED <<slots, lock>>

-----------------------------------------------------------------------------
(* What a call looks at before it looks at the pipe, in its own order.      *)

FcntlError(a) == IF a.fd \in {"bad", "path"} THEN "EBADF" ELSE "OK"

OpenatError(a) ==
  IF a.fd = "bad" THEN "ENOENT"
  ELSE IF a.fd = "epoll" THEN "ENXIO"
  ELSE "OK"

WriteError(p) ==
  LET a == task[p].arg
  IN  IF a.fd = "bad" THEN "EBADF"
      ELSE IF a.fd \in {"path", "wrong"} /\ ~HasOwnDescription(p) THEN "EBADF"
      ELSE IF a.fd = "epoll" THEN "EINVAL"
      ELSE IF a.buf = "outside" THEN "EFAULT"
      ELSE "OK"

(* A vectored call of no bytes returns before it looks at its flags. *)
Pwritev2Error(p) ==
  LET a == task[p].arg
  IN  IF a.fd \in {"bad", "path", "wrong"} THEN "EBADF"
      ELSE IF a.fd = "epoll" THEN "EINVAL"
      ELSE IF a.buf = "outside" THEN "EFAULT"
      ELSE IF DontWait(p) /\ a.n # 0 /\ (a.fd = "tty" \/ (a.fd = "pipe" /\ nowait = "off"))
        THEN "EOPNOTSUPP"
      ELSE "OK"

(* A1: the buffer is imported before the descriptor is looked up.  A9: no   *)
(* pipe is asked for FMODE_NOWAIT.                                          *)
SendError(p) ==
  LET a == task[p].arg
  IN  IF a.buf = "outside" THEN "EFAULT"
      ELSE IF a.fd \in {"bad", "path"} THEN "EBADF"
      ELSE IF "UNKNOWN" \in a.flags \/ a.addr = "given" THEN "EINVAL"
      ELSE IF a.fd = "wrong" THEN "EBADF"
      ELSE IF a.fd = "epoll" THEN "EINVAL"
      ELSE IF a.fd = "tty" /\ DontWait(p) THEN "EOPNOTSUPP"
      ELSE "OK"

-----------------------------------------------------------------------------
(* The steps of a caller.                                                   *)

(***************************************************************************)
(* __sys_sendto(), __sys_recvfrom(), vfs_write() and their like: the call   *)
(* begins, and is refused for what the caller owns, or has nothing to do    *)
(* with a pipe.  setfl() sets the flag of the description, for all who      *)
(* share it; only a caller that wants not to wait prepares anything.        *)
(***************************************************************************)
SysEnter(p) ==
  LET t        == [task[p] EXCEPT !.slept = "no"]
      a        == t.arg
      prepares == t.call \in {"fcntl", "openat"}
      e        == CASE prepares /\ ~DontWait(p) -> "OK"
                    [] t.call = "fcntl"    -> FcntlError(a)
                    [] t.call = "openat"   -> OpenatError(a)
                    [] t.call = "write"    -> WriteError(p)
                    [] t.call = "pwritev2" -> Pwritev2Error(p)
                    [] t.call = "send"     -> SendError(p)
      taken    == IF a.fd = "null" /\ Sends(p) THEN a.n ELSE 0
      after    == IF e # "OK" \/ prepares THEN Ended(p, t, e)
                  ELSE IF a.n = 0 \/ a.fd \in {"tty", "null"}
                    THEN Ended(p, [t EXCEPT !.count = taken], "OK")
                  ELSE [t EXCEPT !.pc = "lock"]
      sets     == t.call = "fcntl" /\ DontWait(p) /\ e = "OK" /\ a.fd \in {"pipe", "wrong"}
  IN  /\ t.pc = "enter"
      /\ nonblock' = IF sets THEN "on" ELSE nonblock
      /\ Becomes(p, after)
      /\ UNCHANGED <<slots, ends, nowait, lock, at>>

(***************************************************************************)
(* pipe_read(), pipe_write(): mutex_lock(), or in the proposed call with    *)
(* MSG_DONTWAIT mutex_trylock() (R3): one atomic operation on its owner.    *)
(***************************************************************************)
Lock(p) ==
  LET t     == task[p]
      tries == Proposed /\ DontWait(p)
      after == IF lock = "none" THEN [t EXCEPT !.pc = "copy"]
               ELSE IF tries THEN Ended(p, t, "EAGAIN")
               ELSE [t EXCEPT !.pc = "blocked"]
  IN  /\ t.pc = "lock"
      /\ lock' = IF lock = "none" THEN p ELSE lock
      /\ Becomes(p, after)
      /\ UNCHANGED <<slots, ends, nonblock, nowait, at>>

(***************************************************************************)
(* __mutex_lock() has waited, uninterruptibly, and has the lock at last.    *)
(***************************************************************************)
Acquire(p) ==
  /\ task[p].pc = "blocked"
  /\ lock = "none"
  /\ lock' = p
  /\ Becomes(p, [task[p] EXCEPT !.pc = "copy"])
  /\ UNCHANGED <<slots, ends, nonblock, nowait, at>>

(* The buffer of p, which sends, is copied after its slot is in the ring.   *)
(* Where that fails the slot stays behind, without data: hollow, or in      *)
(* packet mode an empty packet.  A kernel that copies first has put none.   *)
SlotStays(p) ==
  IF CopiesFirst \/ Merged(p) > 0 THEN slots
  ELSE Append(slots, [off |-> 0, data |-> <<>>, kind |-> NewKind])

(* pipe_write() under the lock.                                             *)
CopyIn(p) ==
  LET t       == task[p]
      a       == t.arg
      m       == Merged(p)
      asked   == t.call = "send" /\ "NOSIGNAL" \in a.flags
      broken  == [t EXCEPT !.sigpipe = IF asked THEN @ ELSE "sent"]
      moved   == [t EXCEPT !.count = @ + Room(p)]
      partial == IF moved.count > 0 THEN "OK" ELSE "EAGAIN"
      after   == IF moved.count = a.n THEN Ended(p, moved, "OK")
                 ELSE IF MayNotWait(p) THEN Ended(p, moved, partial)
                 ELSE IF ~IsPending(t.sig) THEN FallsAsleep(moved)
                 ELSE IF moved.count > 0 THEN Ended(p, moved, "OK")
                 ELSE Interrupted(p, moved)
  IN  IF "read" \notin ends
        THEN Leaves(p, Ended(p, broken, IF t.count > 0 THEN "OK" ELSE "EPIPE"), slots)
      ELSE IF FindsRoom(p) /\ a.buf = "slow" /\ t.pc = "copy" THEN Faults(p)
      ELSE IF FindsRoom(p) /\ a.buf = "unmapped"
        THEN Leaves(p, Ended(p, t, "EFAULT"), SlotStays(p))
      ELSE Leaves(p, after, Filled(slots, m, SubSeq(Data[p], t.count + 1, moved.count), NewKind))

(* pipe_read() under the lock.  Hollow slots go on the way, also when the   *)
(* call then fails.  An empty packet is received (A20), without a look at   *)
(* the buffer, as there is nothing to copy.  A reader takes its 0 bytes for *)
(* the end of the file, though a writer may be there.                       *)
CopyOut(p) ==
  LET t       == task[p]
      a       == t.arg
      drained == Drained(slots, a.n - t.count)
      moved   == [t EXCEPT !.count = @ + Len(drained.bytes), !.got = @ \o drained.bytes]
      after   == IF moved.count > 0 \/ MeetsEmptyPacket THEN Ended(p, moved, "OK")
                 ELSE IF "write" \notin ends THEN Ended(p, moved, "OK")
                 ELSE IF MayNotWait(p) THEN Ended(p, moved, "EAGAIN")
                 ELSE FallsAsleep(moved)
  IN  IF FindsBytes /\ a.buf = "slow" /\ t.pc = "copy" THEN Faults(p)
      ELSE IF FindsBytes /\ a.buf = "unmapped" THEN Leaves(p, Ended(p, t, "EFAULT"), Cleaned(slots))
      ELSE Leaves(p, after, drained.ring)

(***************************************************************************)
(* pipe_read(), pipe_write(), between mutex_lock() and mutex_unlock(): one  *)
(* lock section, in which the call moves what it can and knows whether it   *)
(* ends.  It looks whether it may sleep only here, when it has the lock.    *)
(***************************************************************************)
Copy(p) ==
  /\ task[p].pc \in {"copy", "mapped"}
  /\ IF Sends(p) THEN CopyIn(p) ELSE CopyOut(p)
  /\ UNCHANGED <<ends, nonblock, nowait, at>>

(***************************************************************************)
(* copy_page_to_iter(), copy_page_from_iter(): SIGKILL ends the fault, the  *)
(* call fails and lets the lock go, and its task dies on the way back.  A   *)
(* writer leaves its slot behind where it would if no page ever came.       *)
(***************************************************************************)
FaultGone(p) ==
  /\ task[p].pc = "fault"
  /\ task[p].sig = "kill"
  /\ Leaves(p, Dead(task[p]),
            IF Sends(p) /\ "read" \in ends /\ FindsRoom(p) THEN SlotStays(p) ELSE slots)
  /\ UNCHANGED <<ends, nonblock, nowait, at>>

(***************************************************************************)
(* wait_event_interruptible_exclusive() in pipe_read() and pipe_write()     *)
(* returns.  A writer goes round whatever woke it, and sees its signal when *)
(* it has the lock again.                                                   *)
(***************************************************************************)
Wake(p) ==
  LET t == task[p]
  IN  /\ t.pc = "asleep"
      /\ IsReady(p) \/ IsPending(t.sig)
      /\ Becomes(p, IF IsReady(p) \/ Sends(p) THEN [t EXCEPT !.pc = "lock"] ELSE Interrupted(p, t))
      /\ UNCHANGED <<slots, ends, nonblock, nowait, lock, at>>

-----------------------------------------------------------------------------
(* The steps of a rival.                                                    *)

Operation(r) == Script[r][at[r]]

IsNext(r, op) == IsAt(r, at[r], op)

Advance(r) == at' = [at EXCEPT ![r] = After(r, @)]

(***************************************************************************)
(* setfl() of somebody who shares the description, under f_lock.            *)
(***************************************************************************)
SetFlags(r) ==
  /\ IsNext(r, "SetFlags")
  /\ nonblock' = "off"
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nowait, lock, task>>

(***************************************************************************)
(* __do_splice(), pipe_clear_nowait(): one compare and exchange of f_mode.  *)
(* The proposal does without it (R4).                                       *)
(***************************************************************************)
SpliceClear(r) ==
  /\ IsNext(r, "SpliceClear")
  /\ nowait' = IF Proposed THEN nowait ELSE "off"
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nonblock, lock, task>>

(***************************************************************************)
(* splice_file_to_pipe(): pipe_lock(), and wait_for_space() finds some.     *)
(* From here on the splicer sleeps until its source has something, and has  *)
(* the lock.                                                                *)
(***************************************************************************)
SpliceLock(r) ==
  /\ IsNext(r, "SpliceLock")
  /\ lock = "none"
  /\ Len(slots) < Ring
  /\ "read" \in ends
  /\ lock' = r
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nonblock, nowait, task>>

(***************************************************************************)
(* splice_file_to_pipe(), the end of do_splice_read(): the source had a     *)
(* byte, in a page of its own to which nothing is merged.                   *)
(***************************************************************************)
SpliceRead(r) ==
  /\ IsNext(r, "SpliceRead")
  /\ slots' = Append(slots, [off |-> 0, data |-> <<"x">>, kind |-> "plain"])
  /\ lock' = "none"
  /\ Advance(r)
  /\ UNCHANGED <<ends, nonblock, nowait, task>>

(***************************************************************************)
(* splice_file_to_pipe(): do_splice_read() fails, because the source was    *)
(* closed, or a signal has ended the splicer's sleep.                       *)
(***************************************************************************)
SpliceQuit(r) ==
  /\ IsNext(r, "SpliceQuit")
  /\ lock' = "none"
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nonblock, nowait, task>>

(***************************************************************************)
(* pipe_release(): the last one who had an end open closes it, under the    *)
(* lock, for which close(2) waits too (A6).                                 *)
(***************************************************************************)
Release(r) ==
  /\ IsNext(r, "Release")
  /\ lock = "none"
  /\ ends' = ends \ {Operation(r).end}
  /\ Advance(r)
  /\ UNCHANGED <<slots, nonblock, nowait, lock, task>>

(***************************************************************************)
(* userfaultfd_ioctl(), UFFDIO_COPY: the page that p waits for is there.    *)
(***************************************************************************)
ResolveFault(r) ==
  /\ IsNext(r, "ResolveFault")
  /\ LET p == Operation(r).of
         t == task[p]
     IN  /\ t.pc \in {"fault", "done", "dead"}
         /\ Becomes(p, IF t.pc = "fault" THEN [t EXCEPT !.pc = "mapped"] ELSE t)
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nonblock, nowait, lock>>

(***************************************************************************)
(* send_signal_locked(), signal_wake_up().  In user mode a handler runs at  *)
(* once and leaves no trace here.                                           *)
(***************************************************************************)
SendSignal(r) ==
  /\ IsNext(r, "SendSignal")
  /\ LET p     == Operation(r).to
         kind  == Operation(r).kind
         t     == task[p]
         after == CASE t.pc \in {"done", "dead"} -> t
                    [] t.pc = "enter" -> IF kind = "kill" THEN Dead(t) ELSE t
                    [] OTHER          -> [t EXCEPT !.sig = AfterSending(@, kind)]
     IN  Becomes(p, after)
  /\ Advance(r)
  /\ UNCHANGED <<slots, ends, nonblock, nowait, lock>>

-----------------------------------------------------------------------------
(* The specification.                                                       *)

CallerStep(p) ==
  SysEnter(p) \/ Lock(p) \/ Acquire(p) \/ Copy(p) \/ FaultGone(p) \/ Wake(p)

RivalStep(r) ==
  \/ SetFlags(r) \/ SpliceClear(r) \/ SpliceLock(r) \/ SpliceRead(r)
  \/ SpliceQuit(r) \/ Release(r) \/ ResolveFault(r) \/ SendSignal(r)

Next == \/ \E p \in Caller : CallerStep(p)
        \/ \E r \in Rival : RivalStep(r)

Spec == Init /\ [][Next]_vars

(* Only c1 is sure to go on.  Everybody else may stop for ever, wherever    *)
(* they are, and with whatever they hold.                                   *)
FairSpec == Spec /\ WF_vars(CallerStep("c1"))

(* Somebody goes on, and it may always be another one. *)
UnfairSpec == Spec /\ WF_vars(Next)

(* Whoever can go on does. *)
AllFairSpec ==
  /\ Spec
  /\ \A p \in Caller : WF_vars(CallerStep(p))
  /\ \A r \in Rival : WF_vars(RivalStep(r))

(* What they are said to assume, which manifest.json has checked of them: a *)
(* behaviour that they should not have had would violate anything.          *)
FirstCallerGoesOn == WF_vars(CallerStep("c1"))
SomebodyGoesOn    == WF_vars(Next)
CallersGoOn       == \A p \in Caller : WF_vars(CallerStep(p))
RivalsGoOn        == \A r \in Rival : WF_vars(RivalStep(r))

THEOREM IsWellFormed ==
  Spec => /\ [](TypeOK /\ RingIsKept /\ KindIsOfTheMode)
          /\ [](LockHasItsHolder /\ ReceiverCounts /\ CallIsOfTheLiving)
=============================================================================
