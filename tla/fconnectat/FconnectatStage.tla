\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatStage --------------------------
(* How far a call has come, as FconnectatAtomic remembers it: at a place in *)
(* its lookup, at an inode, at a listener, or at an error.                  *)
EXTENDS FconnectatErrors

Nowhere == [is |-> "nowhere"]   \* of a caller that is in no call

(* names are still to be looked up in dir, after so many symbolic links.    *)
Place(dir, names, links) == [is |-> "place", dir |-> dir, names |-> names, links |-> links]

AtInode(i) == [is |-> "inode", inode |-> i]

AtListener(k) == [is |-> "listener", listener |-> k]

Failed(e) == [is |-> "errno", errno |-> e]

(* Where a call with arguments a begins: E1 to E12 look at nothing that     *)
(* anybody else can change.                                                 *)
Beginning(a) ==
  LET e == FirstAmong(1..12, a)
  IN  IF e # "OK" THEN Failed(e)
      ELSE IF a.addr = "unnamed" /\ "EMPTY" \in a.flags THEN AtInode(a.dirfd)
      ELSE Place(a.dirfd, a.path, 0)
=============================================================================
