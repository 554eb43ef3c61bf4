\* SPDX-License-Identifier: MIT
------------------------- MODULE MCFconnectatAtomic -------------------------
(***************************************************************************)
(* The atomic specification by itself, for TLC.  A specification that       *)
(* allows too much is refined by anything; so what the document claims of   *)
(* a call must follow from it, here without the steps.  A name Cn_... is    *)
(* the claim of that number, over what is seen.                             *)
(***************************************************************************)
EXTENDS FconnectatAtomic, FconnectatScenarios

(* Init as TLC can make its states: from left to right. *)
MCInit == (\E arg \in World.arg : view = [p \in Caller |-> Outside(arg[p])]) /\ Init

MCSpec == MCInit /\ [][Next]_vars

Succeeded(p) == view[p].ret = "OK"

Named(p) ==
  LET a == view[p].arg
      At(e) == LET trail == Trail(e, a.dirfd, a.path, "NOFOLLOW" \notin a.flags, MaxLinks)
               IN  trail[Len(trail)].inode
  IN  IF a.addr = "unnamed" THEN {a.dirfd} ELSE IF a.dirfd \notin Dir THEN {} ELSE {At(e) : e \in Ever}

TypeOK ==
  /\ entry \in [Dir -> [Name -> OrNone(Inode)]]
  /\ nowrite \subseteq Inode
  /\ sock \in [Listener -> {"listening", "bound", "unhashed", "dead"}]
  /\ queue \in [Listener -> Seq(Caller \cup {"x"})]
  /\ waiters \in [Listener -> Seq(Caller)]
  /\ cwd = Root
  /\ \A r \in Rival : at[r] \in 1..(Len(Script[r]) + 1)
  /\ view \in [Caller -> View]
  /\ waited \in [Caller -> OrNone(Listener)]

