\* SPDX-License-Identifier: MIT
------------------------------ MODULE TwoPhase ------------------------------
(* Lamport's two-phase commit, with the variables of cli/bench/two-phase.ts,  *)
(* so that the state graphs of both can be compared.  Messages are never      *)
(* consumed: msgs says which ones were sent.                                  *)
EXTENDS Integers, FiniteSets

CONSTANT N                                 \* how many resource managers

VARIABLES rmState, tmState, tmPrepared, msgs

vars == <<rmState, tmState, tmPrepared, msgs>>

RM == 0 .. N - 1

(* rmState is a sequence, and sequences begin at 1. *)
StateOf(r) == rmState[r + 1]
SetState(r, state) == rmState' = [rmState EXCEPT ![r + 1] = state]

TypeOK ==
  /\ rmState \in [1 .. N -> {"working", "prepared", "committed", "aborted"}]
  /\ tmState \in {"init", "committed", "aborted"}
  /\ tmPrepared \in SUBSET RM
  /\ msgs \in [prepared: SUBSET RM, commit: BOOLEAN, abort: BOOLEAN]

Init ==
  /\ rmState = [i \in 1 .. N |-> "working"]
  /\ tmState = "init"
  /\ tmPrepared = {}
  /\ msgs = [prepared |-> {}, commit |-> FALSE, abort |-> FALSE]
-----------------------------------------------------------------------------
TMRcvPrepared(r) ==
  /\ tmState = "init"
  /\ r \in msgs.prepared
  /\ tmPrepared' = tmPrepared \cup {r}
  /\ UNCHANGED <<rmState, tmState, msgs>>

TMCommit ==
  /\ tmState = "init"
  /\ tmPrepared = RM
  /\ tmState' = "committed"
  /\ msgs' = [msgs EXCEPT !.commit = TRUE]
  /\ UNCHANGED <<rmState, tmPrepared>>

TMAbort ==
  /\ tmState = "init"
  /\ tmState' = "aborted"
  /\ msgs' = [msgs EXCEPT !.abort = TRUE]
  /\ UNCHANGED <<rmState, tmPrepared>>

RMPrepare(r) ==
  /\ StateOf(r) = "working"
  /\ SetState(r, "prepared")
  /\ msgs' = [msgs EXCEPT !.prepared = @ \cup {r}]
  /\ UNCHANGED <<tmState, tmPrepared>>

RMChooseToAbort(r) ==
  /\ StateOf(r) = "working"
  /\ SetState(r, "aborted")
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>

RMRcvCommitMsg(r) ==
  /\ msgs.commit
  /\ SetState(r, "committed")
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>

RMRcvAbortMsg(r) ==
  /\ msgs.abort
  /\ SetState(r, "aborted")
  /\ UNCHANGED <<tmState, tmPrepared, msgs>>

Next ==
  \/ TMCommit \/ TMAbort
  \/ \E r \in RM : \/ TMRcvPrepared(r) \/ RMPrepare(r) \/ RMChooseToAbort(r)
                   \/ RMRcvCommitMsg(r) \/ RMRcvAbortMsg(r)

Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
(* No two managers decide differently. *)
Consistent ==
  \A r, q \in RM : ~(StateOf(r) = "aborted" /\ StateOf(q) = "committed")
=============================================================================
