\* SPDX-License-Identifier: MIT
-------------------------- MODULE MCPipeSendAtomic --------------------------
(***************************************************************************)
(* The atomic specification by itself, for TLC.  A specification that       *)
(* allows too much is refined by anything; so what the document claims of   *)
(* a call must follow from it, here without the steps.  A name Cn_... is    *)
(* the claim of that number, over what is seen.                             *)
(***************************************************************************)
EXTENDS PipeSendAtomic, PipeSendScenarios, FiniteSets

(* Init as TLC can make its states: from left to right. *)
MCInit == (\E arg \in World.arg : view = [p \in Caller |-> Outside(arg[p])]) /\ Init

MCSpec == MCInit /\ [][Next]_vars

Succeeded(p) == view[p].ret = "OK"

TypeOK ==
  /\ \A i \in DOMAIN slots : IsSlot(slots[i], Byte)
  /\ ends \subseteq {"read", "write"}
  /\ nonblock \in {"off", "on"}
  /\ \A r \in Rival : at[r] \in 1..(Len(Script[r]) + 1)
  /\ view \in [Caller -> View]
  /\ slept \in [Caller -> {"no", "yes"}]

(* Who clears O_NONBLOCK in this world. *)
IsCleared == \E r \in Rival : \E n \in DOMAIN Script[r] : Script[r][n].op = "SetFlags"

(* Only a call that is going on has slept, and only one that may. *)
HiddenIsSound ==
  \A p \in Caller :
    slept[p] = "yes" =>
      /\ view[p].is \in {"inside", "fault", "waits"}
      /\ ~DontWait(p)
      /\ World.nonblock = "on" => IsCleared

