\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatClaims --------------------------
(* What is claimed of the variants, as in spec/fconnectat.md, section       *)
(* Claims, word for word: readable corollaries of S and of liveness.        *)
(*                                                                          *)
(* Cn_Progress is reached in some state: a call that always fails keeps     *)
(* every safety claim.  TLC finds it as a violation of its negation.        *)
EXTENDS Fconnectat, FconnectatErrors

Succeeded(p) == task[p].ret = "OK"

(* What arguments a name in the directories e: its socket, or that at which *)
(* an undisturbed lookup stops.                                             *)
InodeAt(e, a) ==
  IF a.addr = "unnamed" THEN a.dirfd
  ELSE IF a.dirfd \notin Dir THEN "none"
  ELSE LET trail == Trail(e, a.dirfd, a.path, "NOFOLLOW" \notin a.flags, MaxLinks)
       IN  trail[Len(trail)].inode

(* What p's arguments name at one time or another, whatever p does. *)
Named(p) == {InodeAt(e, task[p].arg) : e \in Ever}

Listens(i) == \E k \in Listener : BoundTo[k] = i /\ sock[k] = "listening"

-----------------------------------------------------------------------------
(* S is FconnectatRefinement's; its calls do end. *)
S_Progress == \A p \in Caller : task[p].pc = "done"
NotS_Progress == ~S_Progress

(* C1: the peer is a socket that the arguments named. *)
C1_PeerWasNamed == \A p \in Caller : Succeeded(p) => task[p].peer \in Named(p)
C1_Progress     == \E p \in Caller : Succeeded(p)
NotC1_Progress == ~C1_Progress

(* C2: once seen blocked, no later change of a name alters the peer. *)
C2_PeerIsSleptOn ==
  \A p \in Caller : Succeeded(p) /\ task[p].slept # "none" => task[p].peer = task[p].slept
C2_Progress == \E p \in Caller : Succeeded(p) /\ task[p].slept # "none"
NotC2_Progress == ~C2_Progress

(* C3: under NOFOLLOW never through a final symbolic link: nothing in       *)
(* Named(p) stands behind one then.                                         *)
C3_NoFinalLink ==
  \A p \in Caller :
    Succeeded(p) /\ "NOFOLLOW" \in task[p].arg.flags => task[p].peer \in Named(p)
C3_Progress == \E p \in Caller : Succeeded(p) /\ "NOFOLLOW" \in task[p].arg.flags
NotC3_Progress == ~C3_Progress

(* C4, of steps: the lookup starts at the caller's own descriptor, also     *)
(* when that directory has been moved.                                      *)
C4_StartsAtDescriptor ==
  \A p \in Caller :
    task[p].pc = "init" /\ task'[p].pc = "walk" => task'[p].nd = task[p].arg.dirfd
C4_Progress ==
  \E p \in Caller : Succeeded(p) /\ \E n \in Name : entry[Root][n] # World.entry[Root][n]
NotC4_Progress == ~C4_Progress

(* C5: without write permission nobody connects, whatever descriptor it     *)
(* holds.                                                                   *)
C5_MayWrite == \A p \in Caller : Succeeded(p) => task[p].peer \notin nowrite
C5_Progress == \E p, q \in Caller : Succeeded(p) /\ task[q].ret = "EACCES"
NotC5_Progress == ~C5_Progress

(* C6: a refusal has a cause in what was named. *)
C6_RefusalHasCause ==
  \A p \in Caller :
    CASE task[p].ret = "ENOENT"       -> FALSE
      [] task[p].ret = "ECONNREFUSED" -> \E i \in Named(p) : ~Listens(i)
      [] task[p].ret = "ELOOP"        -> \E i \in Named(p) : i \in Link
      [] task[p].ret = "EACCES"       -> \E i \in Named(p) : i \in nowrite
      [] task[p].ret = "EAGAIN"       -> task[p].arg.sockfd = "nonblock"
      [] task[p].ret = "EINTR"        -> p \in Signalled
      [] OTHER                        -> TRUE
C6_Progress == \E p \in Caller : Succeeded(p)
NotC6_Progress == ~C6_Progress

(* C7: the first error of the table wins. *)
C7_FirstErrorWins ==
  \A p \in Caller :
    /\ task[p].pc = "done" => /\ task[p].ret = FirstError(task[p].arg)
                              /\ ~MustWait(task[p].arg)
    /\ task[p].pc = "asleep" => MustWait(task[p].arg)
C7_Progress ==
  \E p \in Caller :
    /\ Succeeded(p)
    /\ task[p].arg.addr = "path" /\ Len(task[p].arg.path) = 1
    /\ task[p].arg.dirfd \in Dir
    /\ entry[task[p].arg.dirfd][Head(task[p].arg.path)] \in Link
NotC7_Progress == ~C7_Progress

(* C8: no wake-up is lost.  While a caller runs or a waking is under way,   *)
(* somebody may still take the slot.  A frozen one takes nothing, for as    *)
(* long as somebody else likes.                                             *)
AtRest(p) ==
  task[p].pc \in {"frozen", "done", "dead"} \/ (task[p].pc = "asleep" /\ ~IsPending(task[p].sig))

C8_NoLostWakeup ==
  (\A p \in Caller : AtRest(p)) /\ (\A r \in Rival : ~IsNext(r, "AcceptWake")) =>
    \A k \in Listener : sock[k] = "listening" /\ waiters[k] # <<>> => IsFull(queue[k])
C8_Progress ==
  \E p, q \in Caller :
    /\ p # q
    /\ Succeeded(p) /\ task[p].slept # "none"
    /\ task[q].ret \in {"EINTR", "EISCONN", "EACCES"} \/ task[q].pc = "dead"
NotC8_Progress == ~C8_Progress

(* C9: a call ends, unless the backlog stays full.  C9_CallEnds is claimed  *)
(* under FairSpec, and does not hold under UnfairSpec.                      *)
AsleepOnFull(p) ==
  task[p].pc = "asleep" /\ ~IsPending(task[p].sig) /\ IsFull(queue[task[p].other])

Terminal ==
  \A p \in Caller :
    \/ task[p].pc \in {"done", "dead"}
    \/ task[p].pc = "frozen" /\ IsPending(task[p].sig)
    \/ AsleepOnFull(p) /\ sock[task[p].other] = "listening"

C9_StuckIsTerminal == ~ENABLED Next => Terminal
C9_Progress        == \A p \in Caller : task[p].pc = "done"
C9_CallEnds ==
  \A p \in Caller : <>[](task[p].pc \in {"done", "dead"}) \/ <>[]AsleepOnFull(p)
NotC9_Progress == ~C9_Progress

(* C10: the backlog is kept, and nothing is queued on a dead listener. *)
C10_BacklogIsKept ==
  \A k \in Listener : Len(queue[k]) <= Backlog /\ (sock[k] = "dead" => queue[k] = <<>>)
C10_Progress ==
  \E p \in Caller, k \in Listener :
    task[p].ret = "ECONNREFUSED" /\ BoundTo[k] \in Named(p) /\ sock[k] = "dead"
NotC10_Progress == ~C10_Progress

(* C11, of steps: one lookup decides. *)
C11_KeepsItsInode ==
  \A p \in Caller :
    task[p].ino # "none" => \/ task'[p].ino = task[p].ino
                            \/ task'[p].pc \in {"done", "dead"}
C11_Progress ==
  \E p \in Caller :
    /\ Succeeded(p) /\ task[p].slept # "none"
    /\ InodeAt(entry, task[p].arg) # task[p].peer
NotC11_Progress == ~C11_Progress

(* C12, of steps: a lookup ends.  Its measure is the links that may still   *)
(* be followed, then the names that are left.                               *)
C12_LookupEnds ==
  \A p \in Caller :
    task[p].pc = "walk" /\ task'[p].pc = "walk" /\ task'[p] # task[p] =>
      \/ task'[p].links > task[p].links
      \/ task'[p].links = task[p].links /\ Len(task'[p].rest) < Len(task[p].rest)
C12_Progress == \E p \in Caller : task[p].ret = "ELOOP"
NotC12_Progress == ~C12_Progress

(* C13: who is to be frozen freezes, and stands in nobody's way. *)
C13_FrozenIsOnNoQueue ==
  \A k \in Listener : \A i \in DOMAIN waiters[k] : task[waiters[k][i]].pc # "frozen"
C13_Progress    == \E p \in Caller : task[p].pc = "frozen" /\ task[p].slept # "none"
NotC13_Progress == ~C13_Progress

(* C14, of steps: a wake-up is handed to one, not to all. *)
LeavesQueue(p) == task[p].pc = "asleep" /\ task'[p].pc # "asleep"

C14_WakesOneAtMost == at' = at => \A p, q \in Caller : LeavesQueue(p) /\ LeavesQueue(q) => p = q
C14_Progress ==
  \E p, q \in Caller :
    /\ p # q
    /\ Succeeded(p) /\ task[p].slept # "none"
    /\ task[q].ret \in {"EINTR", "EISCONN", "EACCES"} \/ task[q].pc = "dead"
    /\ task[q].slept # "none"
NotC14_Progress == ~C14_Progress

-----------------------------------------------------------------------------
(* Of the proposed call, where the document has each one judged. *)

THEOREM ProposedIsSafe ==
  Variant = "proposed" =>
    (Spec => /\ [](C1_PeerWasNamed /\ C2_PeerIsSleptOn /\ C3_NoFinalLink)
             /\ [](C5_MayWrite /\ C6_RefusalHasCause /\ C7_FirstErrorWins)
             /\ [](C8_NoLostWakeup /\ C9_StuckIsTerminal /\ C10_BacklogIsKept)
             /\ []C13_FrozenIsOnNoQueue
             /\ [][C4_StartsAtDescriptor /\ C11_KeepsItsInode /\ C12_LookupEnds /\ C14_WakesOneAtMost]_vars)

THEOREM ProposedEnds == Variant = "proposed" => (FairSpec => C9_CallEnds)

(* Of connect(2) with the fixes: it is rid of the lost wake-ups, and still  *)
(* looks its path up again.                                                 *)

THEOREM FixedLosesNoWakeup ==
  Variant = "today-fixed" => (Spec => [](C8_NoLostWakeup /\ C9_StuckIsTerminal))

THEOREM FixedEnds == Variant = "today-fixed" => (FairSpec => C9_CallEnds)

-----------------------------------------------------------------------------
(* Non-properties: what one might expect, and nobody promises.              *)

(* N1: that a sleeper is served before newcomers, under AllFairSpec.  It is *)
(* not (R14): the woken caller must look for the listener again, and        *)
(* somebody who never slept can take the slot before it, every time.        *)
HasRoom(p) == task[p].other # "none" /\ ~IsFull(queue[task[p].other])

N1_SleeperIsServed ==
  \A p \in Caller \ LoopingCaller : []<>HasRoom(p) => <>(task[p].pc = "done")

(* N2: that a mover who loops goes on, under FairSpec: C9's liveness does   *)
(* not need it.                                                             *)
N2_MoverGoesOn == []<>(entry # World.entry)

(* N3: that every call ends, under FairSpec: C9's exception is one.         *)
N3_EveryCallEnds == \A p \in Caller : <>(task[p].pc \in {"done", "dead"})
=============================================================================
