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
FreezeTask(p)  == [op |-> "Freeze", of |-> p]
ThawTask(p)    == [op |-> "Thaw", of |-> p]
Deny(i)        == [op |-> "Chmod", inode |-> i, denies |-> TRUE]
Allow(i)       == [op |-> "Chmod", inode |-> i, denies |-> FALSE]

SwapSocketAndLink      == Exchange(<<"D1", "s">>, <<"D1", "t">>)
SwapSockets            == Exchange(<<"D1", "s">>, <<"D2", "s">>)
SwapDirectories        == Exchange(<<"R", "d1">>, <<"R", "d2">>)
SwapDirectoryAndSocket == Exchange(<<"R", "d1">>, <<"D2", "s">>)

NoRival == [r \in {} |-> <<>>]

-----------------------------------------------------------------------------
(* The common world: two directories with one socket each, and in the first *)
(* a link to the socket in the second.                                      *)

NoEntry(names) == [n \in names |-> "none"]

PathArg ==
  [sockfd |-> "ok", addr |-> "path", dirfd |-> "D1", path |-> <<"s">>, flags |-> {"NOFOLLOW"}]

Solo == [p \in {"c1"} |-> PathArg]
Duo  == [p \in {"c1", "c2"} |-> PathArg]
Trio == [p \in {"c1", "c2", "c3"} |-> PathArg]

(* It, for callers that ask for args. *)
Common(args) ==
  LET names == {"s", "t", "d1", "d2"}
  IN  [root     |-> "R",
       name     |-> names,
       inode    |-> {"R", "D1", "D2", "L", "iA", "iB"},
       target   |-> [L |-> <<"d2", "s">>],
       socket   |-> {"iA", "iB"},
       entry    |-> [R  |-> [NoEntry(names) EXCEPT !.d1 = "D1", !.d2 = "D2"],
                     D1 |-> [NoEntry(names) EXCEPT !.s = "iA", !.t = "L"],
                     D2 |-> [NoEntry(names) EXCEPT !.s = "iB"]],
       denySearch |-> {},
       tooLong  |-> {},
       maxLinks |-> 2,
       nowrite  |-> {},
       boundTo  |-> [A |-> "iA", B |-> "iB"],
       type     |-> [A |-> "stream", B |-> "stream"],
       sock     |-> [A |-> "listening", B |-> "listening"],
       queue    |-> [A |-> <<>>, B |-> <<>>],
       backlog  |-> 1,
       proc     |-> TRUE,
       caller   |-> DOMAIN args,
       arg      |-> {args},
       opened   |-> [p \in DOMAIN args |-> [dir |-> "D1", path |-> <<"s">>]],
       script   |-> NoRival,
       loopingCaller |-> {},
       loopingRival  |-> {}]

-----------------------------------------------------------------------------
(* The world of errors: one name for each thing that can be wrong.          *)

ErrorNames == {"s", "t", "f", "u", "v", "g", "w", "l", "n", "q", "k", "x", "m", "a", "d1",
               "long", "p", "j", "e", "h", "c", "r"}

ErrorPaths ==
  {<<n>> : n \in {"s", "t", "f", "u", "v", "g", "w", "l", "n", "q", "k", "a", "p", "m", "e", "h", "r"}}
  \cup {<<"x", "s">>, <<"f", "s">>, <<"m", "s">>, <<"c", "s">>, <<"a", "s">>,
        <<"long", "s">>, <<"x", "long">>, <<"j", "s">>, <<"t", "s">>, <<"d1", "s">>, <<"m", "f", "s">>}

(* Triples of addr, path and dirfd: in each directory, or what is none; in  *)
(* one that denies search; and by descriptors of sockets.                   *)
ErrorAddresses ==
  LET dirfds == {"D1", "bad", "F", "iA", "L"}
  IN  ({"path"} \X ErrorPaths \X dirfds)
      \cup ({"path"} \X {<<"a">>, <<"d1", "s">>} \X {"DX"})
      \cup ({"unnamed", "abstract", "family", "huge", "fault"} \X {<<"s">>} \X dirfds)
      \cup ({"unnamed"} \X {<<"s">>} \X {"iU", "iG", "iN", "iQ", "iV", "iW", "FW", "DX", "DW"})

ErrorArgs ==
  {[c1 |-> [sockfd |-> s, addr |-> a[1], dirfd |-> a[3], path |-> a[2], flags |-> f]] :
     s \in {"ok", "nonblock", "bad", "file", "inet", "connected", "listening"},
     a \in ErrorAddresses,
     f \in SUBSET {"NOFOLLOW", "EMPTY", "UNKNOWN"}}

