\* SPDX-License-Identifier: MIT
--------------------------- MODULE PipeSendClaims ---------------------------
(* What is claimed of the variants, as in spec/pipe_send.md, section        *)
(* Claims, word for word: readable corollaries of S and of liveness.        *)
(*                                                                          *)
(* Cn_Progress is reached in some state: a call that always fails keeps     *)
(* every safety claim.  TLC finds it as a violation of its negation.        *)
EXTENDS PipeSend, PipeSendErrors, FiniteSets

(* The table of errors, with the ends that are open now. *)
FirstError(a, s) == FirstOfAll(a, s, ends)

MustWait(a, s) == WaitsAtFirst(a, s, ends)

IsOver(p) == task[p].pc \in {"done", "dead"}

Succeeded(p) == task[p].ret = "OK"

EmptyPacket == \E i \in 1..Len(slots) : slots[i].kind = "packet" /\ slots[i].data = <<>>

FindsSomething(p) ==
  IF Sends(p) THEN "read" \notin ends \/ FindsRoom(p)
              ELSE "write" \notin ends \/ Stream(slots) # <<>> \/ EmptyPacket

(* On what a sleeper waits is said here once more: the race is not judged   *)
(* by its own word.                                                         *)
MayGoOn(p) ==
  IF Sends(p) THEN "read" \notin ends \/ Len(slots) < Ring
              ELSE "write" \notin ends \/ slots # <<>>

