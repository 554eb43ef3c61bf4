\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatWorld --------------------------
(* What a scenario fixes, under the names by which the specifications speak *)
(* of it.                                                                   *)
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
Link     == DOMAIN Target
NoSearch == World.denySearch
Listener == DOMAIN World.boundTo
BoundTo  == World.boundTo
TypeOf   == World.type
Backlog  == World.backlog
Socket   == World.socket               \* the inodes that are sockets, bound or not
HasProc  == World.proc                 \* is /proc visible?
Opened   == World.opened               \* [Caller -> [dir, path]]: how the descriptor that the
                                       \* flag EMPTY uses was opened

OrNone(set) == set \cup {"none"}

(* What a caller asks for.  Its sockfd "ok" is a blocking, unconnected      *)
(* AF_UNIX stream socket, and the other names say what is wrong.            *)
Argument == [sockfd : {"ok", "nonblock", "bad", "file", "inet", "connected", "listening"},
             addr   : {"path", "unnamed", "abstract", "family", "huge", "fault"},
             dirfd  : Inode \cup {"bad"},
             path   : Seq(Name),
             flags  : SUBSET {"NOFOLLOW", "EMPTY", "UNKNOWN"}]

(* The number of r's operation after operation n. *)
After(r, n) == IF r \in LoopingRival /\ n = Len(Script[r]) THEN 1 ELSE n + 1

IsAt(r, n, op) == n <= Len(Script[r]) /\ Script[r][n].op = op
=============================================================================
