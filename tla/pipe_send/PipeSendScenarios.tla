\* SPDX-License-Identifier: MIT
------------------------- MODULE PipeSendScenarios -------------------------
(* The bounded worlds of spec/pipe_send.md, section Scenarios.              *)
EXTENDS Sequences

CONSTANT Scenario

-----------------------------------------------------------------------------
(* The operations of rivals, under the document's names. *)

Clear         == [op |-> "SetFlags"]
Revoke        == [op |-> "SpliceClear"]
TakeLock      == [op |-> "SpliceLock"]
Bring         == [op |-> "SpliceRead"]
Quit          == [op |-> "SpliceQuit"]
Close(end)    == [op |-> "Release", end |-> end]
Resolve(p)    == [op |-> "ResolveFault", of |-> p]
Send(kind, p) == [op |-> "SendSignal", kind |-> kind, to |-> p]

NoRival == [r \in {} |-> <<>>]

-----------------------------------------------------------------------------
(* Slots. *)

Slot(offset, bytes, k) == [off |-> offset, data |-> bytes, kind |-> k]

One  == Slot(0, <<"o1">>, "merge")
Full == Slot(0, <<"o1", "o2">>, "merge")

Packet(bytes) == Slot(0, bytes, "packet")

(* What is left where a buffer was not there to be read. *)
Hollow == Slot(0, <<>>, "merge")

-----------------------------------------------------------------------------
(* The common world: a byte in a pipe of two slots, and callers that        *)
(* receive it without waiting.                                              *)

Receives ==
  [op |-> "recv", fd |-> "pipe", buf |-> "ok", n |-> 1, flags |-> {"DONTWAIT"}, addr |-> "none"]

Sending(many) == [Receives EXCEPT !.op = "send", !.n = many]

Solo == [p \in {"c1"} |-> Receives]
Duo  == [p \in {"c1", "c2"} |-> Receives]
Trio == [p \in {"c1", "c2", "c3"} |-> Receives]

(* It, for callers that ask for one of args. *)
CommonOf(args) ==
  [ring     |-> 2,
   slots    |-> {<<One>>},
   ends     |-> {{"read", "write"}},
   nonblock |-> "off",
   fifo     |-> FALSE,
   direct   |-> FALSE,
   copiesFirst |-> FALSE,
   caller   |-> UNION {DOMAIN a : a \in args},
   arg      |-> args,
   script   |-> NoRival,
   loopingCaller |-> {},
   loopingRival  |-> {}]

Common(args) == CommonOf({args})

ErrorArgs ==
  {[c1 |-> [op |-> x[1], fd |-> x[2], buf |-> b, n |-> many, flags |-> f, addr |-> a]] :
     x \in {"send", "recv"} \X {"pipe", "bad", "path", "wrong", "epoll", "tty", "null"},
     b \in {"ok", "unmapped", "outside"},
     many \in {0, 1, 3},
     f \in SUBSET {"DONTWAIT", "NOSIGNAL", "UNKNOWN"},
     a \in {"none", "given"}}

RefusalArgs ==
  {[c1 |-> [op |-> o, fd |-> "pipe", buf |-> b, n |-> many, flags |-> f, addr |-> "none"]] :
     o \in {"send", "recv"},
     b \in {"ok", "unmapped"},
     many \in {0, 1, 3},
     f \in SUBSET {"DONTWAIT", "NOSIGNAL", "UNKNOWN"}}

-----------------------------------------------------------------------------
(* The scenarios, each by its difference from the common world.             *)

ScenarioWorld ==
  CASE Scenario = "share" ->
         [Common([Trio EXCEPT !.c2.flags = {}, !.c3 = [Sending(1) EXCEPT !.flags = {}]]) EXCEPT
           !.slots = {<<>>},
           !.script = [sharer |-> <<Clear>>]]
    [] Scenario = "splice" ->
         [Common([Duo EXCEPT !.c2.flags = {}]) EXCEPT
           !.script = [splicer |-> <<Revoke, TakeLock>>]]
    [] Scenario = "spliced" ->
         [Common([Duo EXCEPT !.c1 = Sending(2), !.c2.n = 2, !.c2.flags = {}]) EXCEPT
           !.script = [splicer |-> <<Revoke, TakeLock, Bring>>]]
    [] Scenario = "gone" ->
         [Common([Duo EXCEPT !.c2.flags = {}]) EXCEPT
           !.script = [splicer |-> <<Revoke, TakeLock, Quit>>,
                       killer  |-> <<Send("kill", "c2")>>]]
    [] Scenario = "fault" ->
         [Common([Trio EXCEPT !.c2.buf = "slow",
                              !.c3 = [Sending(1) EXCEPT !.buf = "slow", !.flags = {}]]) EXCEPT
           !.slots = {<<One, Slot(0, <<"o2">>, "plain")>>},
           !.script = [pager  |-> <<Resolve("c2")>>,
                       feeder |-> <<Resolve("c3")>>,
                       killer |-> <<Send("kill", "c2")>>]]
    [] Scenario = "paged" ->
         [Common([Solo EXCEPT !.c1.buf = "slow", !.c1.flags = {}]) EXCEPT
           !.script = [pager |-> <<Resolve("c1")>>]]
    [] Scenario = "killed" ->
         [Common([Trio EXCEPT !.c2.buf = "slow", !.c2.flags = {},
                              !.c3.buf = "slow", !.c3.flags = {}]) EXCEPT
           !.script = [killer |-> <<Send("kill", "c2"), Send("interrupt", "c2")>>]]
    [] Scenario = "writers" ->
         [Common([Trio EXCEPT !.c1 = Sending(2),
                              !.c2 = [Sending(3) EXCEPT !.flags = {}],
                              !.c3.n = 3, !.c3.flags = {}]) EXCEPT
           !.slots = {<<>>}]
    [] Scenario = "merge" ->
         Common([Trio EXCEPT !.c1 = Sending(1), !.c2 = [Sending(1) EXCEPT !.flags = {}]])
    [] Scenario = "big" ->
         [Common([Trio EXCEPT !.c1 = Sending(3), !.c2.n = 3, !.c3 = Sending(2)]) EXCEPT
           !.slots = {<<Full>>}]
    [] Scenario = "wrap" ->
         [Common([Trio EXCEPT !.c1 = Sending(1), !.c3 = [Sending(1) EXCEPT !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.slots = {<<Slot(1, <<"o1">>, "merge")>>},
           !.script = [signaller |-> <<Send("restart", "c3")>>]]
    [] Scenario = "partial" ->
         [Common([c1 |-> [Sending(3) EXCEPT !.buf = "slow", !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.script = [pager     |-> <<Resolve("c1")>>,
                       closer    |-> <<Close("read")>>,
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "packet" ->
         [Common([Trio EXCEPT !.c2 = Sending(2), !.c3 = Sending(3)]) EXCEPT
           !.direct = TRUE,
           !.slots = {<<Slot(0, <<"o1", "o2">>, "packet")>>}]
    [] Scenario = "packets" ->
         [Common([Trio EXCEPT !.c1.n = 3, !.c2 = Sending(3), !.c3.n = 3]) EXCEPT
           !.direct = TRUE,
           !.slots = {<<Packet(<<"o1">>), Packet(<<"o2">>)>>}]
    [] Scenario = "turned" ->
         [Common([Trio EXCEPT !.c1 = Sending(1), !.c2 = Sending(3), !.c3.n = 3]) EXCEPT
           !.direct = TRUE]
    [] Scenario = "unmapped" ->
         [Common([Trio EXCEPT !.c1.buf = "unmapped",
                              !.c2 = [Sending(2) EXCEPT !.buf = "slow", !.flags = {}]]) EXCEPT
           !.direct = TRUE,
           !.slots = {<<Packet(<<>>), Packet(<<"o1">>)>>},
           !.script = [killer |-> <<Send("interrupt", "c2"), Send("kill", "c2")>>]]
    [] Scenario = "hollow" ->
         [Common([Trio EXCEPT !.c1.buf = "unmapped",
                              !.c2 = [Sending(2) EXCEPT !.buf = "unmapped", !.flags = {}]]) EXCEPT
           !.slots = {<<Hollow, One>>}]
    [] Scenario = "blank" ->
         [Common([Trio EXCEPT !.c1.n = 3,
                              !.c2 = [Sending(2) EXCEPT !.buf = "unmapped"],
                              !.c3.buf = "slow", !.c3.flags = {}]) EXCEPT
           !.direct = TRUE,
           !.slots = {<<Slot(0, <<"o1">>, "plain"), Packet(<<>>)>>},
           !.script = [pager |-> <<Resolve("c3")>>]]
    [] Scenario = "broken" ->
         [Common([c1 |-> [Sending(2) EXCEPT !.flags = {"DONTWAIT", "NOSIGNAL"}],
                  c2 |-> Sending(2),
                  c3 |-> [Sending(3) EXCEPT !.flags = {"NOSIGNAL"}]]) EXCEPT
           !.slots = {<<Full>>},
           !.script = [closer |-> <<Close("read")>>]]
    [] Scenario = "hangup" ->
         [Common([Duo EXCEPT !.c2.flags = {}]) EXCEPT
           !.slots = {<<>>},
           !.script = [closer |-> <<Close("write")>>]]
    [] Scenario = "signal" ->
         [Common([Trio EXCEPT !.c1.n = 2,
                              !.c2 = [Sending(3) EXCEPT !.flags = {}],
                              !.c3 = [Sending(2) EXCEPT !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.slots = {<<Full>>},
           !.script = [signaller |-> <<Send("restart", "c2"), Send("interrupt", "c3")>>]]
    [] Scenario = "wakes" ->
         [Common([Trio EXCEPT !.c1 = Sending(1), !.c2.flags = {}, !.c3.flags = {}]) EXCEPT
           !.slots = {<<>>},
           !.script = [signaller |-> <<Send("restart", "c2"), Send("interrupt", "c3")>>]]
    [] Scenario = "death" ->
         [Common([Trio EXCEPT !.c2.flags = {}, !.c3 = [Sending(2) EXCEPT !.flags = {}]]) EXCEPT
           !.slots = {<<>>},
           !.script = [killer |-> <<Send("kill", "c1"), Send("kill", "c2"), Send("kill", "c3")>>]]
    [] Scenario = "fifo" ->
         [Common([Duo EXCEPT !.c2 = Sending(1)]) EXCEPT
           !.fifo = TRUE]
    [] Scenario = "nonblock" ->
         [Common([Duo EXCEPT !.c1.flags = {}, !.c2 = [Sending(3) EXCEPT !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.nonblock = "on",
           !.slots = {<<>>},
           !.script = [splicer |-> <<Revoke, TakeLock, Quit>>,
                       sharer  |-> <<Clear>>]]
    [] Scenario = "refused" ->
         [Common([Duo EXCEPT !.c1 = Sending(2), !.c2 = [Sending(3) EXCEPT !.flags = {}]]) EXCEPT
           !.nonblock = "on",
           !.slots = {<<Full>>},
           !.script = [closer    |-> <<Close("read")>>,
                       signaller |-> <<Send("interrupt", "c1"), Send("interrupt", "c2")>>]]
    [] Scenario = "drained" ->
         [Common([Duo EXCEPT !.c2.flags = {}]) EXCEPT
           !.nonblock = "on",
           !.slots = {<<>>},
           !.script = [closer    |-> <<Close("write")>>,
                       signaller |-> <<Send("interrupt", "c1"), Send("interrupt", "c2")>>]]
    [] Scenario = "late" ->
         [Common([Trio EXCEPT !.c1 = [Sending(1) EXCEPT !.buf = "slow"],
                              !.c2.buf = "slow", !.c2.flags = {},
                              !.c3 = Sending(0)]) EXCEPT
           !.script = [feeder    |-> <<Resolve("c1")>>,
                       pager     |-> <<Resolve("c2")>>,
                       signaller |-> <<Send("interrupt", "c2")>>,
                       killer    |-> <<Send("kill", "c1")>>]]
    [] Scenario = "husk" ->
         [Common([Trio EXCEPT !.c1.flags = {},
                              !.c2 = [Sending(2) EXCEPT !.buf = "unmapped"],
                              !.c3 = [Sending(2) EXCEPT !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.slots = {<<>>}]
    [] Scenario = "copied" ->
         [Common([Trio EXCEPT !.c1.flags = {},
                              !.c2 = [Sending(2) EXCEPT !.buf = "unmapped"],
                              !.c3 = [Sending(2) EXCEPT !.buf = "slow",
                                                        !.flags = {}]]) EXCEPT
           !.ring = 1,
           !.copiesFirst = TRUE,
           !.slots = {<<>>},
           !.script = [feeder |-> <<Resolve("c3")>>,
                       killer |-> <<Send("kill", "c3")>>]]
    [] Scenario = "forever" ->
         [Common(Duo) EXCEPT
           !.script = [splicer |-> <<Revoke, TakeLock, Quit>>],
           !.loopingRival = {"splicer"}]
    [] Scenario = "contended" ->
         [Common(Solo) EXCEPT
           !.script = [splicer |-> <<TakeLock, Quit>>],
           !.loopingCaller = {"c1"},
           !.loopingRival = {"splicer"}]
    [] Scenario = "starved" ->
         [Common([Trio EXCEPT !.c1.flags = {}, !.c3 = Sending(1)]) EXCEPT
           !.slots = {<<>>},
           !.loopingCaller = {"c2", "c3"}]
    [] Scenario = "errors" -> CommonOf(ErrorArgs)
    [] Scenario = "refusals" ->
         [CommonOf(RefusalArgs) EXCEPT
           !.ring = 1,
           !.slots = {<<>>, <<Full>>, <<One>>, <<Hollow>>},
           !.ends = {{"read", "write"}, {"read"}, {"write"}}]
=============================================================================
