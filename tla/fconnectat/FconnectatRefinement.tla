\* SPDX-License-Identifier: MIT
------------------------ MODULE FconnectatRefinement ------------------------
(***************************************************************************)
(* S: every step of the proposed call is one of the atomic specification,   *)
(* or nothing that is seen.                                                 *)
(*                                                                          *)
(* What is seen is given.  The hidden variables of the specification may be *)
(* chosen freely, so the mapping below reads what the call keeps of itself: *)
(* it is only a witness, and a wrong one can only make the theorem fail.    *)
(***************************************************************************)
EXTENDS Fconnectat, FconnectatStage

IsNow(t) ==
  CASE t.pc \in {"done", "dead"}                   -> t.pc
    [] t.pc = "enter" /\ t.call = Program[1]       -> "outside"
    [] OTHER                                       -> "inside"

View ==
  [p \in Caller |-> LET t == task[p]
                    IN  [arg |-> t.arg, is |-> IsNow(t), sig |-> t.sig, ret |-> t.ret, peer |-> t.peer]]

(* The working directory is a means of the older programs, and not looked   *)
(* at there.                                                                *)
SeveralCalls == Len(Program) > 1
SeenCwd == IF SeveralCalls THEN Root ELSE cwd

(***************************************************************************)
(* The witness.  A connecting call is where it stands.  One that looks its  *)
(* path up again after a wait, or is to, when it is thawed, is still at the *)
(* inode on which it slept, as long as it comes to no other.  In a program  *)
(* of several calls openat's lookup counts, and then its descriptor; what   *)
(* fstatat and fchdir find is not used, and the lookup is that of connect.  *)
(*                                                                          *)
(* A call whose listener dies before it has slept may go back to its path,  *)
(* but for the proposed one.  Where nobody changes a name it finds there    *)
(* what it had found, so it is taken to have found it when it began, and    *)
(* never to be at a place.                                                  *)
(***************************************************************************)
FindsItAgain ==
  /\ ~Proposed
  /\ Exchanges = {}
  /\ \E r \in Rival : \E n \in DOMAIN Script[r] : IsAt(r, n, "ReleaseDead")

(* To what names that stay lead: an error up to E17, or an inode. *)
FoundBy(a) ==
  LET e == FirstAmong(1..17, a)
  IN  IF e # "OK" THEN Failed(e) ELSE AtInode(InodeOf(a))

StageOf(t) ==
  CASE IsNow(t) # "inside"                             -> Nowhere
    [] t.pc \in {"woken", "frozen"} /\ Interrupts(t.sig) -> Failed("EINTR")
    [] t.pc = "woken"                                  -> AtInode(BoundTo[t.other])
    [] t.pc \in {"lock", "asleep"}                     -> AtListener(t.other)
    [] t.pc = "find"                                   -> AtInode(t.ino)
    [] t.slept # "none"                                -> AtInode(t.slept)
    [] t.fd # "none"                                   -> AtInode(t.fd)
    [] FindsItAgain                                    -> FoundBy(t.arg)
    [] t.pc = "walk" /\ t.call # "fstatat"             -> Place(t.nd, t.rest, t.links)
    [] OTHER                                           -> Beginning(t.arg)

Stage == [p \in Caller |-> StageOf(task[p])]

Waited ==
  [p \in Caller |-> LET t == task[p]
                    IN  IF IsNow(t) = "inside" /\ t.slept # "none"
                          THEN CHOOSE k \in Listener : BoundTo[k] = t.slept
                          ELSE "none"]

Atomic == INSTANCE FconnectatAtomic
            WITH cwd <- SeenCwd, view <- View, stage <- Stage, waited <- Waited

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
