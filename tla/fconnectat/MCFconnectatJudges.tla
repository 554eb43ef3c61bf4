\* SPDX-License-Identifier: MIT
------------------------ MODULE MCFconnectatJudges ------------------------
(***************************************************************************)
(* Those that judge, judged, for TLC.  A judge that allows too much is kept *)
(* to by whoever does less, so no row turns red.  So each situation below   *)
(* has all that may follow it, as the document's section Specification has  *)
(* it, and what follows is put out of shape: one thing at a time is made    *)
(* another.  S has to hold of the former, and of nothing else.              *)
(*                                                                          *)
(* Example: c1 has waited, and fails while c2 waits beside a free slot.  It *)
(* may fail and wake c2.  It may not fail and wake nobody, nor c3, nor      *)
(* both; nor fail with another error; nor take a connection along.          *)
(*                                                                          *)
(* A race that does less than it may is kept by every judge too.  So in     *)
(* many more states nobody is held up who is free to go, and each step is   *)
(* the one of which the document's section Steps tells (FconnectatSteps).   *)
(***************************************************************************)
EXTENDS FconnectatClaims, FconnectatRefinement, FconnectatSteps, FconnectatScenarios, TLC

VARIABLE of   \* the situation, or whose rows, by its name; "over" and "taken" after the step

JudgesWorld ==
  [Common(Trio) EXCEPT
    !.script = [mover     |-> <<SwapSockets>>,
                owner     |-> <<Deny("iA")>>,
                server    |-> Accept("A") \o Accept("B"),
                closer    |-> Close("A"),
                signaller |-> <<Send("interrupt", "c1"), Send("restart", "c1")>>,
                killer    |-> <<Send("kill", "c1")>>,
                freezer   |-> <<FreezeTask("c1"), ThawTask("c1"), FreezeTask("c2")>>]]

-----------------------------------------------------------------------------
(* A caller, as its call goes on.                                           *)

Enters == Fresh(PathArg)
Walks  == [Enters EXCEPT !.pc = "walk", !.nd = "D1", !.rest = <<"s">>]
Finds  == [Enters EXCEPT !.pc = "find", !.ino = "iA"]
Locks  == [Finds EXCEPT !.pc = "lock", !.other = "A"]
Sleeps == [Locks EXCEPT !.pc = "asleep", !.slept = "iA", !.owes = "A"]
Woke   == [Sleeps EXCEPT !.pc = "woken"]
Froze  == [Sleeps EXCEPT !.pc = "frozen"]
Ends(e) == [Enters EXCEPT !.pc = "done", !.call = "none", !.ret = e, !.peer = IF e = "OK" THEN "iA" ELSE @]
Elsewhere == [Ends("OK") EXCEPT !.peer = "iB"]
Dies   == [Enters EXCEPT !.pc = "dead", !.call = "none"]

Again(t) == [t EXCEPT !.slept = "iA", !.owes = "A"]   \* after a wait

With(t, signal) == [t EXCEPT !.sig = signal]

(* Seen and judged alike: at the inode, at the listener, and at EINTR after *)
(* a wait.                                                                  *)
AtInodeAgain(signal) == {With(t, signal) : t \in {Again(Finds), Woke, Froze}}
AtListenerAgain(signal) == {With(t, signal) : t \in {Again(Locks), Sleeps}}
AtEintr(signal) == {With(t, signal) : t \in {Woke, Froze}}

Shapes ==
  {Enters, Walks, Finds, Locks, Sleeps, Woke, Froze, Again(Finds), Again(Locks), Dies, Elsewhere}
  \cup {Ends(e) : e \in {"OK", "EINTR", "EAGAIN", "EISCONN", "EINVAL", "EACCES", "ECONNREFUSED",
                         "ELOOP", "ENOENT"}}

-----------------------------------------------------------------------------
(* The world about it.  c2 and c3 are done, or wait behind each other, and  *)
(* the rivals have done what they were to do: it is c1's turn.              *)

Start ==
  [entry |-> World.entry, nowrite |-> {}, sock |-> World.sock, queue |-> World.queue,
   waiters |-> [A |-> <<>>, B |-> <<>>], cwd |-> Root, at |-> [r \in Rival |-> Len(Script[r]) + 1],
   task |-> [p \in Caller |-> Ends("OK")]]

Is(t, s)  == [s EXCEPT !.task.c1 = t]
Full(s)   == [s EXCEPT !.queue.A = <<"x">>]
Behind(s) == [s EXCEPT !.waiters.A = @ \o <<"c2", "c3">>, !.task.c2 = Sleeps, !.task.c3 = Sleeps]
First(s)  == [s EXCEPT !.waiters.A = <<"c1">> \o @]
A(is, s)  == [s EXCEPT !.sock.A = is]
Turn(r, n, s) == [s EXCEPT !.at[r] = n]

(* What c1 does of it: nothing that others see but what it becomes. *)
Becoming(tasks, s) == {Is(t, s) : t \in tasks}
(* It is in the queue, and has returned. *)
Joined(s) == [Is([Ends("OK") EXCEPT !.arg = s.task.c1.arg], s) EXCEPT !.queue.A = Append(@, "c1")]
Failing(e, s) == Is([Ends(e) EXCEPT !.arg = s.task.c1.arg], s)
(* It joins the waiters. *)
Waiting(s) ==
  {[Is([t EXCEPT !.arg = s.task.c1.arg], s) EXCEPT !.waiters.A = Append(@, "c1")] :
     t \in AtListenerAgain(s.task.c1.sig)}
(* The first of those who wait leaves. *)
Handed(s) == [s EXCEPT !.waiters.A = Tail(@), !.task.c2 = Woke]
(* c1 was the first, and leaves. *)
Leaving(tasks, s) == {[Is(t, s) EXCEPT !.waiters.A = Tail(@)] : t \in tasks}
(* The rival r has done it. *)
Moved(r, s) == [s EXCEPT !.at[r] = @ + 1]

-----------------------------------------------------------------------------
(* The situations.  What may follow is beside that nothing happens.         *)

Situation(s, after) == [before |-> s, after |-> after \cup {s}]

(* Before any wait. *)
Beginning1 == Is(Enters, Start)
Walking    == Is(Walks, Start)
Finding    == Is(Finds, Start)
Locking    == Is(Locks, Start)
MayBegin(s) == Becoming({Walks, Finds, Locks}, s) \cup {Joined(s)}

Of(sockfd, t) == [t EXCEPT !.arg.sockfd = sockfd]

OfFirst ==
  [begins    |-> Situation(Beginning1, MayBegin(Beginning1)),
   walks     |-> Situation(Walking, MayBegin(Walking)),
   finds     |-> Situation(Finding, Becoming({Locks}, Finding) \cup {Joined(Finding)}),
   locks     |-> Situation(Locking, {Joined(Locking)}),
   noEntry   |-> LET s == [Walking EXCEPT !.entry.D1.s = "none"] IN Situation(s, {Failing("ENOENT", s)}),
   link      |-> LET s == Is([Finds EXCEPT !.ino = "L"], Start) IN Situation(s, {Failing("ELOOP", s)}),
   denied    |-> LET s == [Finding EXCEPT !.nowrite = {"iA"}] IN Situation(s, {Failing("EACCES", s)}),
   unhashed  |-> LET s == A("unhashed", Finding) IN Situation(s, {Failing("ECONNREFUSED", s)}),
   hashedNot |-> LET s == A("unhashed", Locking) IN Situation(s, {Joined(s)}),
   dead      |-> LET s == A("dead", Locking)
                 IN  Situation(s, Becoming({Finds}, s) \cup {Failing("ECONNREFUSED", s)}),
   bound     |-> LET s == A("bound", Locking) IN Situation(s, {Failing("ECONNREFUSED", s)}),
   full      |-> LET s == Full(Behind(Locking)) IN Situation(s, Waiting(s)),
   nonblock  |-> LET s == Is(Of("nonblock", Locks), Full(Behind(Start)))
                 IN  Situation(s, {Failing("EAGAIN", s)}),
   connected |-> LET s == Is(Of("connected", Locks), Behind(Start))
                 IN  Situation(s, {Failing("EISCONN", s)}),
   listening |-> LET s == Is(Of("listening", Locks), Start) IN Situation(s, {Failing("EINVAL", s)}),
   connectedFull |-> LET s == Is(Of("connected", Locks), Full(Start))
                     IN  Situation(s, Waiting(s)),
   interrupted |-> LET s == Is(With(Locks, "interrupt"), Start) IN Situation(s, {Joined(s)}),
   killed    |-> LET s == Is(With(Locks, "kill"), Start)
                 IN  Situation(s, {[Joined(s) EXCEPT !.task.c1 = Dies]}),
   returned  |-> Situation(Is(Ends("EINTR"), Start), {}),
   died      |-> Situation(Is(Dies, Start), {})]

(* While it waits, and after that. *)
OfWaiters ==
  LET woken(signal) == Behind(Is(With(Woke, signal), Start))
      later(signal) == Behind(Is(With(Again(Locks), signal), Start))
      asleep(signal) == First(Full(Behind(Is(With(Sleeps, signal), Start))))
      onwards(signal, s) == Becoming(AtInodeAgain(signal) \cup AtListenerAgain(signal), s)
      (* Handing on is c1's only together with what it becomes. *)
      yielding(tasks, s) == {Handed(t) : t \in Becoming(tasks, s) \ {s}}
  IN
  [woken     |-> LET s == woken("none") IN Situation(s, onwards("none", s) \cup {Joined(s)}),
   wokenFull |-> LET s == Full(woken("none")) IN Situation(s, onwards("none", s) \cup Waiting(s)),
   wokenDead |-> LET s == A("dead", Is(Woke, Start))
                 IN  Situation(s, Becoming(AtInodeAgain("none"), s)
                                  \cup {Failing("ECONNREFUSED", s)}),
   wokenInterrupted |-> LET s == woken("interrupt")
                        IN  Situation(s, Becoming(AtEintr("interrupt"), s) \cup {Handed(Failing("EINTR", s))}),
   wokenInterruptedFull |-> LET s == Full(woken("interrupt"))
                            IN  Situation(s, Becoming(AtEintr("interrupt"), s) \cup {Failing("EINTR", s)}),
   wokenKilled |-> LET s == woken("kill")
                   IN  Situation(s, Becoming(AtEintr("kill"), s) \cup {Handed(Is(Dies, s))}),
   wokenFrozen |-> LET s == woken("freeze")
                   IN  Situation(s, onwards("freeze", s) \cup {Joined(s)}
                                    \cup yielding(AtInodeAgain("freeze"), s)),
   wokenFrozenFull |-> LET s == Full(woken("freeze"))
                       IN  Situation(s, onwards("freeze", s) \cup Waiting(s)),
   later     |-> LET s == later("none") IN Situation(s, Becoming(AtListenerAgain("none"), s) \cup {Joined(s)}),
   laterConnected |-> LET s == Is(Of("connected", Again(Locks)), Behind(Start))
                      IN  Situation(s, Becoming({Of("connected", Sleeps)}, s)
                                       \cup {Handed(Failing("EISCONN", s))}),
   laterInterrupted |-> LET s == later("interrupt")
                        IN  Situation(s, Becoming(AtListenerAgain("interrupt") \cup AtEintr("interrupt"), s)
                                         \cup {Joined(s), Handed(Failing("EINTR", s))}),
   laterFrozen |-> LET s == later("freeze")
                   IN  Situation(s, Becoming(AtListenerAgain("freeze"), s) \cup {Joined(s)}
                                    \cup yielding(AtListenerAgain("freeze"), s)),
   asleep    |-> LET s == asleep("none") IN Situation(s, Becoming(AtListenerAgain("none"), s)),
   asleepInterrupted |-> LET s == asleep("interrupt")
                         IN  Situation(s, Becoming(AtListenerAgain("interrupt"), s)
                                          \cup Leaving(AtEintr("interrupt"), s)),
   asleepFrozen |-> LET s == asleep("freeze")
                    IN  Situation(s, Becoming(AtListenerAgain("freeze"), s)
                                     \cup Leaving(AtInodeAgain("freeze"), s))]

(* Beside a rival's turn. *)
OfRivals ==
  LET sleeping == First(Full(Behind(Is(Sleeps, Start))))
      frozen(signal) == Is(With(Froze, signal), Start)
      own(s) == Becoming(AtListenerAgain("none"), s)   \* of a sleeper
      signal(s) == Turn("signaller", 1, s)
      kill(s)   == Turn("killer", 1, s)
      freeze(s) == Turn("freezer", 1, s)
      thaw(s)   == Turn("freezer", 2, s)
      sent(t, r, s) == Moved(r, Is(t, s))
  IN
  [exchanges |-> LET s == Turn("mover", 1, Start)
                 IN  Situation(s, {[Moved("mover", s) EXCEPT !.entry.D1.s = "iB", !.entry.D2.s = "iA"]}),
   denies    |-> LET s == Turn("owner", 1, Start) IN Situation(s, {[Moved("owner", s) EXCEPT !.nowrite = {"iA"}]}),
   dequeues  |-> LET s == Turn("server", 1, Full(Behind(Start)))
                 IN  Situation(s, {[Moved("server", s) EXCEPT !.queue.A = <<>>]}),
   dequeuesNobody |-> Situation(Turn("server", 1, Start), {}),
   dequeuesNot |-> Situation(Turn("server", 1, A("unhashed", Full(Start))), {}),
   wakes     |-> LET s == Turn("server", 2, Behind(Start)) IN Situation(s, {Moved("server", Handed(s))}),
   wakesNobody |-> LET s == Turn("server", 2, Start) IN Situation(s, {Moved("server", s)}),
   unhashes  |-> LET s == Turn("closer", 1, Start) IN Situation(s, {Moved("closer", A("unhashed", s))}),
   unhashesNot |-> LET s == Turn("closer", 1, Turn("server", 2, Start)) IN Situation(s, {Moved("server", s)}),
   closes    |-> LET s == Turn("closer", 2, A("unhashed", Full(Behind(Start))))
                 IN  Situation(s, {[Moved("closer", A("dead", s)) EXCEPT
                                     !.queue.A = <<>>, !.waiters.A = <<>>, !.task.c2 = Woke, !.task.c3 = Woke]}),
   signalsNobody |-> LET s == signal(Beginning1) IN Situation(s, MayBegin(s) \cup {Moved("signaller", s)}),
   signals   |-> LET s == signal(Locking)
                 IN  Situation(s, {Joined(s), sent(With(Locks, "interrupt"), "signaller", s)}),
   signalsSleeper |-> LET s == signal(sleeping)
                      IN  Situation(s, own(s)
                                       \cup {Moved("signaller", t) : t \in Leaving(AtEintr("interrupt"), s)}),
   signalsKilled |-> LET s == signal(Is(With(Locks, "kill"), Start))
                     IN  Situation(s, {[Joined(s) EXCEPT !.task.c1 = Dies], Moved("signaller", s)}),
   signalsAgain |-> LET s == signal(Is(With(Locks, "restart"), Start))
                    IN  Situation(s, {Joined(s), sent(With(Locks, "interrupt"), "signaller", s)}),
   restarts  |-> LET s == Turn("signaller", 2, Is(With(Locks, "interrupt"), Start))
                 IN  Situation(s, {Joined(s), sent(With(Locks, "restart"), "signaller", s)}),
   signalsLate |-> LET s == signal(Start) IN Situation(s, {Moved("signaller", s)}),
   kills     |-> LET s == kill(Beginning1) IN Situation(s, MayBegin(s) \cup {sent(Dies, "killer", s)}),
   killsCall |-> LET s == kill(Locking) IN Situation(s, {Joined(s), sent(With(Locks, "kill"), "killer", s)}),
   killsSleeper |-> LET s == kill(sleeping)
                    IN  Situation(s, own(s) \cup {Moved("killer", t) : t \in Leaving(AtEintr("kill"), s)}),
   killsLate |-> LET s == kill(Start) IN Situation(s, {Moved("killer", s)}),
   freezes   |-> LET s == freeze(Locking)
                 IN  Situation(s, {Joined(s), sent(With(Locks, "freeze"), "freezer", s)}),
   freezesSleeper |-> LET s == freeze(sleeping)
                      IN  Situation(s, own(s)
                                       \cup {Moved("freezer", t) : t \in Leaving(AtInodeAgain("freeze"), s)}),
   freezesInterrupted |-> LET s == freeze(Is(With(Locks, "interrupt"), Start))
                          IN  Situation(s, {Joined(s), Moved("freezer", s)}),
   freezesNobody |-> LET s == freeze(Beginning1) IN Situation(s, MayBegin(s) \cup {Moved("freezer", s)}),
   thaws     |-> LET s == thaw(frozen("freeze"))
                 IN  Situation(s, Becoming(AtInodeAgain("freeze") \cup AtListenerAgain("freeze"), s)
                                  \cup {Joined(s)}
                                  \cup {sent(t, "freezer", s) : t \in AtInodeAgain("none")}),
   thawsInterrupted |-> LET s == thaw(frozen("interrupt"))
                        IN  Situation(s, Becoming(AtEintr("interrupt"), s) \cup {Failing("EINTR", s)}
                                         \cup {sent(t, "freezer", s) : t \in AtEintr("interrupt")})]

Situations == OfFirst @@ OfWaiters @@ OfRivals

-----------------------------------------------------------------------------
(* Out of shape: one thing is another than in s.                            *)

OutOfShape(s) ==
  LET is     == s.task.c1
      put(t)  == [s EXCEPT !.task.c1 = [t EXCEPT !.arg = is.arg]]
  IN  {put(With(t, is.sig)) : t \in Shapes}
      \cup {put(t) : t \in Shapes}
      \cup {put(With(is, signal)) : signal \in {"interrupt", "restart", "kill", "freeze"}}
      \cup {[s EXCEPT !.task.c2 = With(t, g)] :
              t \in {Enters, Sleeps, Woke, Dies, Ends("OK"), Ends("EINTR")}, g \in {"none", "interrupt"}}
      \cup {[s EXCEPT !.task.c3 = t] : t \in {Sleeps, Woke, Ends("OK")}}
      \cup {[s EXCEPT !.entry.D1.s = i] : i \in {"iA", "iB"}}
      \cup {[s EXCEPT !.entry.D1.s = "iB", !.entry.D2.s = "iA"]}
      \cup {[s EXCEPT !.nowrite = i] : i \in {{}, {"iA"}, {"iB"}}}
      \cup {[s EXCEPT !.sock.A = state] : state \in {"listening", "bound", "unhashed", "dead"}}
      \cup {[s EXCEPT !.queue.A = q] : q \in {<<>>, <<"x">>, <<"c1">>, <<"c2">>, <<"x", "c1">>}}
      \cup {[s EXCEPT !.queue.B = q] : q \in {<<>>, <<"c1">>}}
      \cup {[s EXCEPT !.waiters.A = w] : w \in {<<>>, <<"c1">>, <<"c2">>, <<"c3">>, <<"c2", "c3">>,
               <<"c3", "c2">>, <<"c2", "c3", "c1">>, <<"c1", "c2", "c3">>}}
      \cup {[s EXCEPT !.cwd = d] : d \in {"R", "D1"}}
      \cup {[s EXCEPT !.at[r] = n] : r \in Rival, n \in 1..3}

-----------------------------------------------------------------------------
(* States for the rows of the tables in Steps, each with its neighbours.    *)

Signals == {"none", "interrupt", "restart", "kill", "freeze"}

(* c1 stands in the wait queue exactly when it sleeps. *)
Stood(t, s) == IF t.pc = "asleep" THEN First(Is(t, s)) ELSE Is(t, s)

Worlds(states) == {A(is, w) : is \in states, w \in {Start, Full(Start), Behind(Start), Full(Behind(Start))}}

(* Whatever c1 is at when a rival does this to it. *)
OfTurns ==
  LET tasks == {Enters, Dies, Ends("OK")}
               \cup {With(t, g) : t \in {Walks, Finds, Locks, Sleeps, Woke, Again(Locks)}, g \in Signals}
               \cup {With(Froze, g) : g \in Signals \ {"none"}}
      turns == {<<r, n>> \in Rival \X (1..4) : n <= Len(Script[r])}
  IN  {Turn(v[1], v[2], Stood(t, w)) : v \in turns, t \in tasks, w \in Worlds({"listening"})}

(* Nobody waits for a rival whose turn it is too. *)
OfPairs ==
  LET turns == {<<r, n>> \in Rival \X (1..4) : n <= Len(Script[r])}
  IN  {Turn(u[1], u[2], Turn(v[1], v[2], Is(Locks, w))) :
         u \in turns, v \in turns, w \in Worlds({"listening", "unhashed"})}

(* Whatever c1 comes upon. *)
OfCalls ==
  LET looking == {With(t, g) : t \in {Finds, Again(Finds), Woke}, g \in Signals}
      locking == {Of(f, With(t, g)) : f \in {"ok", "nonblock", "connected", "listening"},
                                     t \in {Locks, Again(Locks)}, g \in Signals}
      open    == Worlds({"listening", "unhashed"})
      shut    == {A("dead", Start), A("bound", Start)}
  IN  {Is(t, w) : t \in looking \cup locking, w \in open \cup shut}
      \cup {Is(t, [w EXCEPT !.nowrite = {"iA"}]) : t \in looking, w \in open}
      \cup {Stood(With(Sleeps, g), w) : g \in Signals, w \in open}

Rows == [turns |-> OfTurns, pairs |-> OfPairs, calls |-> OfCalls]

-----------------------------------------------------------------------------

Begins(s) ==
  /\ entry = s.entry /\ nowrite = s.nowrite /\ sock = s.sock /\ queue = s.queue
  /\ waiters = s.waiters /\ cwd = s.cwd /\ at = s.at /\ task = s.task

JudgesInit ==
  \/ \E name \in DOMAIN Situations : of = name /\ Begins(Situations[name].before)
  \/ \E name \in DOMAIN Rows : \E s \in Rows[name] : of = name /\ Begins(s)

(* A step as the situations have it, or one of Fconnectat: some situations  *)
(* come in no scenario.                                                     *)
JudgesNext ==
  /\ of \notin {"over", "taken"}
  /\ \/ /\ of \in DOMAIN Situations
        /\ of' = "over"
        /\ \E s \in Situations[of].after :
             \E t \in {s} \cup OutOfShape(s) :
               /\ entry' = t.entry /\ nowrite' = t.nowrite /\ sock' = t.sock /\ queue' = t.queue
               /\ waiters' = t.waiters /\ cwd' = t.cwd /\ at' = t.at /\ task' = t.task
     \/ of' = "taken" /\ Next

JudgesSpec == JudgesInit /\ [][JudgesNext]_<<vars, of>>

(* S holds of what may follow, and of nothing else. *)
S_IsAsTold ==
  of \in DOMAIN Situations => (S_Step <=> (of' = "taken" \/ Now' \in Situations[of].after))

(* What Fconnectat does is what is told of it, and nobody is held up. *)
RaceIsAsTold ==
  of' = "taken" => StepsAreAsTold /\ S_Step
RaceGoesOn   == of \notin {"over", "taken"} => NobodyIsHeldUp

Steps == [][S_IsAsTold /\ RaceIsAsTold]_vars

-----------------------------------------------------------------------------
(* Words, row by row.                                                       *)

(* What is pending, after SendSignal, Freeze and Thaw. *)
SignalsAreAsTold ==
  /\ \A kind \in {"interrupt", "restart", "kill"} :
       /\ AfterSending("none", kind) = kind
       /\ AfterSending("interrupt", kind) = kind
       /\ AfterSending("restart", kind) = kind
       /\ AfterSending("freeze", kind) = kind
       /\ AfterSending("kill", kind) = "kill"
  /\ AfterFreezing("none") = "freeze"
  /\ \A pending \in {"interrupt", "restart", "kill", "freeze"} : AfterFreezing(pending) = pending
  /\ AfterThawing("freeze") = "none"
  /\ \A pending \in {"none", "interrupt", "restart", "kill"} : AfterThawing(pending) = pending
  /\ {s \in SignalKind \cup {"none"} : IsPending(s)} = {"interrupt", "restart", "kill", "freeze"}
  /\ {s \in SignalKind \cup {"none"} : Interrupts(s)} = {"interrupt", "restart", "kill"}

(* Of JudgesWorld. *)
WordsAreAsTold ==
  LET is(state) == [A |-> state, B |-> "listening"]
      link == [PathArg EXCEPT !.path = <<"t">>]
  IN  /\ Signalled = {"c1"}
      /\ Ever = {World.entry, [World.entry EXCEPT !.D1.s = "iB", !.D2.s = "iA"]}
      /\ ~IsFull(<<>>) /\ IsFull(<<"x">>) /\ IsFull(<<"x", "c1">>)
      /\ FoundOn("iA", is("listening")) = {"A"} /\ FoundOn("iA", is("bound")) = {"A"}
      /\ FoundOn("iA", is("unhashed")) = {} /\ FoundOn("iA", is("dead")) = {}
      /\ FoundOn("iB", is("dead")) = {"B"} /\ FoundOn("L", is("listening")) = {}
      /\ Standing(<<"c2", "c1">>) = {"c1", "c2"} /\ Standing(<<>>) = {}
      /\ Oldest(<<"c2", "c1">>) = {"c2"} /\ Oldest(<<>>) = {}
      /\ Staying(<<"c3", "c1", "c2">>, {"c1"}) = <<"c3", "c2">> /\ Staying(<<"c1">>, {}) = <<"c1">>
      /\ InodeAt(World.entry, PathArg) = "iA"
      /\ InodeAt(World.entry, link) = "L"
      /\ InodeAt(World.entry, [link EXCEPT !.flags = {}]) = "iB"
      /\ InodeAt(World.entry, [link EXCEPT !.dirfd = "R"]) = "none"
=============================================================================