(* A result is kept by those who are done, and a dead caller has at most    *)
(* its bytes.                                                               *)
EndsAreClean ==
  \A p \in Caller :
    LET v == view[p]
    IN  /\ v.is \in {"outside", "done", "dead"} => v.sig = "none"
        /\ (v.ret = "none") <=> (v.is # "done")
        /\ v.count > 0 /\ v.is = "done" => v.ret = "OK"
        /\ v.is \in {"outside", "dead"} => v = [Outside(v.arg) EXCEPT !.is = v.is, !.got = v.got]
        /\ v.is = "fault" => v.arg.buf = "slow" /\ (Sends(p) => "read" \in ends)

C1_NeverWaits == \A p \in Caller : DontWait(p) => view[p].is # "waits"

C3_NotRevoked == \A p \in Caller : view[p].ret = "EOPNOTSUPP" => view[p].arg.fd # "pipe"

Places(b) ==
  {<<"pipe", i>> : i \in {j \in DOMAIN Stream(slots) : Stream(slots)[j] = b}}
    \cup UNION {{<<p, i>> : i \in {j \in DOMAIN view[p].got : view[p].got[j] = b}} : p \in Caller}

Moved(p) == {k \in 1..3 : Places(Data[p][k]) # {}}

C4_EachByteOnce ==
  /\ \A b \in Byte : Cardinality(Places(b)) <= 1
  /\ \A b \in Old : Places(b) # {}
  /\ \A p \in Caller :
       view[p].is = "done" =>
         IF Sends(p) THEN Moved(p) = 1..view[p].count ELSE Len(view[p].got) = view[p].count

C5_SmallIsWhole ==
  \A p \in Caller :
    Sends(p) /\ view[p].arg.n <= 2 =>
      /\ Moved(p) \in {{}, 1..view[p].arg.n}
      /\ \A s \in {Stream(slots)} \cup {view[q].got : q \in Caller} :
           \A i \in 1..(Len(s) - 1), k \in 1..(view[p].arg.n - 1) :
             (s[i] = Data[p][k]) <=> (s[i + 1] = Data[p][k + 1])

C7_SigpipeAsAsked ==
  \A p \in Caller :
    /\ view[p].sigpipe = "sent" => "NOSIGNAL" \notin view[p].arg.flags
    /\ view[p].ret = "EPIPE" /\ "NOSIGNAL" \notin view[p].arg.flags => view[p].sigpipe = "sent"

C8_FirstErrorWins ==
  \A p \in Caller :
    view[p].is \in {"done", "waits"} =>
      \E s \in FirstSlots :
        /\ {b \in Old : Places(b) # {}} = Members(Stream(s))
        /\ IF view[p].is = "waits" THEN WaitsAtFirst(view[p].arg, s, ends)
           ELSE /\ view[p].ret = FirstOfAll(view[p].arg, s, ends)
                /\ ~WaitsAtFirst(view[p].arg, s, ends)

-----------------------------------------------------------------------------
(* Of steps. *)

(* Who has the pipe, and who sleeps with it, is said here once more: the    *)
(* specification is not judged by its own word.                             *)
HasTaken(r) ==
  LET n    == at[r] - 1
      last == IF n = 0 /\ r \in LoopingRival THEN Len(Script[r]) ELSE n
  IN  last \in DOMAIN Script[r] /\ Script[r][last].op = "SpliceLock"

SleepsWithIt(p) ==
  (\E q \in Caller : q # p /\ view[q].is = "fault") \/ (\E r \in Rival : HasTaken(r))

MayHaveIt(p) == SleepsWithIt(p) \/ (\E q \in Caller : q # p /\ view[q].is = "inside")

C6_RefusalHasCause ==
  \A p \in Caller :
    view[p].ret # "EAGAIN" /\ view'[p].ret = "EAGAIN" =>
      /\ view[p].arg.n > 0
      /\ \/ DontWait(p) /\ MayHaveIt(p)
         \/ (DontWait(p) \/ World.nonblock = "on") /\ FindsNothing(p)

(* One at a time: a caller's step is nobody else's, and what it puts or     *)
(* takes is its own.                                                        *)
OneAtATime ==
  /\ \A p, q \in Caller : view'[p] # view[p] /\ view'[q] # view[q] => p = q
  /\ \A r, s \in Rival : at'[r] # at[r] /\ at'[s] # at[s] => r = s
  /\ (\E p \in Caller : view'[p].ret # view[p].ret) => at' = at
  /\ at' = at /\ LoopingRival = {} => ends' = ends /\ nonblock' = nonblock

QueueIsKept ==
  \A p \in Caller \ LoopingCaller :
    view'[p].got # view[p].got =>
      /\ at' = at
      /\ \E n \in 1..Len(Stream(slots)) : view'[p].got = SubSeq(Stream(slots), 1, n)
      /\ World.direct \/ Stream(slots) = view'[p].got \o Stream(slots')

(* A20: an empty packet goes with a call that has received it, at the end   *)
(* of what stood before it.  Nobody is told of 0 bytes otherwise, but at    *)
(* the end of the file.                                                     *)
EmptyPackets(s) == {i \in DOMAIN s : s[i].kind = "packet" /\ s[i].data = <<>>}

EmptyPacketIsReceived ==
  LET before == EmptyPackets(slots)
      first  == CHOOSE i \in before : \A j \in before : i <= j
      gone   == Cardinality(before) - Cardinality(EmptyPackets(slots'))
      told(p, n) == view[p].ret = "none" /\ view'[p].ret = "OK" /\ view'[p].count = n
  IN  /\ gone > 0 =>
           /\ slots' = SubSeq(slots, first + 1, Len(slots))
           /\ \E p \in Caller :
                /\ told(p, UpTo(first))
                /\ view'[p].got = Stream(SubSeq(slots, 1, first))
      /\ \A p \in Caller :
           OnPipe(view[p].arg) /\ told(p, 0) => gone = 1 \/ (~Sends(p) /\ OtherEndIsGone(p))

(* While somebody sleeps who has the pipe, who is inside waits, or is       *)
(* refused at once.                                                         *)
TakenIsKept ==
  /\ \A p \in Caller :
       SleepsWithIt(p) /\ view[p].is \in {"inside", "fault"} /\ view'[p] # view[p] /\ at' = at =>
         \/ view'[p].is \in {"waits", "dead"} /\ slept'[p] \in {slept[p], "no"}
         \/ DontWait(p) /\ view'[p].ret = "EAGAIN"
  /\ \A r \in Rival :
       at'[r] # at[r] /\ Operation(r).op \in {"SpliceLock", "Release"} =>
         /\ \A q \in Caller : view[q].is # "fault"
         /\ \A q \in Rival : ~HasTaken(q)

(* Who sleeps at its fault does nothing by itself, but for its death.       *)
FaultIsKept ==
  \A p \in Caller :
    IsAtFault(p) /\ at' = at =>
      \/ view'[p] = view[p]
      \/ view[p].sig = "kill" /\ view'[p] = Dead(view[p])

(* R12: a signal is taken at the end of a call, and ends none that finds    *)
(* something, and no wait for the pipe itself.                              *)
SignalsAtTheEnd ==
  \A p \in Caller :
    /\ view[p].is = "waits" /\ slept[p] = "no" =>
         /\ view'[p].is \in {"waits", "inside", "dead"}
         /\ view'[p].is = "inside" => ~SleepsWithIt(p)
    /\ IsPending(view[p].sig) /\ ~IsPending(view'[p].sig) =>
         view'[p].is \in {"outside", "done", "dead"} \/ SeveralCalls
    /\ view[p].ret # "EINTR" /\ view'[p].ret = "EINTR" =>
         FindsNothing(p) /\ view[p].sig = "interrupt" /\ view[p].count = 0

Steps ==
  [][/\ C6_RefusalHasCause /\ OneAtATime /\ QueueIsKept /\ EmptyPacketIsReceived
     /\ TakenIsKept /\ FaultIsKept /\ SignalsAtTheEnd]_vars
=============================================================================
