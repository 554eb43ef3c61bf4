\* SPDX-License-Identifier: MIT
--------------------------- MODULE PipeSendErrors ---------------------------
(* The table of errors, as an oracle: what is wrong with a call's arguments *)
(* a, on a pipe with the slots s whose open ends are e, when nobody else is *)
(* there.  It says nothing of steps or of their order; the rows are         *)
(* numbered as in spec/pipe_send.md.  A row whose number has a letter (E1a, *)
(* E2a to E2g) is not here: it is about a message, and there are none.      *)
EXTENDS PipeSendWorld

ErrnoOf ==
  <<"EFAULT",      \* E1
    "EBADF",       \* E2
    "EINVAL",      \* E3
    "EBADF",       \* E4
    "EINVAL",      \* E5
    "EOPNOTSUPP",  \* E6
    "EACCES",      \* E7
    "EAGAIN",      \* E8
    "EPIPE",       \* E9
    "ENOMEM",      \* E10
    "EFAULT",      \* E11
    "EAGAIN",      \* E12
    "EINTR",       \* E13
    "EFAULT">>     \* E14

(* Only a call with some bytes, on the pipe, comes to look at it. *)
OnPipe(a) == a.fd = "pipe" /\ a.n > 0

(* The bytes that fit into s: pages in the slots that are free, and what is *)
(* over behind the last byte, in the page where that stands.                *)
Fits(a, s) ==
  LET free  == Page * (Ring - Len(s))
      after == IF s = <<>> \/ s[Len(s)].kind # "merge" THEN 0
               ELSE Page - s[Len(s)].off - Len(s[Len(s)].data)
  IN  free + (IF a.n % Page <= after THEN a.n % Page ELSE 0)

(* Is there something to do for the call: room, or bytes?  Where this is    *)
(* asked no pipe begins with an empty packet, which is neither.             *)
HasWork(a, s) ==
  IF a.op = "send" THEN Fits(a, s) > 0 ELSE \E i \in DOMAIN s : s[i].data # <<>>

(* Does error En of the table apply?  Nothing in the model brings about E7  *)
(* and E10, nobody else is there to hold the lock (E8), no signal is sent   *)
(* where this is judged (E13), and there are no messages (E14).             *)
Applies(n, a, s, e) ==
  CASE n = 1  -> a.buf = "outside"
    [] n = 2  -> a.fd \in {"bad", "path"}
    [] n = 3  -> "UNKNOWN" \in a.flags \/ a.addr = "given"
    [] n = 4  -> a.fd = "wrong"
    [] n = 5  -> a.fd = "epoll"
    [] n = 6  -> "DONTWAIT" \in a.flags /\ a.fd = "tty"
    [] n = 9  -> OnPipe(a) /\ a.op = "send" /\ "read" \notin e
    [] n = 11 -> OnPipe(a) /\ a.buf = "unmapped" /\ HasWork(a, s)
    [] n = 12 -> /\ OnPipe(a) /\ "DONTWAIT" \in a.flags /\ ~HasWork(a, s)
                 /\ (IF a.op = "send" THEN "read" ELSE "write") \in e
    [] OTHER  -> FALSE

(* The first of these rows that applies; OK if none does. *)
FirstAmong(rows, a, s, e) ==
  IF \A n \in rows : ~Applies(n, a, s, e) THEN "OK"
  ELSE ErrnoOf[CHOOSE n \in rows : Applies(n, a, s, e) /\ \A m \in rows : m < n => ~Applies(m, a, s, e)]

FirstOfAll(a, s, e) == FirstAmong(1..12, a, s, e)

(* The rows down to E6 look at nothing that anybody else can change. *)
ArgumentError(a) == FirstAmong(1..6, a, <<>>, {})

WaitsAtFirst(a, s, e) ==
  /\ OnPipe(a)
  /\ "DONTWAIT" \notin a.flags
  /\ FirstAmong(1..11, a, s, e) = "OK"
  /\ IF a.op = "send" THEN Fits(a, s) < a.n
                      ELSE ~HasWork(a, s) /\ "write" \in e
=============================================================================
