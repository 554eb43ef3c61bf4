\* SPDX-License-Identifier: MIT
---- MODULE NaturalsInduction ----
\* The names of the proof system's module of this name, so that specifications with proofs can be read; a proof is not checked here.
EXTENDS Integers

NatInductiveDefHypothesis(f, f0, Def(_, _)) == f = CHOOSE g : g = [n \in Nat |-> IF n = 0 THEN f0 ELSE Def(g[n - 1], n)]
NatInductiveDefConclusion(f, f0, Def(_, _)) == f = [n \in Nat |-> IF n = 0 THEN f0 ELSE Def(f[n - 1], n)]
FiniteNatInductiveDefHypothesis(f, c, Def(_, _), m, n) ==
  f = CHOOSE g : g = [i \in m .. n |-> IF i = m THEN c ELSE Def(g[i - 1], i)]
FiniteNatInductiveDefConclusion(f, c, Def(_, _), m, n) == f = [i \in m .. n |-> IF i = m THEN c ELSE Def(f[i - 1], i)]
NatInduction == TRUE
DownwardNatInduction == TRUE
GeneralNatInduction == TRUE
SmallestNatural == TRUE
RecursiveFcnOfNat == TRUE
NatInductiveDef == TRUE
RecursiveFcnOfNatType == TRUE
NatInductiveDefType == TRUE
RecursiveFcnOfNatUnique == TRUE
NatInductiveUnique == TRUE
FiniteNatInductiveDef == TRUE
FiniteNatInductiveDefType == TRUE
FiniteNatInductiveUnique == TRUE
====