Errors ==
  [Common(Solo) EXCEPT
    !.name     = ErrorNames,
    !.inode    = {"R", "D1", "DX", "DW", "iA", "iU", "iV", "iG", "iW", "iN", "iQ", "iP", "F", "FW",
                  "L", "LL", "K", "M", "MM", "J", "E", "H"},
    !.target   = [L |-> <<"d1", "s">>, LL |-> <<"d1", "l">>, K |-> <<"d1", "long">>,
                  M |-> <<"d1">>, MM |-> <<"d1", "m">>, J |-> <<"d1", "x">>, E |-> <<"d1", "a">>,
                  H |-> <<"d1", "t">>],
    !.socket   = {"iA", "iU", "iV", "iG", "iW", "iN", "iQ", "iP"},
    !.entry    = [R  |-> [NoEntry(ErrorNames) EXCEPT !.d1 = "D1"],
                  D1 |-> [NoEntry(ErrorNames) EXCEPT
                           !.s = "iA", !.t = "L", !.f = "F", !.u = "iU", !.v = "iV", !.g = "iG",
                           !.w = "iW", !.l = "LL", !.n = "iN", !.q = "iQ", !.k = "K", !.m = "M",
                           !.x = "DX", !.p = "iP", !.j = "J", !.e = "E", !.h = "H", !.c = "MM",
                           !.r = "FW"],
                  DX |-> [NoEntry(ErrorNames) EXCEPT !.d1 = "D1"],
                  DW |-> NoEntry(ErrorNames)],
    !.denySearch = {"DX"},
    !.tooLong  = {"long"},
    !.nowrite  = {"iW", "iV", "iP", "FW", "DW"},
    !.boundTo  = [A |-> "iA", G |-> "iG", W |-> "iW", N |-> "iN", Q |-> "iQ", P |-> "iP"],
    !.type     = [A |-> "stream", G |-> "dgram", W |-> "dgram", N |-> "stream", Q |-> "stream",
                  P |-> "stream"],
    !.sock     = [A |-> "listening", G |-> "bound", W |-> "bound", N |-> "bound",
                  Q |-> "listening", P |-> "listening"],
    !.queue    = [A |-> <<>>, G |-> <<>>, W |-> <<>>, N |-> <<>>, Q |-> <<"x">>, P |-> <<"x">>],
    !.arg      = ErrorArgs]

-----------------------------------------------------------------------------
(* The scenarios, each by its difference from the common world.             *)

Held(d) == [PathArg EXCEPT !.addr = "unnamed", !.dirfd = d, !.path = <<>>, !.flags = {"EMPTY"}]

