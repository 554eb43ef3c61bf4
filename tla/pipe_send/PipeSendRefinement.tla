\* SPDX-License-Identifier: MIT
------------------------- MODULE PipeSendRefinement -------------------------
(***************************************************************************)
(* S: every step of the proposed call is one of the atomic specification,   *)
(* or nothing that is seen.                                                 *)
(*                                                                          *)
(* What is seen is given.  The hidden variable of the specification may be  *)
(* chosen freely, and what the call keeps of itself is one choice: it is    *)
(* only a witness, and a wrong one can only make the theorem fail.          *)
(***************************************************************************)
EXTENDS PipeSend

IsNow(t) ==
  CASE t.pc \in {"done", "dead", "fault"}         -> t.pc
    [] t.pc = "enter" /\ t.call = Program[1]      -> "outside"
    [] t.pc \in {"asleep", "blocked"}             -> "waits"
    [] OTHER                                      -> "inside"

View ==
  [p \in Caller |-> LET t == task[p]
                    IN  [arg |-> t.arg, is |-> IsNow(t), sig |-> t.sig, ret |-> t.ret,
                         count |-> t.count, got |-> t.got, sigpipe |-> t.sigpipe]]

Slept == [p \in Caller |-> IF task[p].pc = "enter" THEN "no" ELSE task[p].slept]

SeveralCalls == Len(Program) > 1

(* O_NONBLOCK is a means of the program that sets it, and not looked at     *)
(* there.                                                                   *)
NonblockIsSeen == "fcntl" \notin Members(Program)

SeenNonblock == IF NonblockIsSeen THEN nonblock ELSE World.nonblock

Atomic == INSTANCE PipeSendAtomic WITH nonblock <- SeenNonblock, view <- View, slept <- Slept

S_Init == Atomic!Init

(* A caller's step changes its own task: TLC need not ask the others. *)
S_Step ==
  \/ UNCHANGED Atomic!vars
  \/ \E p \in Caller : task'[p] # task[p] /\ Atomic!CallerStep(p)
  \/ \E r \in Rival : Atomic!RivalStep(r)

(* As TLC is asked. *)
S_Refines == S_Init /\ [][S_Step]_vars

THEOREM ProposedRefines == Variant = "proposed" => (Spec => Atomic!Spec)
=============================================================================
