\* SPDX-License-Identifier: MIT
------------------------------- MODULE Signal -------------------------------
(* One pending signal of a task.  A handler that is installed without       *)
(* SA_RESTART is "interrupt", one with it is "restart"; SIGKILL is "kill".  *)
(* The freezer of suspend and of cgroup v1 sends none, and yet it wakes a   *)
(* sleeper as a signal does (fake_signal_wake_up): that is "freeze".        *)

SignalKind == {"interrupt", "restart", "kill", "freeze"}

(* signal_pending(current), which does not tell a freeze from a signal. *)
IsPending(signal) == signal # "none"

(* Those that end what they come upon.  A freeze only puts it off. *)
Interrupts(signal) == IsPending(signal) /\ signal # "freeze"

(* What is pending once kind has been sent: nothing replaces SIGKILL. *)
AfterSending(pending, kind) == IF pending = "kill" THEN "kill" ELSE kind

(* Who has a signal to deal with is on its way to user mode, and freezes    *)
(* there: the freeze adds nothing.                                          *)
AfterFreezing(pending) == IF IsPending(pending) THEN pending ELSE "freeze"

AfterThawing(pending) == IF pending = "freeze" THEN "none" ELSE pending
=============================================================================
