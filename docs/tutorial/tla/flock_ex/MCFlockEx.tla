\* SPDX-License-Identifier: MIT
----------------------------- MODULE MCFlockEx -----------------------------
(* FlockEx for TLC: the scenario is a string, and needs no world of its own. *)
EXTENDS FlockEx
=============================================================================
