\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatWorld --------------------------
(* What a scenario fixes, under the names by which the specifications speak *)
(* of it, and what follows from a scenario alone, whatever anybody does.    *)
EXTENDS Naturals, Sequences

CONSTANT World   \* the scenario: a record whose fields are named below

(* Who is there. *)
Caller        == World.caller          \* the tasks that connect
Rival         == DOMAIN World.script   \* those that interfere
Script        == World.script          \* [Rival -> Seq of operations]: op is an action's name
LoopingRival  == World.loopingRival    \* they start again after their last operation
LoopingCaller == World.loopingCaller   \* they start again when they are done

(* The file system; the fields are explained in Vfs and in UnixSocket. *)
Inode    == World.inode
Dir      == DOMAIN World.entry
Root     == World.root
Name     == World.name
Target   == World.target
NoSearch == World.noSearch
Listener == DOMAIN World.boundTo
BoundTo  == World.boundTo
TypeOf   == World.type
Socket   == World.socket               \* the inodes that are sockets, bound or not
HasProc  == World.proc                 \* is /proc visible?
Opened   == World.opened               \* [Caller -> [dir, path]]: how the descriptor that the
                                       \* flag EMPTY uses was opened

INSTANCE Vfs
INSTANCE UnixSocket

ASSUME FileSystemIsSound /\ ListenersAreSound
ASSUME World.nowrite \subseteq Inode
ASSUME Socket \subseteq Inode /\ \A k \in Listener : BoundTo[k] \in Socket

OrNone(set) == set \cup {"none"}

(* What a caller asks for.  Its sockfd "ok" is a blocking, unconnected      *)
(* AF_UNIX stream socket, and the other names say what is wrong.            *)
Argument == [sockfd : {"ok", "nonblock", "bad", "file", "inet", "connected", "listening"},
             addr   : {"path", "unnamed", "abstract", "family", "huge", "fault"},
             dirfd  : Inode \cup {"bad"},
             path   : Seq(Name),
             flags  : SUBSET {"NOFOLLOW", "EMPTY", "UNKNOWN"}]

-----------------------------------------------------------------------------
(* Rivals follow their scripts.                                             *)

(* The number of r's operation after operation n. *)
After(r, n) == IF r \in LoopingRival /\ n = Len(Script[r]) THEN 1 ELSE n + 1

IsAt(r, n, op) == n <= Len(Script[r]) /\ Script[r][n].op = op

(* Those to whom somebody sends a signal. *)
Signalled ==
  {p \in Caller : \E r \in Rival : \E n \in DOMAIN Script[r] :
                     IsAt(r, n, "SendSignal") /\ Script[r][n].to = p}

(* The file systems that the movers can make of the first one, each mover   *)
(* in the order of its script.  A history is a pair: what the entries are,  *)
(* and where the rivals are; what is not an exchange moves on and no more.  *)
Moved(history, r) ==
  LET n == history[2][r]
      o == Script[r][n]
  IN  IF n > Len(Script[r]) THEN history
      ELSE <<IF o.op = "RenameExchange" THEN Exchanged(history[1], o.a, o.b) ELSE history[1],
             [history[2] EXCEPT ![r] = After(r, n)]>>

RECURSIVE AllMoved(_)
AllMoved(histories) ==
  LET more == histories \cup {Moved(h, r) : h \in histories, r \in Rival}
  IN  IF more = histories THEN histories ELSE AllMoved(more)

Ever == {h[1] : h \in AllMoved({<<World.entry, [r \in Rival |-> 1]>>})}
=============================================================================
