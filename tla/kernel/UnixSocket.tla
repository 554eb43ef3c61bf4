\* SPDX-License-Identifier: MIT
----------------------------- MODULE UnixSocket -----------------------------
(* Listening UNIX sockets (net/unix/af_unix.c): the inode to which each one *)
(* is bound, its accept queue, and the exclusive waiters on its peer_wait.  *)
EXTENDS Naturals, Sequences

CONSTANTS
  Listener,   \* the sockets that are bound to an inode
  BoundTo,    \* [Listener -> inode]: the inode, one for each listener
  TypeOf      \* [Listener -> {"stream", "dgram"}]: the type of the socket

(* What is assumed of the constants; see FileSystemIsSound in Vfs. *)
ListenersAreSound ==
  /\ \A k, l \in Listener : BoundTo[k] = BoundTo[l] => k = l
  /\ TypeOf \in [Listener -> {"stream", "dgram"}]

(* "bound" does not listen.  close() makes a socket "unhashed", so that no  *)
(* lookup finds it, and then "dead" (SOCK_DEAD).                            *)
SocketState == {"listening", "bound", "unhashed", "dead"}

(* unix_recvq_full_lockless() compares with >: listen(fd, 0) admits one.    *)
Backlog == 0
IsFull(queue) == Len(queue) > Backlog

(* The listener that unix_find_socket_byinode() finds: none, or one.        *)
BoundAt(sock, inode) ==
  {k \in Listener : BoundTo[k] = inode /\ sock[k] \in {"listening", "bound"}}

(* Whom wake_up_interruptible() wakes: waiters are exclusive, so one of     *)
(* them, the first.                                                         *)
FirstOf(waiting) == IF waiting = <<>> THEN {} ELSE {Head(waiting)}

Members(seq) == {seq[i] : i \in 1..Len(seq)}

(* The wait queues once the tasks in gone are off them.                     *)
Without(waiters, gone) ==
  [k \in Listener |-> SelectSeq(waiters[k], LAMBDA task : task \notin gone)]
=============================================================================