(* Who has begun has a stage.  Who waits is at the listener on which it     *)
(* waits, and stands there once; afterwards it never looks for names.       *)
HiddenIsSound ==
  \A p \in Caller :
    /\ (stage[p] = Nowhere) <=> (view[p].is # "inside")
    /\ waited[p] # "none" => view[p].is = "inside" /\ stage[p].is # "place"
    /\ \A k \in Listener :
         LET places == {i \in DOMAIN waiters[k] : waiters[k][i] = p}
         IN  places # {} => /\ \E i \in places : places = {i}
                            /\ waited[p] = k
                            /\ stage[p] = AtListener(k)

(* A result is kept by those who are done, and a dead caller has nothing.   *)
EndsAreClean ==
  \A p \in Caller :
    LET v == view[p]
    IN  /\ v.is \in {"outside", "done", "dead"} => v.sig = "none"
        /\ (v.ret = "none") <=> (v.is # "done")
        /\ (v.peer = "none") <=> ~Succeeded(p)

(* accept(2) holds its listener's file until it has woken somebody. *)
AcceptHoldsItsListener ==
  \A r \in Rival : IsAt(r, at[r], "AcceptWake") => sock[Operation(r).on] = "listening"

(* Words that only weaken a claim when they are wrong, against what anybody *)
(* counts in the document's scenario.                                       *)
WordsAreAsCounted ==
  /\ Scenario = "signal" => Signalled = {"c1"}
  /\ Scenario = "cwd" => Cardinality(Ever) = 2

C1_PeerWasNamed == \A p \in Caller : Succeeded(p) => view[p].peer \in Named(p)

C5_MayWrite == \A p \in Caller : Succeeded(p) => view[p].peer \notin nowrite

Listens(i) == \E k \in Listener : BoundTo[k] = i /\ sock[k] = "listening"

C6_RefusalHasCause ==
  \A p \in Caller :
    CASE view[p].ret = "ENOENT"       -> FALSE
      [] view[p].ret = "ECONNREFUSED" -> \E i \in Named(p) : ~Listens(i)
      [] view[p].ret = "ELOOP"        -> \E i \in Named(p) : i \in Link
      [] view[p].ret = "EACCES"       -> \E i \in Named(p) : i \in nowrite
      [] view[p].ret = "EAGAIN"       -> view[p].arg.sockfd = "nonblock"
      [] view[p].ret = "EINTR"        -> p \in Signalled
      [] OTHER                        -> TRUE

C7_FirstErrorWins ==
  \A p \in Caller :
    /\ view[p].is = "done" => view[p].ret = FirstError(view[p].arg) /\ ~MustWait(view[p].arg)
    /\ Stands(p) => MustWait(view[p].arg)

AtRest(p) == view[p].is \in {"done", "dead"} \/ (Stands(p) /\ ~IsPending(view[p]))

C8_NoLostWakeup ==
  (\A p \in Caller : AtRest(p)) /\ (\A r \in Rival : ~IsAt(r, at[r], "AcceptWake")) =>
    \A k \in Listener : sock[k] = "listening" /\ waiters[k] # <<>> => IsFull(queue[k])

C10_BacklogIsKept ==
  \A k \in Listener : Len(queue[k]) <= Backlog /\ (sock[k] = "dead" => queue[k] = <<>>)

-----------------------------------------------------------------------------
(* Of steps. *)

(* C2 and C11: once past its names, or blocked, no name matters to a call.  *)
C2_PeerIsWaitedFor ==
  \A p \in Caller :
    waited[p] # "none" /\ view'[p].ret = "OK" => view'[p].peer = BoundTo[waited[p]]

C11_NeverBackToNames ==
  \A p \in Caller :
    view[p].is = "inside" /\ stage[p].is # "place" => stage'[p].is # "place"

(* One at a time: a caller's step is nobody else's.  It adds at most itself *)
(* to a queue, and who is taken off the waiters makes room or was waited    *)
(* for.                                                                     *)
OneAtATime ==
  /\ \A p, q \in Caller : view'[p] # view[p] /\ view'[q] # view[q] => p = q
  /\ \A r, s \in Rival : at'[r] # at[r] /\ at'[s] # at[s] => r = s
  /\ (\E p \in Caller : view'[p].ret # view[p].ret) => at' = at
  /\ at' = at /\ LoopingRival = {} => entry' = entry /\ nowrite' = nowrite /\ sock' = sock

(* What a rival changes is what its script says, and it does change. *)
Takes(r, op) == MovesOn(r, op) /\ at' # at

RivalsDoAsTheyAreTold ==
  /\ \A i \in Inode :
       (i \in nowrite') # (i \in nowrite) =>
         \E r \in Rival : Takes(r, "Chmod") /\ Operation(r).inode = i
  /\ \A r \in Rival :
       Takes(r, "Chmod") => (Operation(r).inode \in nowrite') = Operation(r).denies
  /\ \A k \in Listener :
       sock'[k] # sock[k] =>
         \E r \in Rival :
           \/ Takes(r, "ReleaseUnhash") /\ Operation(r).on = k /\ sock'[k] = "unhashed"
           \/ Takes(r, "ReleaseDead") /\ Operation(r).on = k /\ sock'[k] = "dead"
  /\ \A d \in Dir, n \in Name :
       entry'[d][n] # entry[d][n] =>
         \E r \in Rival : /\ MovesOn(r, "RenameExchange")
                          /\ <<d, n>> \in {Operation(r).a, Operation(r).b}

NobodyIsLost ==
  \A k \in Listener :
    queue'[k] # queue[k] =>
      \/ \E p \in Caller : /\ queue'[k] = Append(queue[k], p)
                           /\ view[p] # view'[p] \/ p \in LoopingCaller
      \/ \E r \in Rival : \/ AcceptDequeue(r) /\ sock[k] = "listening"
                          \/ ReleaseDead(r) /\ sock'[k] = "dead"

(* q does not take the slot, or not soon. *)
Leaves(q) == view'[q].is # "inside" \/ (view[q].sig = "freeze" /\ ~Stands(q))

NoIdleWakeUp ==
  \A k \in Listener :
    at' = at =>
      \A p \in Standing(waiters[k]) \ Standing(waiters'[k]) :
        \/ IsPending(view[p])
        \/ ~IsFull(queue[k]) /\ \E q \in Caller : waited[q] = k /\ Leaves(q)

(* R11: a signal is taken at the end of a call, a freeze also by a thaw.    *)
(* It ends none that has not waited, and a freeze ends none at all.         *)
SignalsAtTheEnd ==
  \A p \in Caller :
    /\ IsPending(view[p]) /\ ~IsPending(view'[p]) =>
         \/ view'[p].is # "inside"
         \/ SeveralCalls /\ waited[p] = "none"
         \/ view[p].sig = "freeze" /\ \E r \in Rival : Thaw(r) /\ Operation(r).of = p
    /\ view[p].ret # "EINTR" /\ view'[p].ret = "EINTR" => waited[p] # "none" /\ EndsTheCall(view[p])
    /\ view[p].is = "inside" /\ view'[p].is = "dead" =>
         view[p].sig = "kill" \/ (SeveralCalls /\ waited[p] = "none")

(* A freeze is not lost on a call: only in user mode there is none.         *)
FreezeIsNoticed ==
  \A r \in Rival :
    IsAt(r, at[r], "Freeze") /\ at'[r] # at[r] =>
      LET p == Operation(r).of
      IN  \/ view[p].is # "inside"
          \/ IsPending(view'[p])
          \/ SeveralCalls /\ waited[p] = "none"

Steps ==
  [][/\ C2_PeerIsWaitedFor /\ C11_NeverBackToNames
     /\ OneAtATime /\ RivalsDoAsTheyAreTold /\ NobodyIsLost /\ NoIdleWakeUp
     /\ SignalsAtTheEnd /\ FreezeIsNoticed]_vars
=============================================================================
