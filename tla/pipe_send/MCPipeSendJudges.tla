\* SPDX-License-Identifier: MIT
------------------------- MODULE MCPipeSendJudges -------------------------
(***************************************************************************)
(* Those that judge, judged, for TLC.  A judge that allows too much is kept *)
(* to by whoever does less, so no row turns red.  So each situation below   *)
(* has all that may follow it, as the document's section Specification has  *)
(* it, and what follows is put out of shape: one thing at a time is made    *)
(* another.  S has to hold of the former, and of nothing else.              *)
(*                                                                          *)
(* Example: c1 finds nothing and may not wait.  It may fail with EAGAIN.    *)
(* It may not wait, nor end with a byte, nor leave a byte behind.           *)
(*                                                                          *)
(* A race that does less than it may is kept by every judge too.  So in     *)
(* more states nobody is held up who is free to go, and each step is the    *)
(* one of which the document's section Steps tells (PipeSendSteps).         *)
(***************************************************************************)
EXTENDS PipeSendClaims, PipeSendRefinement, PipeSendSteps, PipeSendScenarios, TLC

VARIABLE of   \* the situation, by its name; "over" and "taken" after the step

(* Scenario is "judges", or "copied", where the kernel copies first. *)
JudgesWorld ==
  [Common(Duo) EXCEPT
    !.copiesFirst = (Scenario = "copied"),
    !.script = [setter    |-> <<Clear>>,
                splicer   |-> <<Revoke, TakeLock, Bring, TakeLock, Quit>>,
                reader    |-> <<Close("read")>>,
                writer    |-> <<Close("write")>>,
                pager     |-> <<Resolve("c1")>>,
                signaller |-> <<Send("interrupt", "c1"), Send("restart", "c1")>>,
                killer    |-> <<Send("kill", "c1")>>]]

-----------------------------------------------------------------------------
(* A caller, as its call goes on.                                           *)

Enters == Fresh(Receives)
Inside == [Enters EXCEPT !.pc = "copy"]
Faulty == [Enters EXCEPT !.pc = "fault"]
Queues == [Enters EXCEPT !.pc = "blocked"]
Ends(e) == [Enters EXCEPT !.pc = "done", !.call = "none", !.ret = e]
Moves(n) == [Ends("OK") EXCEPT !.count = n]
Gets(bytes) == [Moves(Len(bytes)) EXCEPT !.got = bytes]
Dies == [Enters EXCEPT !.pc = "dead", !.call = "none"]

Again(t)        == [t EXCEPT !.slept = "yes"]   \* after a wait for bytes or room
Sleeps          == Again([Enters EXCEPT !.pc = "asleep"])
With(t, signal) == [t EXCEPT !.sig = signal]
Of(t, a)        == [t EXCEPT !.arg = a]
Blown(t)        == [t EXCEPT !.sigpipe = "sent"]

(* Seen and judged alike. *)
Alike(t) ==
  CASE t.pc \in {"lock", "copy", "mapped"} -> {[t EXCEPT !.pc = pc] : pc \in {"lock", "copy", "mapped"}}
    [] t.pc \in {"asleep", "blocked"}      -> {[t EXCEPT !.pc = pc] : pc \in {"asleep", "blocked"}}
    [] t.pc = "enter"                      -> {t, Again(t)}
    [] OTHER                               -> {t}

Shapes ==
  {Enters, Inside, Again(Inside), Faulty, Queues, Sleeps, Dies, Gets(<<"o1">>), Moves(0), Moves(1), Moves(2)}
  \cup {Ends(e) : e \in {"EAGAIN", "EINTR", "EPIPE", "EFAULT", "EBADF"}}

-----------------------------------------------------------------------------
(* The pipe about it.  c2 is done, and the rivals have done what they were  *)
(* to do: it is c1's turn.                                                  *)

Start ==
  [slots |-> <<One>>, ends |-> {"read", "write"}, nonblock |-> "off",
   at |-> [r \in Rival |-> Len(Script[r]) + 1], task |-> [c1 |-> Ends("OK"), c2 |-> Ends("OK")]]

Is(t, s)   == [s EXCEPT !.task.c1 = t]
Holding(x, s) == [s EXCEPT !.slots = x]
Gone(end, s) == [s EXCEPT !.ends = @ \ {end}]
Turn(r, n, s) == [s EXCEPT !.at[r] = n]
Did(r, s) == [s EXCEPT !.at[r] = @ + 1]

(* What c1 becomes, with its own argument. *)
To(t, s) == Is(Of(t, s.task.c1.arg), s)
ToAny(t, s) == {To(u, s) : u \in Alike(t)}

(* What may follow is beside that nothing happens.  What never may is said  *)
(* where it is more than one thing away from all that may.                  *)
SituationBut(s, after, never) ==
  [before |-> s, after |-> after \cup {Is(t, s) : t \in Alike(s.task.c1)}, never |-> never]

Situation(s, after) == SituationBut(s, after, {})

Patient == [Receives EXCEPT !.flags = {}]
Buffer(b, a) == [a EXCEPT !.buf = b]
Blocking(a) == [a EXCEPT !.flags = {}]

By(t, a, slots0) == Holding(slots0, Is(Of(t, a), Start))

Behind(bytes) == Slot(0, bytes, "merge")   \* a slot of bytes

(* x, once a buffer was not there whose bytes need a slot of their own. *)
Left(x) == IF CopiesFirst THEN x ELSE Append(x, Hollow)

-----------------------------------------------------------------------------
(* Who receives.                                                            *)

OfReceivers ==
  LET in(x)    == By(Inside, Receives, x)
      may(x)   == By(Inside, Patient, x)
      got(b, x, s) == Holding(x, To(Gets(b), s))
      sleeps(s) == ToAny(Sleeps, s)
      signalled(t, g, x) == By(With(t, g), Patient, x)
      taken(s) == Turn("splicer", 3, s)
      brought(s) == {Did("splicer", [u EXCEPT !.slots = Append(@, Slot(0, <<"x">>, "plain"))]) :
                       u \in ToAny(s.task.c1, s)}
  IN
  [begins   |-> LET s == By(Enters, Receives, <<One>>) IN Situation(s, ToAny(Inside, s)),
   beginsNothing |-> LET s == By(Enters, [Receives EXCEPT !.n = 0], <<One>>) IN Situation(s, {To(Moves(0), s)}),
   beginsBad |-> LET s == By(Enters, [Receives EXCEPT !.fd = "bad"], <<One>>) IN Situation(s, {To(Ends("EBADF"), s)}),
   takes    |-> LET s == in(<<One>>) IN Situation(s, {got(<<"o1">>, <<>>, s)}),
   takesSome |-> LET s == in(<<Full>>) IN Situation(s, {got(<<"o1">>, <<Slot(1, <<"o2">>, "merge")>>, s)}),
   takesOfMore |-> LET s == in(<<Full, One>>)
                   IN  Situation(s, {got(<<"o1">>, <<Slot(1, <<"o2">>, "merge"), One>>, s)}),
   takesPacket |-> LET s == in(<<Packet(<<"o1", "o2">>)>>) IN Situation(s, {got(<<"o1">>, <<>>, s)}),
   takesNone |-> LET s == in(<<Packet(<<>>), One>>) IN Situation(s, {got(<<>>, <<One>>, s)}),
   takesBehind |-> LET s == in(<<Hollow, One>>) IN Situation(s, {got(<<"o1">>, <<>>, s)}),
   finds    |-> LET s == in(<<>>) IN Situation(s, {To(Ends("EAGAIN"), s)}),
   findsHollow |-> LET s == in(<<Hollow>>) IN Situation(s, {Holding(<<>>, To(Ends("EAGAIN"), s))}),
   findsNonblock |-> LET s == [may(<<>>) EXCEPT !.nonblock = "on"] IN Situation(s, {To(Ends("EAGAIN"), s)}),
   findsInterrupted |-> LET s == By(With(Inside, "interrupt"), Receives, <<>>) IN Situation(s, {To(Ends("EAGAIN"), s)}),
   findsRestarted |-> LET s == By(With(Inside, "restart"), Receives, <<>>) IN Situation(s, {To(Ends("EAGAIN"), s)}),
   findsWaits |-> LET s == may(<<>>) IN Situation(s, sleeps(s)),
   findsEnd |-> LET s == Gone("write", may(<<>>)) IN Situation(s, {To(Moves(0), s)}),
   unmapped |-> LET s == By(Inside, Buffer("unmapped", Receives), <<One>>)
                IN  Situation(s, {To(Ends("EFAULT"), s)}),
   unmappedBefore |-> LET s == By(Inside, Buffer("unmapped", Receives), <<One, Hollow>>)
                      IN  Situation(s, {To(Ends("EFAULT"), s)}),
   slow     |-> LET s == By(Inside, Buffer("slow", Receives), <<One>>)
                IN  Situation(s, {got(<<"o1">>, <<>>, s), To(Faulty, s)}),
   slowFinds |-> LET s == By(Inside, Buffer("slow", Receives), <<>>) IN Situation(s, {To(Ends("EAGAIN"), s)}),
   fault    |-> Situation(By(Faulty, Buffer("slow", Receives), <<One>>), {}),
   faultFinds |-> Situation(By(Faulty, Buffer("slow", Receives), <<>>), {}),
   faultEnd |-> Situation(Gone("write", By(Faulty, Buffer("slow", Receives), <<>>)), {}),
   faultWaits |-> Situation(By(With(Faulty, "interrupt"), Buffer("slow", Patient), <<>>), {}),
   faultContends |-> LET s == taken(By(Faulty, Buffer("slow", Receives), <<One>>)) IN Situation(s, brought(s)),
   faultQueues |-> LET s == taken(By(Faulty, Buffer("slow", Patient), <<One>>)) IN Situation(s, brought(s)),
   faultKilled |-> LET s == By(With(Faulty, "kill"), Buffer("slow", Patient), <<Hollow, One>>)
                   IN  Situation(s, {To(Dies, s), Holding(<<One>>, To(Dies, s))}),
   contends |-> LET s == taken(By([Enters EXCEPT !.pc = "lock"], Receives, <<One>>))
                IN  Situation(s, {To(Ends("EAGAIN"), s)} \cup brought(s)),
   contendsWaits |-> LET s == taken(By([Enters EXCEPT !.pc = "lock"], Patient, <<One>>))
                     IN  Situation(s, ToAny(Queues, s) \cup brought(s)),
   queues   |-> LET s == taken(By(Queues, Patient, <<One>>)) IN Situation(s, brought(s)),
   queuesFree |-> LET s == By(Queues, Patient, <<One>>) IN Situation(s, ToAny(Inside, s)),
   queuesSignalled |-> LET s == taken(signalled(Queues, "interrupt", <<>>)) IN Situation(s, brought(s)),
   sleeps   |-> LET s == By(Sleeps, Patient, <<>>) IN Situation(s, ToAny(Again(Inside), s)),
   sleepsInterrupted |-> LET s == signalled(Sleeps, "interrupt", <<>>)
                         IN  Situation(s, ToAny(With(Again(Inside), "interrupt"), s) \cup {To(Ends("EINTR"), s)}),
   sleepsRestarted |-> LET s == signalled(Sleeps, "restart", <<>>)
                       IN  Situation(s, ToAny(With(Again(Inside), "restart"), s) \cup ToAny(Enters, s)),
   sleepsReady |-> LET s == signalled(Sleeps, "interrupt", <<One>>)
                   IN  Situation(s, ToAny(With(Again(Inside), "interrupt"), s)),
   interrupted |-> LET s == signalled(Inside, "interrupt", <<>>)
                   IN  Situation(s, ToAny(With(Sleeps, "interrupt"), s) \cup {To(Ends("EINTR"), s)}),
   interruptedOutside |-> LET s == taken(signalled([Enters EXCEPT !.pc = "lock"], "interrupt", <<>>))
                          IN  Situation(s, ToAny(With(Queues, "interrupt"), s) \cup brought(s)),
   interruptedAgain |-> LET s == taken(signalled(Again([Enters EXCEPT !.pc = "lock"]), "interrupt", <<>>))
                        IN  Situation(s, ToAny(With(Again(Queues), "interrupt"), s) \cup brought(s)),
   killed   |-> LET s == signalled(Inside, "kill", <<One>>)
                IN  Situation(s, {To(Dies, s), Holding(<<>>, To([Dies EXCEPT !.got = <<"o1">>], s))}),
   killedAsleep |-> LET s == signalled(Sleeps, "kill", <<>>)
                    IN  Situation(s, ToAny(With(Again(Inside), "kill"), s) \cup {To(Dies, s)}),
   returned |-> Situation(Is(Ends("EINTR"), Start), {}),
   died     |-> Situation(Is(Dies, Start), {})]

(* Who sends. *)
OfSenders ==
  LET in(n, x)  == By(Inside, Sending(n), x)
      may(n, x) == By(Inside, Blocking(Sending(n)), x)
      put(n, x, s) == Holding(x, To(Moves(n), s))
      waits(n, x, s) == {Holding(x, t) : t \in ToAny([Sleeps EXCEPT !.count = n], s)}
      (* One has room for a byte behind its own. *)
      joined == Behind(<<"o1", "a1">>)
      (* A byte has gone, and a signal has come. *)
      begun(t) == [t EXCEPT !.count = 1]
      some(g) == LET s == By(With(Inside, g), Blocking(Sending(3)), <<Full, One>>)
                 IN  SituationBut(s, {put(1, <<Full, joined>>, s)},
                                  waits(1, <<Full, joined>>, s)
                                    \cup {Holding(<<Full, joined>>, To(With(begun(t), g), s)) : t \in Alike(Sleeps)})
      later(t, g, next) == LET s == By(With(begun(Again(t)), g), Blocking(Sending(3)), <<Full, Full>>)
                           IN  SituationBut(s, ToAny(With(begun(Again(next)), g), s) \cup {To(Moves(1), s)},
                                            {To(begun(Enters), s), To(Enters, s), To(Ends("EINTR"), s)})
  IN
  [puts     |-> LET s == in(1, <<One>>) IN Situation(s, {put(1, <<joined>>, s)}),
   putsSlot |-> LET s == in(2, <<One>>) IN Situation(s, {put(2, <<One, Behind(<<"a1", "a2">>)>>, s)}),
   putsBoth |-> LET s == in(3, <<One>>) IN Situation(s, {put(3, <<joined, Behind(<<"a2", "a3">>)>>, s)}),
   putsSome |-> LET s == in(3, <<Full, One>>) IN Situation(s, {put(1, <<Full, joined>>, s)}),
   putsSomeWaits |-> LET s == may(3, <<Full, One>>) IN Situation(s, waits(1, <<Full, joined>>, s)),
   putsLater |-> LET s == By(Again(Inside), Sending(1), <<One>>)
                 IN  Situation(s, {put(1, <<One, Behind(<<"a1">>)>>, s)}),
   putsRest |-> LET s == By([Again(Inside) EXCEPT !.count = 1], Blocking(Sending(3)), <<One>>)
                IN  Situation(s, {put(3, <<One, Behind(<<"a2", "a3">>)>>, s)}),
   putsInterrupted |-> some("interrupt"),
   putsRestarted |-> some("restart"),
   restInterrupted |-> later(Inside, "interrupt", Sleeps),
   restRestarted |-> later(Inside, "restart", Sleeps),
   restSleepsInterrupted |-> later(Sleeps, "interrupt", Inside),
   restSleepsRestarted |-> later(Sleeps, "restart", Inside),
   putsNowhere |-> LET s == By(Enters, [Sending(2) EXCEPT !.fd = "null"], <<One>>) IN Situation(s, {To(Moves(2), s)}),
   full     |-> LET s == in(1, <<Full, Full>>) IN Situation(s, {To(Ends("EAGAIN"), s)}),
   fullLater |-> LET s == By([Again(Inside) EXCEPT !.count = 1], Sending(3), <<Full, Full>>)
                 IN  Situation(s, {To(Moves(1), s)}),
   fullWaits |-> LET s == may(1, <<Full, Full>>) IN Situation(s, waits(0, <<Full, Full>>, s)),
   putsKilled |-> LET s == By(With(Inside, "kill"), Sending(2), <<One>>)
                  IN  Situation(s, {To(Dies, s), Holding(<<One, Behind(<<"a1", "a2">>)>>, To(Dies, s))}),
   putsFault |-> LET s == By(With(Faulty, "kill"), Buffer("slow", Sending(1)), <<One>>)
                 IN  Situation(s, {To(Dies, s)}),
   putsFaultSlot |-> LET s == By(With(Faulty, "kill"), Buffer("slow", Sending(2)), <<One>>)
                     IN  Situation(s, {Holding(Left(<<One>>), To(Dies, s))}),
   putsFaultLater |-> LET s == By(With(begun(Again(Faulty)), "kill"), Buffer("slow", Blocking(Sending(3))), <<One>>)
                      IN  Situation(s, {Holding(Left(<<One>>), To(Dies, s))}),
   fullFault |-> LET s == By(With(Faulty, "kill"), Buffer("slow", Sending(2)), <<Full, Full>>)
                 IN  Situation(s, {To(Dies, s)}),
   brokenFault |-> LET s == Gone("read", By(With(Faulty, "kill"), Buffer("slow", Sending(2)), <<One>>))
                   IN  Situation(s, {To(Dies, s)}),
   broken   |-> LET s == Gone("read", in(1, <<One>>)) IN Situation(s, {To(Blown(Ends("EPIPE")), s)}),
   brokenQuietly |-> LET s == Gone("read", By(Inside, [Sending(1) EXCEPT !.flags = {"NOSIGNAL"}], <<One>>))
                     IN  Situation(s, {To(Ends("EPIPE"), s)}),
   brokenLater |-> LET s == Gone("read", By([Again(Inside) EXCEPT !.count = 1], Sending(3), <<One>>))
                   IN  Situation(s, {To(Blown(Moves(1)), s)}),
   unmapped2 |-> LET s == By(Inside, Buffer("unmapped", Sending(2)), <<One>>)
                 IN  Situation(s, {Holding(Left(<<One>>),
                                           To(Ends("EFAULT"), s))}),
   unmapped1 |-> LET s == By(Inside, Buffer("unmapped", Sending(1)), <<One>>)
                 IN  Situation(s, {To(Ends("EFAULT"), s)})]

(* Beside a rival's turn. *)
OfRivals ==
  LET signal(t) == Turn("signaller", 1, By(t, Patient, <<>>))
      kill(t)   == Turn("killer", 1, By(t, Patient, <<>>))
      sent(t, r, s) == {Did(r, u) : u \in ToAny(t, s)}
      faulty == By(Faulty, Buffer("slow", Patient), <<One>>)
  IN
  [clears   |-> LET s == Turn("setter", 1, [Start EXCEPT !.nonblock = "on"])
                IN  Situation(s, {[Did("setter", s) EXCEPT !.nonblock = "off"]}),
   revokes  |-> LET s == Turn("splicer", 1, Start) IN Situation(s, {Did("splicer", s)}),
   locks    |-> LET s == Turn("splicer", 2, Start) IN Situation(s, {Did("splicer", s)}),
   locksFull |-> Situation(Turn("splicer", 2, Holding(<<Full, One>>, Start)), {}),
   locksBroken |-> Situation(Turn("splicer", 2, Gone("read", Start)), {}),
   brings   |-> LET s == Turn("splicer", 3, Start)
                IN  Situation(s, {[Did("splicer", s) EXCEPT !.slots = Append(@, Slot(0, <<"x">>, "plain"))]}),
   quits    |-> LET s == Turn("splicer", 5, Start) IN Situation(s, {Did("splicer", s)}),
   closes   |-> LET s == Turn("reader", 1, Start) IN Situation(s, {Did("reader", Gone("read", s))}),
   closesOther |-> LET s == Turn("writer", 1, Start) IN Situation(s, {Did("writer", Gone("write", s))}),
   closesNot |-> LET s == Turn("reader", 1, Turn("splicer", 5, Start))
                 IN  SituationBut(s, {Did("splicer", s)}, {Did("reader", Gone("read", s))}),
   locksFault |-> Situation(Turn("splicer", 2, faulty), {}),
   closesFault |-> Situation(Turn("reader", 1, faulty), {}),
   pages    |-> LET s == Turn("pager", 1, faulty) IN Situation(s, sent(Inside, "pager", s)),
   pagesNobody |-> LET s == Turn("pager", 1, Start) IN Situation(s, {Did("pager", s)}),
   pagesNot |-> LET s == Turn("pager", 1, By(Queues, Patient, <<One>>)) IN Situation(s, ToAny(Inside, s)),
   signals  |-> LET s == signal(Sleeps)
                IN  Situation(s, ToAny(Again(Inside), s) \cup sent(With(Sleeps, "interrupt"), "signaller", s)),
   signalsNobody |-> LET s == signal(Enters)
                     IN  Situation(s, ToAny(Inside, s) \cup sent(Enters, "signaller", s)),
   signalsLate |-> LET s == signal(Ends("OK")) IN Situation(s, {Did("signaller", s)}),
   signalsKilled |-> LET s == signal(With(Sleeps, "kill"))
                     IN  Situation(s, ToAny(With(Again(Inside), "kill"), s) \cup {To(Dies, s)}
                                      \cup sent(With(Sleeps, "kill"), "signaller", s)),
   restarts |-> LET s == Turn("signaller", 2, By(With(Queues, "interrupt"), Patient, <<>>))
                IN  Situation(s, ToAny(With(Inside, "interrupt"), s)
                                 \cup sent(With(Queues, "restart"), "signaller", s)),
   kills    |-> LET s == kill(Enters) IN Situation(s, ToAny(Inside, s) \cup sent(Dies, "killer", s)),
   killsCall |-> LET s == kill(Sleeps)
                 IN  Situation(s, ToAny(Again(Inside), s) \cup sent(With(Sleeps, "kill"), "killer", s)),
   killsLate |-> LET s == kill(Ends("OK")) IN Situation(s, {Did("killer", s)})]

Situations == OfReceivers @@ OfSenders @@ OfRivals

-----------------------------------------------------------------------------
(* Out of shape: one thing is another than in s.                            *)

OutOfShape(s) ==
  LET is     == s.task.c1
      put(t) == [s EXCEPT !.task.c1 = Of(t, is.arg)]
  IN  {put(With(t, is.sig)) : t \in Shapes}
      \cup {put(t) : t \in Shapes}
      \cup {put(With(is, signal)) : signal \in {"interrupt", "restart", "kill", "none"}}
      \cup {put([is EXCEPT !.count = n]) : n \in 0..3}
      \cup {put([is EXCEPT !.got = b]) : b \in {<<>>, <<"o1">>, <<"o1", "o2">>}}
      \cup {put([is EXCEPT !.slept = y]) : y \in {"no", "yes"}}
      \cup {put(Blown(is))}
      \cup {[s EXCEPT !.task.c2 = t] : t \in {Enters, Inside, Sleeps, Dies, Ends("EAGAIN"), Gets(<<"o1">>)}}
      \cup {[s EXCEPT !.slots = x] :
              x \in {<<>>, <<One>>, <<Full>>, <<Full, Full>>, <<Full, One>>, <<Hollow>>, <<Hollow, One>>,
                     <<One, Hollow>>, <<Packet(<<>>)>>, <<Slot(1, <<"o2">>, "merge")>>, <<Behind(<<"a1">>)>>,
                     <<Behind(<<"o1", "a1">>)>>, <<One, Behind(<<"a1">>)>>}}
      \cup {[s EXCEPT !.ends = e] : e \in SUBSET {"read", "write"}}
      \cup {[s EXCEPT !.nonblock = o] : o \in {"off", "on"}}
      \cup {[s EXCEPT !.at[r] = n] : r \in Rival, n \in 1..4}

-----------------------------------------------------------------------------
(* Who has the lock is seen by nobody: who is where a call is under it, or  *)
(* the splicer, whose last operation was to take it.                        *)
Holders(s) ==
  {p \in Caller : s.task[p].pc \in {"copy", "mapped", "fault"}}
  \cup {r \in {"splicer"} : \E n \in DOMAIN Script[r] : n = s.at[r] - 1 /\ Script[r][n].op = "SpliceLock"}

Holder(s) == IF Holders(s) = {} THEN "none" ELSE IF "c1" \in Holders(s) THEN "c1" ELSE CHOOSE h \in Holders(s) : TRUE

(* States for what Steps and the Specification say, each with its           *)
(* neighbours: whatever c1 is at when two rivals are about to do this, when *)
(* its page has come, when c2 is at its fault or asleep, and when the lock  *)
(* is c2's.                                                                 *)
Rows ==
  LET turns  == {<<r, n>> \in Rival \X (1..5) : n <= Len(Script[r])}
      tasks  == {With(t, g) : t \in {[Inside EXCEPT !.pc = "lock"], Queues, Faulty, Sleeps, Inside},
                              g \in {"none", "interrupt", "restart", "kill"}}
                \cup {Enters, Again(Enters), Dies, Ends("OK")}
      args   == {Receives, Patient, Sending(1), [Patient EXCEPT !.op = "send"]}
      paged  == {With([Inside EXCEPT !.pc = "mapped"], g) : g \in {"none", "interrupt", "restart", "kill"}}
      others == {Of(Faulty, Buffer("slow", Receives)), Of(Sleeps, Patient)}
      rings  == {<<>>, <<One>>, <<Hollow>>, <<Full, Full>>}
      open   == {{"read", "write"}, {"read"}, {"write"}}
      alone  == {[By(t, a, x) EXCEPT !.ends = e, !.nonblock = o] :
                   t \in tasks, a \in args, x \in rings, e \in open, o \in {"off", "on"}}
      late   == {By(t, Buffer("slow", a), x) : t \in paged \cup {Inside}, a \in args, x \in rings}
      beside == {[By([Enters EXCEPT !.pc = pc], a, <<One>>) EXCEPT !.task.c2 = other] :
                   pc \in {"enter", "lock"}, a \in args \cup {Sending(0)}, other \in others}
      quiet  == {By(t, Patient, x) : t \in {Queues, Sleeps, Faulty}, x \in {<<>>, <<Full, Full>>}}
  IN  alone \cup late \cup beside
      \cup {Turn(v[1], v[2], By(t, Patient, x)) : v \in turns, t \in tasks, x \in rings}
      \cup {Turn(u[1], u[2], Turn(v[1], v[2], s)) : u \in turns, v \in turns, s \in quiet}

Begins(s, holder) ==
  /\ slots = s.slots /\ ends = s.ends /\ nonblock = s.nonblock /\ nowait = "on"
  /\ lock = holder /\ at = s.at /\ task = s.task

JudgesInit ==
  \/ \E name \in DOMAIN Situations :
       LET s == Situations[name].before IN of = name /\ Begins(s, Holder(s))
  \/ \E s \in Rows : of = (IF Cardinality(Holders(s)) <= 1 THEN "rows" ELSE "odd") /\ Begins(s, Holder(s))
  \/ \E s \in Rows : Holders(s) = {} /\ of = "odd" /\ Begins(s, "c2")

(* A step as the situations have it, or one of PipeSend: some situations    *)
(* come in no scenario.                                                     *)
JudgesNext ==
  /\ of \notin {"over", "taken"}
  /\ \/ /\ of \in DOMAIN Situations
        /\ of' = "over"
        /\ \E s \in Situations[of].after :
             \E t \in {s} \cup OutOfShape(s) \cup Situations[of].never :
               /\ slots' = t.slots /\ ends' = t.ends /\ nonblock' = t.nonblock /\ nowait' = nowait
               /\ lock' = lock /\ at' = t.at /\ task' = t.task
     \/ of' = "taken" /\ Next

JudgesSpec == JudgesInit /\ [][JudgesNext]_<<vars, of>>

Now == [slots |-> slots, ends |-> ends, nonblock |-> nonblock, at |-> at, task |-> task]

(* S holds of what may follow, and of nothing else. *)
S_IsAsTold ==
  of \in DOMAIN Situations => (S_Step <=> (of' = "taken" \/ Now' \in Situations[of].after))

(* What PipeSend does is what is told of it, and nobody is held up.  In a   *)
(* row that is odd the lock is not where S has it.                          *)
RaceIsAsTold ==
  of' = "taken" => StepsAreAsTold /\ (of = "rows" => S_Step)
RaceGoesOn   == of \notin {"over", "taken"} => NobodyIsHeldUp

Steps == [][S_IsAsTold /\ RaceIsAsTold]_vars

-----------------------------------------------------------------------------
(* What is pending, after SendSignal, row by row.                           *)
SignalsAreAsTold ==
  /\ \A kind \in {"interrupt", "restart", "kill"} :
       /\ AfterSending("none", kind) = kind
       /\ AfterSending("interrupt", kind) = kind
       /\ AfterSending("restart", kind) = kind
       /\ AfterSending("kill", kind) = "kill"
  /\ {s \in SignalKind \cup {"none"} : IsPending(s)} = {"interrupt", "restart", "kill", "freeze"}
=============================================================================
