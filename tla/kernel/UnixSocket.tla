\* SPDX-License-Identifier: MIT
----------------------------- MODULE UnixSocket -----------------------------
(* Listening UNIX sockets (net/unix/af_unix.c): the inode to which each one *)
(* is bound, its accept queue, and the exclusive waiters on its peer_wait.  *)
EXTENDS Naturals, Sequences

CONSTANTS
  Listener,   \* the sockets that are bound to an inode
  BoundTo,    \* [Listener -> inode]: the inode, one for each listener
  TypeOf,     \* [Listener -> {"stream", "dgram"}]: the type of the socket
  Backlog     \* how many connections an accept queue holds at most

(* What is assumed of the constants; see FileSystemIsSound in Vfs. *)
ListenersAreSound ==
  /\ \A k, l \in Listener : BoundTo[k] = BoundTo[l] => k = l
  /\ TypeOf \in [Listener -> {"stream", "dgram"}]
  /\ Backlog \in Nat \ {0}

(* "bound" does not listen.  close() makes a socket "unhashed", so that no  *)
(* lookup finds it, and then "dead" (SOCK_DEAD).                            *)
SocketState == {"listening", "bound", "unhashed", "dead"}

(* unix_recvq_full_lockless() compares the length with the argument of      *)
(* listen(2) by >: listen(fd, 0) makes a Backlog of one.                    *)
RecvqFull(connections) == Len(connections) >= Backlog

(* The listener that unix_find_socket_byinode() finds: none, or one.        *)
BoundAt(states, inode) ==
  {k \in Listener : BoundTo[k] = inode /\ states[k] \in {"listening", "bound"}}

(* Whom wake_up_interruptible() wakes: waiters are exclusive, so one of     *)
(* them, the first.                                                         *)
FirstOf(waiting) == IF waiting = <<>> THEN {} ELSE {Head(waiting)}

Members(seq) == {seq[i] : i \in 1..Len(seq)}

(* The wait queues once the tasks in gone are off them.                     *)
Without(waiters, gone) ==
  [k \in Listener |-> SelectSeq(waiters[k], LAMBDA task : task \notin gone)]
=============================================================================
