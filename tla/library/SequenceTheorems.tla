\* SPDX-License-Identifier: MIT
---- MODULE SequenceTheorems ----
\* The names of the proof system's module of this name, so that specifications with proofs can be read; a proof is not checked here.
EXTENDS Sequences, Functions

SeqDef == TRUE
SeqMonotonic == TRUE
ElementOfSeq == TRUE
EmptySeq == TRUE
LenProperties == TRUE
IsASeq == TRUE
ExceptSeq == TRUE
SeqEqual == TRUE
ConcatProperties == TRUE
ConcatEmptySeq == TRUE
ConcatEqualIffEmpty == TRUE
ConcatAssociative == TRUE
ConcatSimplifications == TRUE
SubSeqProperties == TRUE
SubSeqEmpty == TRUE
SubSeqRange == TRUE
HeadTailProperties == TRUE
TailIsSubSeq == TRUE
SubSeqRestrict == TRUE
HeadTailOfSubSeq == TRUE
SubSeqRecursive == TRUE
SubSeqOfSubSeq == TRUE
ConcatAdjacentSubSeq == TRUE
SubSeqOfConcat1 == TRUE
SubSeqOfConcat2 == TRUE
AppendProperties == TRUE
AppendIsConcat == TRUE
HeadTailAppend == TRUE
AppendInjective == TRUE
SequenceEmptyOrAppend == TRUE
SequencesInductionAppend == TRUE
SequencesInductionTail == TRUE
RangeOfSeq == TRUE
RangeEquality == TRUE
SeqOfRange == TRUE
RangeConcatenation == TRUE
EmptySingletonIsInjective == TRUE
ConcatInjectiveSeq == TRUE
AppendInjectiveSeq == TRUE
TailInjectiveSeq == TRUE
====
