\* SPDX-License-Identifier: MIT
-------------------------------- MODULE Pipe --------------------------------
(* The ring of a pipe (fs/pipe.c): a sequence of slots, from tail to head,  *)
(* each of which has a page.  A slot is [off, data, kind]: where its bytes  *)
(* begin in the page, the bytes that are still in it, and what may become   *)
(* of them.  Behind a "merge" slot's bytes more may be put while the page   *)
(* lasts, a "packet" is received as one, and "plain" is neither.            *)
EXTENDS Naturals, Sequences

(* Stands for PAGE_SIZE and for PIPE_BUF, which are both 4096. *)
Page == 2

SlotKind == {"merge", "packet", "plain"}

IsSlot(s, bytes) ==
  /\ s \in [off : 0..Page, data : Seq(bytes), kind : SlotKind]
  /\ s.off + Len(s.data) <= Page

Least(m, n) == IF m < n THEN m ELSE n

(* The bytes of all slots, oldest first. *)
RECURSIVE Stream(_)
Stream(ring) == IF ring = <<>> THEN <<>> ELSE Head(ring).data \o Stream(Tail(ring))

-----------------------------------------------------------------------------
(* pipe_write(). *)

(* How many of n bytes go behind those of the last slot.  A write puts what *)
(* is over its whole pages there, all of it or nothing.                     *)
Mergeable(ring, n) ==
  LET last == ring[Len(ring)]
      over == n % Page
  IN  IF ring # <<>> /\ last.kind = "merge" /\ last.off + Len(last.data) + over <= Page
        THEN over
        ELSE 0

(* The ring once bytes are in it: the first m behind those of the last      *)
(* slot, the others in new slots, a page in each as far as they go.         *)
Filled(ring, m, bytes, kind) ==
  LET last   == Len(ring)
      joined == IF m = 0 THEN ring ELSE [ring EXCEPT ![last].data = @ \o SubSeq(bytes, 1, m)]
      slots  == (Len(bytes) - m + Page - 1) \div Page
      page(i) == SubSeq(bytes, m + Page * (i - 1) + 1, Least(m + Page * i, Len(bytes)))
  IN  joined \o [i \in 1..slots |-> [off |-> 0, data |-> page(i), kind |-> kind]]

-----------------------------------------------------------------------------
(* pipe_read(). *)

(* A packet of no bytes is a packet all the same, and a reader that meets   *)
(* it has received it.  Any other slot without bytes is hollow: nothing to  *)
(* anybody, and in the way.                                                 *)
IsEmptyPacket(s) == s.kind = "packet" /\ s.data = <<>>
IsHollow(s)      == s.kind # "packet" /\ s.data = <<>>

(* The ring without the hollow slots at its front: first is what a reader   *)
(* looks at.                                                                *)
RECURSIVE Cleaned(_)
Cleaned(ring) ==
  IF ring # <<>> /\ IsHollow(Head(ring)) THEN Cleaned(Tail(ring)) ELSE ring

(* What stays in the ring, and what goes to the reader, who wants n bytes.  *)
(* A hollow slot is taken out on the way.  A packet is the last that is     *)
(* taken from, even if there is nothing in it, and what is over of it is    *)
(* dropped.                                                                 *)
RECURSIVE Drained(_, _)
Drained(ring, n) ==
  IF ring = <<>> \/ n = 0 THEN [ring |-> ring, bytes |-> <<>>]
  ELSE LET first == Head(ring)
           size  == Len(first.data)
           count == Least(n, size)
           taken == SubSeq(first.data, 1, count)
           left  == [first EXCEPT !.off = @ + count, !.data = SubSeq(@, count + 1, size)]
           rest  == Drained(Tail(ring), n - count)
       IN  IF first.kind = "packet" THEN [ring |-> Tail(ring), bytes |-> taken]
           ELSE IF count < size THEN [ring |-> <<left>> \o Tail(ring), bytes |-> taken]
           ELSE [ring |-> rest.ring, bytes |-> taken \o rest.bytes]
=============================================================================