ScenarioWorld ==
  CASE Scenario = "swap" ->
         [Common([Trio EXCEPT !.c2.dirfd = "R", !.c2.path = <<"d1", "s">>, !.c2.flags = {}]) EXCEPT
           !.script = [mover  |-> <<SwapSocketAndLink, SwapDirectories, SwapSocketAndLink>>,
                       server |-> Accept("A")]]
    [] Scenario = "backlog" ->
         [Common([Duo EXCEPT !.c2.flags = {}]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover     |-> <<SwapSockets>>,
                       server    |-> Accept("A") \o Accept("A"),
                       signaller |-> <<Send("restart", "c1")>>,
                       killer    |-> <<Send("kill", "c2")>>,
                       closer    |-> Close("A")]]
    [] Scenario = "cwd" ->
         [Common([Duo EXCEPT !.c2.dirfd = "D2"]) EXCEPT
           !.entry.R.s = "iB",
           !.script = [mover |-> <<SwapDirectories>>]]
    [] Scenario = "noproc" ->
         [Common(Solo) EXCEPT
           !.proc = FALSE,
           !.script = [mover |-> <<SwapSocketAndLink>>]]
    [] Scenario = "denied" ->
         [Common([Trio EXCEPT !.c2.dirfd = "R", !.c2.path = <<"d1", "s">>,
                              !.c3.path = <<"t">>, !.c3.flags = {}]) EXCEPT
           !.denySearch = {"R"}]
    [] Scenario = "held" ->
         [Common([c1 |-> Held("iA"), c2 |-> Held("iB"), c3 |-> Held("L")]) EXCEPT
           !.opened.c2 = [dir |-> "D2", path |-> <<"s">>],
           !.opened.c3 = [dir |-> "D1", path |-> <<"t">>],
           !.nowrite = {"iB"},
           !.script = [mover |-> <<SwapSocketAndLink>>]]
    [] Scenario = "links" ->
         [Common([Trio EXCEPT !.c1.dirfd = "R", !.c1.path = <<"a", "s">>,
                              !.c2.dirfd = "R", !.c2.path = <<"a", "t">>, !.c2.flags = {},
                              !.c3.path = <<"t">>]) EXCEPT
           !.name = @ \cup {"a"},
           !.inode = @ \cup {"LD"},
           !.target = [L |-> @.L, LD |-> <<"d1">>],
           !.entry = [d \in DOMAIN @ |-> [n \in DOMAIN @[d] \cup {"a"} |->
                        IF n # "a" THEN @[d][n] ELSE IF d = "R" THEN "LD" ELSE "none"]],
           !.script = [mover |-> <<SwapSocketAndLink, SwapSocketAndLink, SwapDirectories>>]]
    [] Scenario = "signal" ->
         [Common(Trio) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [server    |-> Accept("A"),
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "isconn" ->
         [Common([Trio EXCEPT !.c2.sockfd = "connected", !.c3.sockfd = "listening"]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [server    |-> Accept("A"),
                       signaller |-> <<Send("interrupt", "c2")>>]]
    [] Scenario = "rights" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [owner     |-> <<Deny("iA"), Allow("iA")>>,
                       server    |-> Accept("A"),
                       signaller |-> <<Send("interrupt", "c1")>>,
                       killer    |-> <<Send("kill", "c1")>>]]
    [] Scenario = "pair" ->
         [Common([Trio EXCEPT !.c2.dirfd = "D2", !.c3.dirfd = "D2"]) EXCEPT
           !.queue.A = <<"x">>,
           !.queue.B = <<"x">>,
           !.script = [server    |-> Accept("B"),
                       signaller |-> <<Send("interrupt", "c2")>>]]
    [] Scenario = "closed" ->
         [Common([Duo EXCEPT !.c2.dirfd = "D2"]) EXCEPT
           !.backlog = 2,
           !.queue.A = <<"x", "x">>,
           !.queue.B = <<"x", "x">>,
           !.script = [closer  |-> Close("A"),
                       server  |-> Accept("B"),
                       owner   |-> <<Deny("iA")>>]]
    [] Scenario = "again" ->
         [Common([Trio EXCEPT !.c3.sockfd = "nonblock"]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [server    |-> Accept("A") \o Accept("A"),
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "two" ->
         [Common([Trio EXCEPT !.c2.sockfd = "connected"]) EXCEPT
           !.backlog = 2,
           !.queue.A = <<"x", "x">>,
           !.script = [server |-> Accept("A") \o Accept("A")]]
    [] Scenario = "handed" ->
         [Common([c1 |-> Held("iA"), c2 |-> Held("iA")]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover     |-> <<SwapSockets>>,
                       owner     |-> <<Deny("iA"), Allow("iA")>>,
                       server    |-> Accept("A"),
                       signaller |-> <<Send("restart", "c1")>>]]
    [] Scenario = "elsewhere" ->
         [Common(Trio) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover |-> <<SwapSockets>>, server |-> Accept("A")]]
    [] Scenario = "nowhere" ->
         [Common([Duo EXCEPT !.c2.dirfd = "R", !.c2.path = <<"d1", "s">>]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover |-> <<SwapDirectoryAndSocket>>, server |-> Accept("A")]]
    [] Scenario = "restarted" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover |-> <<SwapSockets>>, signaller |-> <<Send("restart", "c1")>>]]
    [] Scenario = "sealed" ->
         [Common([c1 |-> Held("iA"), c2 |-> [Held("iA") EXCEPT !.sockfd = "nonblock"]]) EXCEPT
           !.denySearch = {"R"},
           !.proc = FALSE,
           !.queue.A = <<"x">>,
           !.script = [server |-> Accept("A"), closer |-> Close("A")]]
    [] Scenario = "shut" ->
         [Common([Trio EXCEPT !.c1.sockfd = "nonblock", !.c2.sockfd = "connected",
                              !.c3.sockfd = "listening"]) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [closer    |-> Close("A"),
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "errors" -> Errors
    [] Scenario = "forever" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [mover |-> <<SwapSockets>>, server |-> Accept("A") \o Accept("A")],
           !.loopingRival = {"mover"}]
    [] Scenario = "thawed" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.queue.B = <<"x">>,
           !.script = [mover     |-> <<SwapSockets>>,
                       server    |-> Accept("A") \o Accept("B"),
                       freezer   |-> <<FreezeTask("c1"), ThawTask("c1")>>,
                       signaller |-> <<Send("interrupt", "c1")>>]]
    [] Scenario = "refrozen" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [owner     |-> <<Deny("iA"), Allow("iA")>>,
                       server    |-> Accept("A"),
                       freezer   |-> <<FreezeTask("c1"), ThawTask("c1")>>,
                       signaller |-> <<Send("restart", "c1"), Send("kill", "c1")>>]]
    [] Scenario = "frozen" ->
         [Common([Duo EXCEPT !.c2.dirfd = "D2"]) EXCEPT
           !.queue.A = <<"x">>,
           !.queue.B = <<"x">>,
           !.script = [mover   |-> <<SwapSockets>>,
                       closer  |-> Close("A"),
                       freezer |-> <<FreezeTask("c1"), ThawTask("c1"), FreezeTask("c2")>>]]
    [] Scenario = "newcomers" ->
         [Common(Duo) EXCEPT
           !.queue.A = <<"x">>,
           !.script = [server |-> Accept("A"), owner |-> <<Deny("iA"), Allow("iA")>>],
           !.loopingCaller = {"c2"},
           !.loopingRival = {"server"}]
=============================================================================
