\* SPDX-License-Identifier: MIT
------------------------------- MODULE Signal -------------------------------
(* One pending signal of a task.  A handler that is installed without       *)
(* SA_RESTART is "interrupt", one with it is "restart"; SIGKILL is "kill".  *)

SignalKind == {"interrupt", "restart", "kill"}

(* signal_pending(current). *)
IsPending(signal) == signal # "none"

(* What is pending once kind has been sent: nothing replaces SIGKILL. *)
AfterSending(pending, kind) == IF pending = "kill" THEN "kill" ELSE kind
=============================================================================
