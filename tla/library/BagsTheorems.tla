\* SPDX-License-Identifier: MIT
---- MODULE BagsTheorems ----
\* The names of the proof system's module of this name, so that specifications with proofs can be read; a proof is not checked here.
EXTENDS Bags

LOCAL INSTANCE Naturals

Scaling(n, B) == [e \in DOMAIN B |-> n * B[e]]
Bags_SqsubsetPO_Reflexivity == TRUE
Bags_SqsubseteqPO_AntiSymmetry == TRUE
Bags_SqsubseteqPO_Transitivity == TRUE
Bags_EmptyBag == TRUE
Bags_Scaling == TRUE
Bags_Inverse == TRUE
Bags_Inverse1 == TRUE
Bags_SetToBagEquality == TRUE
Bags_Union == TRUE
Bags_Difference == TRUE
Bags_UnionCommutative == TRUE
Bags_UnionAssociative == TRUE
Bags_UnionSqSubset == TRUE
Bags_ScalingMonotonic == TRUE
Bags_DifferenceSqsubset == TRUE
Bags_EmptyBagOperations == TRUE
Bags_SetToBagIsABag == TRUE
Bags_CopiesInBagsInMonotone == TRUE
Bags_CopiesInScaling == TRUE
Bags_CopiesInSetToBag == TRUE
Bags_IsABagSeqToBag == TRUE
====
