\* SPDX-License-Identifier: MIT
\* A lock that is looked at in one step and taken in another: lock.ts in TLA+.
\* To be run by: syspec tlc examples/Lock.tla
---- MODULE Lock ----
VARIABLE pc

Tasks == {"a", "b"}

Init == pc = [p \in Tasks |-> "out"]

IsTaken == \E p \in Tasks : pc[p] = "in"

Look(p) == pc[p] = "out" /\ ~IsTaken /\ pc' = [pc EXCEPT ![p] = "saw"]
Take(p) == pc[p] = "saw" /\ pc' = [pc EXCEPT ![p] = "in"]
Leave(p) == pc[p] = "in" /\ pc' = [pc EXCEPT ![p] = "out"]

Next == \E p \in Tasks : Look(p) \/ Take(p) \/ Leave(p)

Spec == Init /\ [][Next]_pc

OneHolder == ~(pc["a"] = "in" /\ pc["b"] = "in")
TypeOK == pc \in [Tasks -> {"out", "saw", "in"}]
====
