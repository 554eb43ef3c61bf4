\* SPDX-License-Identifier: MIT
---- MODULE FiniteSetTheorems ----
\* The names of the proof system's module of this name, so that specifications with proofs can be read; a proof is not checked here.
EXTENDS FiniteSets, Integers, Functions, WellFoundedInduction

FiniteSubsetsOf(S) == {T \in SUBSET S : IsFiniteSet(T)}
StrictSubsetOrdering(S) == {pair \in (SUBSET S) \X (SUBSET S) : pair[1] \subseteq pair[2] /\ pair[1] # pair[2]}
FS_NatSurjection == TRUE
FS_NatBijection == TRUE
FS_CountingElements == TRUE
FS_SurjCardinalityBound == TRUE
FS_CardinalityType == TRUE
FS_Bijection == TRUE
FS_SameCardinalityBij == TRUE
FS_SurjSameCardinalityImpliesInj == TRUE
FS_Surjection == TRUE
FS_Image == TRUE
FS_Injection == TRUE
FS_PigeonHole == TRUE
FS_EmptySet == TRUE
FS_AddElement == TRUE
FS_RemoveElement == TRUE
FS_Singleton == TRUE
FS_Subset == TRUE
FS_Interval == TRUE
FS_BoundedSetOfNaturals == TRUE
FS_Induction == TRUE
FS_FiniteSubsetsOfFinite == TRUE
FS_StrictSubsetOrderingWellFounded == TRUE
FS_WFInduction == TRUE
FS_Union == TRUE
FS_MajoritiesIntersect == TRUE
FS_Intersection == TRUE
FS_Difference == TRUE
FS_UNION == TRUE
FS_Product == TRUE
FS_SUBSET == TRUE
====
