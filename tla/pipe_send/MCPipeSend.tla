\* SPDX-License-Identifier: MIT
----------------------------- MODULE MCPipeSend -----------------------------
(* PipeSend, its claims and its refinement, for TLC.  A .cfg chooses a      *)
(* variant and a scenario by two strings, and puts ScenarioWorld for World. *)
EXTENDS PipeSendClaims, PipeSendRefinement, PipeSendScenarios
=============================================================================
