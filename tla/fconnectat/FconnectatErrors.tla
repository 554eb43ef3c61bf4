\* SPDX-License-Identifier: MIT
-------------------------- MODULE FconnectatErrors --------------------------
(* The table of errors, as an oracle: what is wrong with a call's arguments *)
(* in the world at the start.  It says nothing of steps or of their order;  *)
(* the rows are numbered as in spec/fconnectat.md.  A row whose number has  *)
(* a letter (E8a, E8b, E22a) is not here: nothing in the model brings it    *)
(* about.                                                                   *)
EXTENDS FconnectatWords, FiniteSets

ErrnoOf ==
  <<"EINVAL",        \* E1
    "EBADF",         \* E2
    "EINVAL",        \* E3
    "EFAULT",        \* E4
    "ENOTSOCK",      \* E5
    "EAFNOSUPPORT",  \* E6
    "EINVAL",        \* E7
    "EPERM",         \* E8
    "ENOMEM",        \* E9
    "ENOENT",        \* E10
    "EBADF",         \* E11
    "ENOTDIR",       \* E12
    "EACCES",        \* E13
    "ENAMETOOLONG",  \* E14
    "ENOENT",        \* E15
    "ELOOP",         \* E16
    "ENOTDIR",       \* E17
    "ELOOP",         \* E18
    "EACCES",        \* E19
    "EACCES",        \* E20
    "ECONNREFUSED",  \* E21
    "EPROTOTYPE",    \* E22
    "ECONNREFUSED",  \* E23
    "EAGAIN",        \* E24
    "EINTR",         \* E25
    "EISCONN",       \* E26
    "EINVAL",        \* E27
    "EPERM",         \* E28
    "EACCES">>       \* E29

(* The components that the lookup meets: none if there is no lookup. *)
TrailOf(a) ==
  IF a.addr = "unnamed" \/ a.dirfd \notin Dir THEN <<>>
  ELSE Trail(World.entry, a.dirfd, a.path, "NOFOLLOW" \notin a.flags, MaxLinks)

InodeOf(a) ==
  LET trail == TrailOf(a) IN IF trail = <<>> THEN a.dirfd ELSE trail[Len(trail)].inode

(* Does error En of the table apply?  Nothing in the model brings about E8, *)
(* E9, E19, E28 and E29, and no signal is sent where this is judged (E25).  *)
Applies(n, a) ==
  LET trail == TrailOf(a)
      inode == InodeOf(a)
      bound == FoundOn(inode, World.sock)
  IN  CASE n = 1  -> "UNKNOWN" \in a.flags
        [] n = 2  -> a.sockfd = "bad"
        [] n = 3  -> a.addr = "huge"
        [] n = 4  -> a.addr = "fault"
        [] n = 5  -> a.sockfd = "file"
        [] n = 6  -> a.sockfd = "inet"
        [] n = 7  -> a.addr \in {"family", "abstract"}
        [] n = 10 -> a.addr = "unnamed" /\ "EMPTY" \notin a.flags
        [] n = 11 -> a.dirfd = "bad"
        [] n = 12 -> a.dirfd \notin Dir /\ a.addr # "unnamed"
        [] n = 13 -> \E i \in DOMAIN trail : DeniesSearch(trail[i].dir)
        [] n = 14 -> \E i \in DOMAIN trail : IsTooLong(trail[i].name)
        [] n = 15 -> \E i \in DOMAIN trail : trail[i].inode = "none"
        [] n = 16 -> Cardinality({i \in DOMAIN trail : trail[i].link}) > MaxLinks
        [] n = 17 -> \E i \in DOMAIN trail : ~trail[i].last /\ trail[i].inode \notin Dir \cup Link
        [] n = 18 -> inode \in Link
        [] n = 20 -> inode \in World.nowrite
        [] n = 21 -> inode \notin Socket \/ bound = {}
        [] n = 22 -> \E k \in bound : TypeOf[k] # "stream"
        [] n = 23 -> \E k \in bound : World.sock[k] # "listening"
        [] n = 24 -> a.sockfd = "nonblock" /\ \E k \in bound : IsFull(World.queue[k])
        [] n = 26 -> a.sockfd = "connected"
        [] n = 27 -> a.sockfd = "listening"
        [] OTHER  -> FALSE

(* The first of these rows that applies; OK if none does. *)
FirstAmong(rows, a) ==
  IF \A n \in rows : ~Applies(n, a) THEN "OK"
  ELSE ErrnoOf[CHOOSE n \in rows : Applies(n, a) /\ \A m \in rows : m < n => ~Applies(m, a)]

FirstError(a) == FirstAmong(DOMAIN ErrnoOf, a)

MustWait(a) ==
  /\ FirstAmong(1..24, a) = "OK"
  /\ \E k \in FoundOn(InodeOf(a), World.sock) : IsFull(World.queue[k])
=============================================================================
