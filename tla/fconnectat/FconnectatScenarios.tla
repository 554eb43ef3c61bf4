\* SPDX-License-Identifier: MIT
------------------------ MODULE FconnectatScenarios ------------------------
(* The bounded worlds of spec/fconnectat.md, section Scenarios.             *)
EXTENDS Sequences

CONSTANT Scenario

-----------------------------------------------------------------------------
(* The operations of rivals.                                                *)

Exchange(a, b) == [op |-> "RenameExchange", a |-> a, b |-> b]
Accept(k)      == <<[op |-> "AcceptDequeue", on |-> k], [op |-> "AcceptWake", on |-> k]>>
Close(k)       == <<[op |-> "ReleaseUnhash", on |-> k], [op |-> "ReleaseDead", on |-> k]>>
Send(kind, p)  == [op |-> "SendSignal", kind |-> kind, to |-> p]
Deny(i)        == [op |-> "Chmod", inode |-> i, denies |-> TRUE]
Allow(i)       == [op |-> "Chmod", inode |-> i, denies |-> FALSE]

SwapSocketAndLink == Exchange(<<"D1", "s">>, <<"D1", "t">>)
SwapSockets       == Exchange(<<"D1", "s">>, <<"D2", "s">>)
SwapDirectories   == Exchange(<<"R", "d1">>, <<"R", "d2">>)

NoRival == [r \in {} |-> <<>>]

-----------------------------------------------------------------------------
(* The common world: two directories with one socket each, and in the first *)
(* a link to the socket in the second.                                      *)

NoEntry(names) == [n \in names |-> "none"]

PathArg ==
  [sockfd |-> "ok", addr |-> "path", dirfd |-> "D1", path |-> <<"s">>, flags |-> {"NOFOLLOW"}]

Two == {"c1", "c2"}

Common ==
  LET names == {"s", "t", "d1", "d2"}
  IN  [root     |-> "R",
       caller   |-> Two,
       inode    |-> {"R", "D1", "D2", "L", "iA", "iB"},
       entry    |-> [R  |-> [NoEntry(names) EXCEPT !.d1 = "D1", !.d2 = "D2"],
                     D1 |-> [NoEntry(names) EXCEPT !.s = "iA", !.t = "L"],
                     D2 |-> [NoEntry(names) EXCEPT !.s = "iB"]],
       name     |-> names,
       target   |-> [L |-> <<"d2", "s">>],
       noSearch |-> {},
       nowrite  |-> {},
       socket   |-> {"iA", "iB"},
       boundTo  |-> [A |-> "iA", B |-> "iB"],
       type     |-> [A |-> "stream", B |-> "stream"],
       sock     |-> [A |-> "listening", B |-> "listening"],
       queue    |-> [A |-> <<>>, B |-> <<>>],
       proc     |-> TRUE,
       opened   |-> [p \in Two |-> [dir |-> "D1", path |-> <<"s">>]],
       arg      |-> {[p \in Two |-> PathArg]},
       script   |-> NoRival,
       loopingCaller |-> {},
       loopingRival  |-> {}]

(* The same with a third caller. *)
Trio ==
  LET three == Two \cup {"c3"}
  IN  [Common EXCEPT !.caller = three,
                     !.opened = [p \in three |-> Common.opened["c1"]],
                     !.arg = {[p \in three |-> PathArg]}]

FullA == [A |-> <<"x">>, B |-> <<>>]
FullAB == [A |-> <<"x">>, B |-> <<"x">>]

-----------------------------------------------------------------------------
(* The world of errors: one name for each thing that can be wrong.          *)

ErrorNames == {"s", "t", "f", "u", "v", "g", "w", "l", "n", "q", "k", "x", "m", "a", "d1",
               "long"}

ErrorPaths == {<<n>> : n \in {"s", "t", "f", "u", "v", "g", "w", "l", "n", "q", "k", "a"}}
              \cup {<<"x", "s">>, <<"f", "s">>, <<"m", "s">>}

ErrorArgs ==
  {[c1 |-> [sockfd |-> s, addr |-> a[1], dirfd |-> d, path |-> a[2], flags |-> f]] :
     s \in {"ok", "nonblock", "bad", "file", "inet", "connected", "listening"},
     a \in ({"path"} \X ErrorPaths)
           \cup ({"unnamed", "abstract", "family", "huge", "fault"} \X {<<"s">>}),
     d \in {"D1", "bad", "F", "iA", "L"},
     f \in SUBSET {"NOFOLLOW", "EMPTY", "UNKNOWN"}}

Errors ==
  [root     |-> "R",
   caller   |-> {"c1"},
   inode    |-> {"R", "D1", "DX", "L", "LL", "K", "M", "F", "iA", "iU", "iV", "iG", "iW",
                "iN", "iQ"},
   entry    |-> [R  |-> [NoEntry(ErrorNames) EXCEPT !.d1 = "D1"],
                 D1 |-> [NoEntry(ErrorNames) EXCEPT
                          !.s = "iA", !.t = "L", !.f = "F", !.u = "iU", !.v = "iV", !.g = "iG",
                          !.w = "iW", !.l = "LL", !.n = "iN", !.q = "iQ", !.k = "K",
                          !.m = "M", !.x = "DX"],
                 DX |-> NoEntry(ErrorNames)],
   name     |-> ErrorNames,
   target   |-> [L |-> <<"d1", "s">>, LL |-> <<"d1", "l">>, K |-> <<"d1", "long">>,
                M |-> <<"d1">>],
   noSearch |-> {"DX"},
   nowrite  |-> {"iW", "iV"},
   socket   |-> {"iA", "iU", "iV", "iG", "iW", "iN", "iQ"},
   boundTo  |-> [A |-> "iA", G |-> "iG", W |-> "iW", N |-> "iN", Q |-> "iQ"],
   type     |-> [A |-> "stream", G |-> "dgram", W |-> "stream", N |-> "stream", Q |-> "stream"],
   sock     |-> [A |-> "listening", G |-> "listening", W |-> "listening", N |-> "bound",
                 Q |-> "listening"],
   queue    |-> [A |-> <<>>, G |-> <<>>, W |-> <<>>, N |-> <<>>, Q |-> <<"x">>],
   proc     |-> TRUE,
   opened   |-> [c1 |-> [dir |-> "D1", path |-> <<"s">>]],
   arg      |-> ErrorArgs,
   script   |-> NoRival,
   loopingCaller |-> {},
   loopingRival  |-> {}]

