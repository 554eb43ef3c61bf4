\* SPDX-License-Identifier: MIT
------------------------------ MODULE FlockEx ------------------------------
(* Callers want a lock.  Today each looks whether it is taken, and takes it *)
(* in another step; flock(2) does both under one spinlock, or sleeps.       *)

CONSTANTS Variant, Scenario

VARIABLES holder, pc, ret

vars == <<holder, pc, ret>>

Caller == {"c1", "c2"}

NoWait(p) == Scenario = "nowait" /\ p = "c2"

Errors == <<"EBADF", "EAGAIN">>

Program == CASE Variant = "today-look" -> <<"open", "rename">>
             [] Variant = "proposed" -> <<"flock">>

Today == "flock" \notin {Program[i] : i \in DOMAIN Program}

TypeOK ==
  /\ holder \in Caller \cup {"none"}
  /\ pc \in [Caller -> {"enter", "take", "asleep", "in", "done"}]
  /\ ret \in [Caller -> {"none", "OK", "EAGAIN"}]

Init ==
  /\ holder = "none"
  /\ pc = [p \in Caller |-> "enter"]
  /\ ret = [p \in Caller |-> "none"]

Goes(p, to) == pc' = [pc EXCEPT ![p] = to]

Has(p) == holder' = p /\ ret' = [ret EXCEPT ![p] = "OK"] /\ Goes(p, "in")

Refused(p) == ret' = [ret EXCEPT ![p] = "EAGAIN"] /\ Goes(p, "done") /\ UNCHANGED holder

(* path_openat(): is the lock file there? *)
Look(p) ==
  /\ Today /\ pc[p] = "enter"
  /\ IF holder = "none" THEN Goes(p, "take") /\ UNCHANGED <<holder, ret>> ELSE Refused(p)

(* vfs_rename(): whatever had the name has it no more. *)
Take(p) == pc[p] = "take" /\ Has(p)

(* flock_lock_inode() *)
Lock(p) ==
  /\ ~Today /\ pc[p] = "enter"
  /\ CASE holder = "none" -> Has(p)
       [] holder # "none" /\ NoWait(p) -> Refused(p)
       [] OTHER -> Goes(p, "asleep") /\ UNCHANGED <<holder, ret>>

(* locks_delete_lock_ctx(): all who sleep try again. *)
Unlock(p) ==
  /\ pc[p] = "in"
  /\ holder' = "none"
  /\ pc' = [q \in Caller |-> CASE q = p -> "done" [] pc[q] = "asleep" -> "enter" [] OTHER -> pc[q]]
  /\ UNCHANGED ret

Next == \E p \in Caller : Look(p) \/ Take(p) \/ Lock(p) \/ Unlock(p)

Spec == Init /\ [][Next]_vars

Done == \A p \in Caller : pc[p] = "done"

C1_OneIsIn == \A p, q \in Caller : pc[p] = "in" /\ pc[q] = "in" => p = q
NotC1_Progress == \A p \in Caller : pc[p] # "in"

C2_StuckIsDone == ~ENABLED Next => Done
NotC2_Progress == \E p \in Caller : pc[p] # "done" \/ ret[p] # "OK"

C3_DoesNotWait == \A p \in Caller : NoWait(p) => pc[p] # "asleep"
NotC3_Progress == \A p \in Caller : ret[p] # "EAGAIN"
=============================================================================