(* Where a byte is: in the pipe, or in somebody's buffer. *)
Places(b) ==
  {<<"pipe", i>> : i \in {j \in 1..Len(Stream(slots)) : Stream(slots)[j] = b}}
    \union UNION {{<<p, i>> : i \in {j \in 1..Len(task[p].got) : task[p].got[j] = b}} : p \in Caller}

Moved(p) == {k \in 1..3 : Places(Data[p][k]) # {}}

-----------------------------------------------------------------------------
(* S is PipeSendRefinement's; its calls do end. *)
S_Progress == \A p \in Caller : task[p].pc = "done"
NotS_Progress == ~S_Progress

(* C1: a call with MSG_DONTWAIT never waits for bytes or room. *)
C1_NeverAsleep == \A p \in Caller : DontWait(p) => task[p].pc # "asleep"
C1_Progress    == \E p \in Caller : DontWait(p) /\ task[p].ret = "EAGAIN"
NotC1_Progress == ~C1_Progress

(* C2: nor for the lock, and it returns by its own steps: C2_Returns is     *)
(* claimed under FairSpec, whatever the others do or leave undone, and does *)
(* not hold under UnfairSpec.                                               *)
C2_NeverBlocked == \A p \in Caller : DontWait(p) => task[p].pc # "blocked"
C2_Progress     == \E p \in Caller : DontWait(p) /\ task[p].pc = "done" /\ lock \notin {"none", p}
C2_Returns      == <>IsOver("c1")
NotC2_Progress == ~C2_Progress

(* C3: nobody has calls refused that ask not to wait. *)
C3_NotRevoked == \A p \in Caller : task[p].ret = "EOPNOTSUPP" => task[p].arg.fd # "pipe"
C3_Progress   == \E p \in Caller, r \in Rival : DontWait(p) /\ Succeeded(p) /\ at[r] > 1
NotC3_Progress == ~C3_Progress

(* C4: no byte is lost, doubled or counted twice. *)
C4_EachByteOnce ==
  /\ \A b \in Byte : Cardinality(Places(b)) <= 1
  /\ \A b \in Old : Places(b) # {}
  /\ \A p \in Caller :
       task[p].pc = "done" =>
         IF Sends(p) THEN Moved(p) = 1..(IF Succeeded(p) THEN task[p].count ELSE 0)
                     ELSE Len(task[p].got) = (IF Succeeded(p) THEN task[p].count ELSE 0)
C4_Progress == \E p \in Caller : ~Sends(p) /\ Succeeded(p) /\ task[p].count > 0
NotC4_Progress == ~C4_Progress

(* C5: what is at most PIPE_BUF is sent as a whole. *)
IsSmall(p) == Sends(p) /\ task[p].arg.n <= 2

StandsTogether(p, s) ==
  \A i \in 1..(Len(s) - 1), k \in 1..(task[p].arg.n - 1) :
    (s[i] = Data[p][k]) <=> (s[i + 1] = Data[p][k + 1])

C5_SmallIsWhole ==
  \A p \in Caller :
    IsSmall(p) => /\ Moved(p) \in {{}, 1..task[p].arg.n}
                  /\ StandsTogether(p, Stream(slots))
                  /\ \A q \in Caller : StandsTogether(p, task[q].got)
C5_Progress == \E p \in Caller : IsSmall(p) /\ task[p].arg.n = 2 /\ Succeeded(p)
NotC5_Progress == ~C5_Progress

(* C6, of steps: a refusal with EAGAIN has a cause. *)
C6_RefusalHasCause ==
  \A p \in Caller :
    task[p].ret # "EAGAIN" /\ task'[p].ret = "EAGAIN" =>
      /\ task[p].arg.n > 0
      /\ \/ DontWait(p) /\ lock \notin {"none", p}
         \/ (DontWait(p) \/ World.nonblock = "on") /\ ~FindsSomething(p)
C6_Progress == \E p \in Caller : DontWait(p) /\ Succeeded(p) /\ task[p].count > 0
NotC6_Progress == ~C6_Progress

(* C7: MSG_NOSIGNAL is heeded, and only it. *)
C7_SigpipeAsAsked ==
  \A p \in Caller :
    /\ task[p].sigpipe = "sent" => "NOSIGNAL" \notin task[p].arg.flags
    /\ task[p].ret = "EPIPE" /\ "NOSIGNAL" \notin task[p].arg.flags => task[p].sigpipe = "sent"
C7_Progress == \E p \in Caller : task[p].ret = "EPIPE" /\ task[p].sigpipe = "none"
NotC7_Progress == ~C7_Progress

(* C8: the first error of the table wins.  No byte is lost where this is    *)
(* judged, so those that are somewhere tell how the pipe began.             *)
HasBegunWith(s) ==
  {b \in Old : Places(b) # {}} = {Stream(s)[i] : i \in 1..Len(Stream(s))}

Answers(p, a) ==
  \E s \in FirstSlots :
    /\ HasBegunWith(s)
    /\ IF task[p].pc = "asleep" THEN MustWait(a, s)
       ELSE task[p].ret = FirstError(a, s) /\ ~MustWait(a, s)

C8_FirstErrorWins ==
  \A p \in Caller : task[p].pc \in {"done", "asleep"} => Answers(p, task[p].arg)
C8_Progress == \E p \in Caller : Succeeded(p) /\ task[p].arg.flags # {}
NotC8_Progress == ~C8_Progress

(* C9: the lock is let go, and who may wait waits for something. *)
Waits(p) ==
  \/ task[p].pc = "asleep" /\ ~MayGoOn(p) /\ task[p].sig = "none" /\ ~DontWait(p)
  \/ task[p].pc = "blocked" /\ ~DontWait(p) /\ \/ lock \in Rival
                                               \/ \E q \in Caller : lock = q /\ task[q].pc = "fault"
  \/ task[p].pc = "fault" /\ task[p].sig # "kill"

C9_StuckIsTerminal == ~ENABLED Next => \A p \in Caller : IsOver(p) \/ Waits(p)
C9_Progress        == \A p \in Caller : task[p].pc = "done"
C9_Settles         == <>[](\A p \in Caller : IsOver(p) \/ Waits(p))
NotC9_Progress == ~C9_Progress

(* C10, of steps: the lock has one holder, and what it guards is changed    *)
(* under it.                                                                *)
C10_LockIsHeld ==
  /\ lock' = lock \/ "none" \in {lock, lock'}
  /\ slots' # slots => lock # "none"
  /\ ends' # ends => lock = "none"
  /\ \A p \in Caller :
       /\ (lock' = p) <=> task'[p].pc \in {"copy", "fault", "mapped"}
       /\ task[p].pc = "blocked" => task'[p].pc = "blocked" \/ lock' = p
C10_Progress == \E p \in Caller : lock = p /\ task[p].pc = "fault"
NotC10_Progress == ~C10_Progress

(* C11: RWF_NOWAIT is there on every pipe, and stays, for whoever enters a  *)
(* call.  No program of the proposed call asks for it: this is what         *)
(* pwritev2 would look at.                                                  *)
C11_NowaitStays == \A p \in Caller : task[p].pc # "enter" => nowait = "on"
C11_Progress    == \E p \in Caller, r \in Rival : Succeeded(p) /\ at[r] > 1
NotC11_Progress == ~C11_Progress

(* C12: without flags a call returns what write and read return, in the     *)
(* calls of today too.  Those see a bad descriptor before a bad buffer.     *)
DescriptorFirst(a) == IF a.fd \in {"bad", "path", "wrong", "epoll"} THEN [a EXCEPT !.buf = "ok"] ELSE a

C12_AsWriteAndRead ==
  \A p \in Caller :
    LET a == task[p].arg
    IN  task[p].pc \in {"done", "asleep"} /\ a.flags = {} /\ a.addr = "none" =>
          Answers(p, a) \/ Answers(p, DescriptorFirst(a))
C12_Progress == \E p \in Caller : Succeeded(p) /\ task[p].arg.flags = {}
NotC12_Progress == ~C12_Progress

-----------------------------------------------------------------------------
(* Of the proposed call, where the document has each one judged. *)

THEOREM ProposedIsSafe ==
  Variant = "proposed" =>
    (Spec => /\ [](C1_NeverAsleep /\ C2_NeverBlocked /\ C3_NotRevoked /\ C4_EachByteOnce)
             /\ [](C5_SmallIsWhole /\ C7_SigpipeAsAsked /\ C8_FirstErrorWins)
             /\ [](C9_StuckIsTerminal /\ C11_NowaitStays /\ C12_AsWriteAndRead)
             /\ [][C6_RefusalHasCause]_vars
             /\ [][C10_LockIsHeld]_vars)

THEOREM ProposedReturns == Variant = "proposed" => (FairSpec => C2_Returns)

-----------------------------------------------------------------------------
(* Non-properties: what one might expect, and nobody promises.  All are     *)
(* asked under AllFairSpec.                                                 *)

(* N1: that who finds the pipe ready is served in the end.  It is not: the  *)
(* splicer may have the lock whenever the caller tries it (R3).             *)
N1_IsServed == <>(Stream(slots) = <<>>)

(* N2: that a call without MSG_DONTWAIT returns.  It is write(2) or read(2) *)
(* (R1), and waits for the lock for ever.                                   *)
N2_EveryCallEnds == \A p \in Caller : <>IsOver(p)

(* N3: that who sleeps is served in the end.  Whoever comes meanwhile may   *)
(* take what it was woken for, each time (R1).                              *)
N3_SleeperIsServed == <>IsOver("c1")
=============================================================================