-----------------------------------------------------------------------------
(* The scenarios, each by its difference from the common world.             *)

Held(d) == [sockfd |-> "ok", addr |-> "unnamed", dirfd |-> d, path |-> <<>>, flags |-> {"EMPTY"}]

ScenarioWorld ==
  CASE Scenario = "swap" ->
         [Trio EXCEPT
           !.arg = {[c1 |-> PathArg,
                     c2 |-> [PathArg EXCEPT !.dirfd = "R", !.path = <<"d1", "s">>, !.flags = {}],
                     c3 |-> PathArg]},
           !.script = [mover  |-> <<SwapSocketAndLink, SwapDirectories, SwapSocketAndLink>>,
                       server |-> Accept("A")]]
    [] Scenario = "backlog" ->
         [Common EXCEPT
           !.queue = FullA,
           !.script = [mover     |-> <<SwapSockets>>,
                       server    |-> Accept("A") \o Accept("A"),
                       signaller |-> <<Send("restart", "c1")>>,
                       killer    |-> <<Send("kill", "c2")>>,
                       closer    |-> Close("A")]]
    [] Scenario = "cwd" ->
         [Common EXCEPT
           !.arg = {[c1 |-> PathArg, c2 |-> [PathArg EXCEPT !.dirfd = "D2"]]},
           !.entry.R.s = "iB",
           !.script = [mover |-> <<SwapDirectories>>]]
    [] Scenario = "noproc" ->
         [Common EXCEPT
           !.caller = {"c1"},
           !.arg = {[c1 |-> PathArg]},
           !.proc = FALSE,
           !.script = [mover |-> <<SwapSocketAndLink>>]]
    [] Scenario = "held" ->
         [Trio EXCEPT
           !.arg = {[c1 |-> Held("iA"), c2 |-> Held("iB"), c3 |-> Held("L")]},
           !.opened.c2 = [dir |-> "D2", path |-> <<"s">>],
           !.opened.c3 = [dir |-> "D1", path |-> <<"t">>],
           !.nowrite = {"iB"},
           !.script = [mover |-> <<SwapSocketAndLink>>]]
    [] Scenario = "links" ->
         [Trio EXCEPT
           !.name = @ \cup {"a"},
           !.inode = @ \cup {"LD"},
           !.target = [L |-> <<"d2", "s">>, LD |-> <<"d1">>],
           !.entry = [d \in DOMAIN @ |-> [n \in Common.name \cup {"a"} |->
                        IF n # "a" THEN @[d][n] ELSE IF d = "R" THEN "LD" ELSE "none"]],
           !.arg = {[c1 |-> [PathArg EXCEPT !.dirfd = "R", !.path = <<"a", "s">>],
                     c2 |-> [PathArg EXCEPT !.dirfd = "R", !.path = <<"a", "t">>, !.flags = {}],
                     c3 |-> [PathArg EXCEPT !.path = <<"t">>]]},
           !.script = [mover |-> <<SwapSocketAndLink, SwapSocketAndLink, SwapDirectories>>]]
    [] Scenario = "signal" ->
         [Trio EXCEPT
           !.queue = FullA,
           !.script = [server    |-> Accept("A"),
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "isconn" ->
         [Trio EXCEPT
           !.arg = {[c1 |-> PathArg, c2 |-> [PathArg EXCEPT !.sockfd = "connected"],
                     c3 |-> PathArg]},
           !.queue = FullA,
           !.script = [server |-> Accept("A")]]
    [] Scenario = "rights" ->
         [Common EXCEPT
           !.queue = FullA,
           !.script = [owner |-> <<Deny("iA"), Allow("iA")>>, server |-> Accept("A")]]
    [] Scenario = "pair" ->
         [Trio EXCEPT
           !.arg = {[c1 |-> PathArg, c2 |-> [PathArg EXCEPT !.dirfd = "D2"], c3 |-> PathArg]},
           !.queue = FullAB,
           !.script = [server    |-> Accept("A"),
                       other     |-> Accept("B"),
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "again" ->
         [Trio EXCEPT
           !.arg = {[c1 |-> PathArg, c2 |-> PathArg, c3 |-> [PathArg EXCEPT !.sockfd = "nonblock"]]},
           !.queue = FullA,
           !.script = [server |-> Accept("A") \o Accept("A")]]
    [] Scenario = "errors" -> Errors
    [] Scenario = "forever" ->
         [Common EXCEPT
           !.queue = FullA,
           !.script = [mover |-> <<SwapSockets>>, server |-> Accept("A") \o Accept("A")],
           !.loopingRival = {"mover"}]
    [] Scenario = "newcomers" ->
         [Common EXCEPT
           !.queue = FullA,
           !.script = [server |-> Accept("A")],
           !.loopingCaller = {"c2"},
           !.loopingRival = {"server"}]
=============================================================================
