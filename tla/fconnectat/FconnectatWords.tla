\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatWords --------------------------
(* What spec/fconnectat.md says of a state, for those that judge: the       *)
(* oracle of errors, the specification and the claims.  The steps have the  *)
(* same from Vfs and UnixSocket, in the words of the kernel.                *)
(*                                                                          *)
(* It is said twice on purpose.  A mistake in what both share is made by    *)
(* the steps and by their judge alike: they agree, and nobody sees it.  So  *)
(* a judge takes no operator from the kernel's modules but IsPending.       *)
(* Example: turn SelectSeq in UnixSocket!Without round, and every wait      *)
(* queue is served from the wrong end; Staying below does not turn with it, *)
(* and S fails.                                                             *)
EXTENDS FconnectatWorld

(* The world of a scenario, by the rows of its table. *)
MaxLinks == World.maxLinks                        \* links followed: at most so many
DeniesSearch(d) == d \in World.denySearch         \* deny search
IsTooLong(name) == name \in World.tooLong         \* longer than NAME_MAX

(* A queue is full when it holds as many connections as the backlog admits. *)
IsFull(connections) == \A more \in 1..World.backlog : more \in DOMAIN connections

(* The listener that is found on inode i: one that has been unhashed, or is *)
(* dead, is not.                                                            *)
FoundOn(i, states) ==
  {k \in DOMAIN World.boundTo : World.boundTo[k] = i /\ states[k] \notin {"unhashed", "dead"}}

(* Who stands in a queue; the first of them, if there is one; and those     *)
(* that stay when some have gone, in the order in which they stood.         *)
Standing(waiting) == {p \in Caller : \E i \in DOMAIN waiting : waiting[i] = p}

Oldest(waiting) == {waiting[i] : i \in DOMAIN waiting \cap {1}}

RECURSIVE Staying(_, _)
Staying(waiting, gone) ==
  IF waiting = <<>> THEN <<>>
  ELSE (IF waiting[1] \in gone THEN <<>> ELSE <<waiting[1]>>) \o Staying(Tail(waiting), gone)

(* The names that an undisturbed lookup of path in dir meets, in order, to  *)
(* the one at which it must stop: the last one, or the first that cannot be *)
(* passed.  Links in the last component are followed if follow, and never   *)
(* more than budget links in all.  The path is not empty.                   *)
Trail(tree, dir, path, follow, budget) ==
  LET from[d \in Dir, names \in Seq(Name), left \in 0..budget] ==
        LET name  == Head(names)
            inode == tree[d][name]
            last  == Len(names) = 1
            link  == inode \in Link /\ (~last \/ follow)
            here  == <<[dir |-> d, name |-> name, inode |-> inode, last |-> last, link |-> link]>>
        IN  IF DeniesSearch(d) \/ IsTooLong(name) \/ inode = "none" THEN here
            ELSE IF link /\ left > 0
              THEN here \o from[Root, Target[inode] \o Tail(names), left - 1]
            ELSE IF inode \in Dir /\ ~last THEN here \o from[inode, Tail(names), left]
            ELSE here
  IN  from[dir, path, budget]

(* The directories when the entries a and b have been exchanged, each a     *)
(* pair <<directory, name>>.                                                *)
Swapped(tree, a, b) ==
  [tree EXCEPT ![a[1]][a[2]] = tree[b[1]][b[2]], ![b[1]][b[2]] = tree[a[1]][a[2]]]

-----------------------------------------------------------------------------
(* What follows from the rivals' scripts, whatever anybody does.            *)

(* Those to whom somebody sends a signal. *)
Signalled ==
  {p \in Caller : \E r \in Rival : \E n \in DOMAIN Script[r] :
                     IsAt(r, n, "SendSignal") /\ Script[r][n].to = p}

(* The file systems that the movers' exchanges can make of the first one,   *)
(* in whatever order and however often: a lookup of several names may see   *)
(* a directory before one exchange and the next after another.              *)
Exchanges ==
  UNION {{Script[r][n] : n \in {m \in DOMAIN Script[r] : IsAt(r, m, "RenameExchange")}} : r \in Rival}

Ever ==
  LET madeOf[systems \in SUBSET [Dir -> [Name -> OrNone(Inode)]]] ==
        LET more == systems \cup {Swapped(e, x.a, x.b) : e \in systems, x \in Exchanges}
        IN  IF more = systems THEN systems ELSE madeOf[more]
  IN  madeOf[{World.entry}]
=============================================================================
