\* SPDX-License-Identifier: MIT
--------------------------- MODULE PipeSendWorld ---------------------------
(* What a scenario fixes, under the names by which the specifications speak *)
(* of it, and what follows from a scenario alone, whatever anybody does.    *)
EXTENDS Naturals, Sequences, Pipe

CONSTANT World   \* the scenario: a record whose fields are named below

(* Who is there. *)
Caller        == World.caller          \* the tasks that send and receive
Rival         == DOMAIN World.script   \* those that interfere
Script        == World.script          \* [Rival -> Seq of operations]: op is an action's name
LoopingRival  == World.loopingRival    \* they start again after their last operation
LoopingCaller == World.loopingCaller   \* they start again when they are done

(* The pipe. *)
Ring       == World.ring     \* how many slots it has at most
FirstSlots == World.slots    \* the slots with which it may begin: a set of sequences
FirstEnds  == World.ends     \* the ends that may be open at first: a set of sets
IsFifo     == World.fifo     \* has it a name, so that it was opened by fifo_open()?
NewKind    == IF World.direct THEN "packet" ELSE "merge"   \* of a slot that a call fills

(* Does a send fill its page before it puts the slot into the ring, as in   *)
(* Linux 7.3?  In 6.12 the slot is there first.                             *)
CopiesFirst == World.copiesFirst

ASSUME Ring \in Nat \ {0}
ASSUME World.nonblock \in {"off", "on"}
ASSUME CopiesFirst \in BOOLEAN
ASSUME FirstEnds \subseteq SUBSET {"read", "write"}

(* The bytes, each different from all others.  Caller p sends as many of    *)
(* Data[p] as its n says.                                                   *)
Data == [c1 |-> <<"a1", "a2", "a3">>,
         c2 |-> <<"b1", "b2", "b3">>,
         c3 |-> <<"d1", "d2", "d3">>]

Members(seq) == {seq[i] : i \in DOMAIN seq}

Old == UNION {Members(Stream(s)) : s \in FirstSlots}

Byte == {"o1", "o2", "x"} \cup UNION {Members(Data[p]) : p \in DOMAIN Data}

ASSUME \A s \in FirstSlots : Len(s) <= Ring /\ \A i \in DOMAIN s : IsSlot(s[i], Byte)

OrNone(set) == set \cup {"none"}

(* What a caller asks for.  Its fd "pipe" is the end of the pipe that it    *)
(* needs and "wrong" the other one; a "slow" buf is a page that somebody    *)
(* else must bring, where "unmapped" none ever comes.                       *)
Argument == [op    : {"send", "recv"},
             fd    : {"pipe", "bad", "path", "wrong", "epoll", "tty", "null"},
             buf   : {"ok", "slow", "outside", "unmapped"},
             n     : 0..3,
             flags : SUBSET {"DONTWAIT", "NOSIGNAL", "UNKNOWN"},
             addr  : {"none", "given"}]

-----------------------------------------------------------------------------
(* Rivals follow their scripts.                                             *)

(* The number of r's operation after operation n. *)
After(r, n) == IF r \in LoopingRival /\ n = Len(Script[r]) THEN 1 ELSE n + 1

IsAt(r, n, op) == n <= Len(Script[r]) /\ Script[r][n].op = op
=============================================================================
