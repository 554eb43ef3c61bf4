\* SPDX-License-Identifier: MIT
----------------------------- MODULE Fconnectat -----------------------------
(***************************************************************************)
(* Connecting to a UNIX socket by name while its owner renames it.          *)
(*                                                                          *)
(* A server connects to sockets on behalf of programs that it does not      *)
(* trust, and such a program owns the directory in which the name stands.   *)
(* Looking at the name first (lstat) does not help: between that call and   *)
(* connect() the owner exchanges the socket for a symbolic link.  Nor is    *)
(* one connect() enough: when the listener's backlog is full the call       *)
(* sleeps, and on waking it looks the path up AGAIN.  The owner watches it  *)
(* fall asleep, points the name elsewhere, accepts one connection, and the  *)
(* caller ends up with a peer that nobody had named when it called.         *)
(*                                                                          *)
(* The same sleep loses wake-ups.  accept() wakes one waiter; if that one   *)
(* leaves without taking the free slot, because of a signal, of a name that *)
(* now leads elsewhere, or of its own socket's state, the wake-up is gone   *)
(* and the next waiter sleeps on beside a free slot.                        *)
(*                                                                          *)
(* fconnectat() looks its path up once and hands on a wake-up that it does  *)
(* not use.  Here all variants of the program run against the same rivals;  *)
(* claims, rules and errors are numbered as in spec/fconnectat.md.          *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, Errno, Signal

CONSTANTS
  Variant,   \* which program the callers run, see Program
  World      \* the scenario: a record whose fields are named below

(* Who is there. *)
Caller        == World.caller          \* the tasks that connect
Rival         == DOMAIN World.script   \* those that interfere
Script        == World.script          \* [Rival -> Seq of operations]: op is an action's name
LoopingRival  == World.loopingRival    \* they start again after their last operation
LoopingCaller == World.loopingCaller   \* they start again when they are done

(* The file system; the fields are explained in Vfs and in UnixSocket. *)
Inode    == World.inode
Dir      == DOMAIN World.entry
Root     == World.root
Name     == World.name
Target   == World.target
NoSearch == World.noSearch
NoWrite  == World.noWrite
Listener == DOMAIN World.boundTo
BoundTo  == World.boundTo
TypeOf   == World.type
Socket   == World.socket               \* the inodes that are sockets, bound or not
HasProc  == World.proc                 \* is /proc visible?
Opened   == World.opened               \* [Caller -> [dir, path]]: how the descriptor that the
                                       \* flag EMPTY uses was opened

INSTANCE Vfs
INSTANCE UnixSocket

ASSUME FileSystemIsSound /\ ListenersAreSound
ASSUME Socket \subseteq Inode /\ \A k \in Listener : BoundTo[k] \in Socket

VARIABLES
  entry,     \* [Dir -> [Name -> Inode + none]]: the directory entries
  sock,      \* [Listener -> SocketState]
  queue,     \* [Listener -> Seq]: the accept queue; "x" is a connection of nobody here
  waiters,   \* [Listener -> Seq(Caller)]: peer_wait, first to be woken first
  cwd,       \* the working directory of all callers, tasks that share fs and files
  at,        \* [Rival -> Nat]: the next operation of its script
  arg,       \* [Caller -> record]: the arguments, which never change
  call,      \* [Caller -> system call]: the one that is made now
  pc,        \* [Caller -> step]: the next step
  nd,        \* [Caller -> Dir + none]: where the next component is looked up
  rest,      \* [Caller -> Seq(Name)]: the components still to be looked up
  links,     \* [Caller -> Nat]: symbolic links followed in this lookup
  ino,       \* [Caller -> Inode + none]: what the lookup found
  fd,        \* [Caller -> Inode + none]: the O_PATH descriptor that openat returned
  other,     \* [Caller -> Listener + none]: the listener that was found
  sig,       \* [Caller -> SignalKind + none]: the pending signal
  ret,       \* [Caller -> Result + none + refused]: what came of the program
  named,     \* history: the inode on which the caller's decision rests
  first,     \* history: the inode that the connecting call's first lookup found
  base,      \* history: where the connecting call's lookup started
  via,       \* history: a final symbolic link was followed
  slept,     \* [Caller -> Inode + none]: the inode of the listener on which the caller first slept
  peer       \* history: the inode of the listener whose queue the caller joined

callerVars ==
  <<call, pc, nd, rest, links, ino, fd, other, sig, ret, named, first, base, via, slept, peer>>
vars == <<entry, sock, queue, waiters, cwd, at, arg, callerVars>>

Program ==
  CASE Variant = "today-lstat"   -> <<"fstatat", "fchdir", "connect">>
    [] Variant = "today-connect" -> <<"fchdir", "connect">>
    [] Variant = "today-procfd"  -> <<"openat", "connect">>
    [] Variant = "naive"         -> <<"fconnectat">>
    [] Variant = "proposed"      -> <<"fconnectat">>

Proposed == Variant = "proposed"

-----------------------------------------------------------------------------
(* Types and the initial states. *)

OrNone(set) == set \cup {"none"}

Argument == [sockfd : {"ok", "nonblock", "bad", "file", "inet", "connected", "listening"},
             addr   : {"path", "unnamed", "abstract", "family", "huge", "fault"},
             dirfd  : Inode \cup {"bad"},
             path   : Seq(Name),
             flags  : SUBSET {"NOFOLLOW", "EMPTY", "UNKNOWN"}]

TypeOK ==
  /\ entry \in [Dir -> [Name -> OrNone(Inode)]]
  /\ sock \in [Listener -> SocketState]
  /\ queue \in [Listener -> Seq(Caller \cup {"x"})]
  /\ waiters \in [Listener -> Seq(Caller)]
  /\ cwd \in Dir
  /\ DOMAIN at = Rival /\ \A r \in Rival : at[r] \in 1..(Len(Script[r]) + 1)
  /\ arg \in [Caller -> Argument]
  /\ call \in [Caller -> OrNone({"fstatat", "fchdir", "openat", "connect", "fconnectat"})]
  /\ pc \in [Caller -> {"enter", "init", "walk", "find", "lock", "asleep", "woken", "done", "dead"}]
  /\ nd \in [Caller -> OrNone(Dir)]
  /\ rest \in [Caller -> Seq(Name)]
  /\ links \in [Caller -> 0..MaxLinks]
  /\ ino \in [Caller -> OrNone(Inode)]
  /\ fd \in [Caller -> OrNone(Inode)]
  /\ other \in [Caller -> OrNone(Listener)]
  /\ sig \in [Caller -> OrNone(SignalKind)]
  /\ ret \in [Caller -> OrNone(Result) \cup {"refused"}]
  /\ named \in [Caller -> OrNone(Inode)]
  /\ first \in [Caller -> OrNone(Inode)]
  /\ base \in [Caller -> OrNone(Inode) \cup {"bad"}]
  /\ via \in [Caller -> BOOLEAN]
  /\ slept \in [Caller -> OrNone(Inode)]
  /\ peer \in [Caller -> OrNone(Inode)]

Init ==
  /\ entry = World.entry
  /\ sock = World.sock
  /\ queue = World.queue
  /\ waiters = [k \in Listener |-> <<>>]
  /\ cwd = Root
  /\ at = [r \in Rival |-> 1]
  /\ arg \in World.arg
  /\ call = [p \in Caller |-> Program[1]]
  /\ pc = [p \in Caller |-> "enter"]
  /\ nd = [p \in Caller |-> "none"]
  /\ rest = [p \in Caller |-> <<>>]
  /\ links = [p \in Caller |-> 0]
  /\ ino = [p \in Caller |-> "none"]
  /\ fd = [p \in Caller |-> "none"]
  /\ other = [p \in Caller |-> "none"]
  /\ sig = [p \in Caller |-> "none"]
  /\ ret = [p \in Caller |-> "none"]
  /\ named = [p \in Caller |-> "none"]
  /\ first = [p \in Caller |-> "none"]
  /\ base = [p \in Caller |-> "none"]
  /\ via = [p \in Caller |-> FALSE]
  /\ slept = [p \in Caller |-> "none"]
  /\ peer = [p \in Caller |-> "none"]

-----------------------------------------------------------------------------
(* A caller as one value.                                                   *)
(*                                                                          *)
(* A call can end in many places, and each end touches most of a caller's   *)
(* variables.  So these are gathered in a record, a step is a function from *)
(* the record before to the record after, and Become assigns the variables. *)

Task(p) ==
  [call |-> call[p], pc |-> pc[p], nd |-> nd[p], rest |-> rest[p], links |-> links[p],
   ino |-> ino[p], fd |-> fd[p], other |-> other[p], sig |-> sig[p], ret |-> ret[p],
   named |-> named[p], first |-> first[p], base |-> base[p], via |-> via[p], slept |-> slept[p],
   peer |-> peer[p]]

Tasks == [p \in Caller |-> Task(p)]

Become(tasks) ==
  /\ call' = [p \in Caller |-> tasks[p].call]
  /\ pc' = [p \in Caller |-> tasks[p].pc]
  /\ nd' = [p \in Caller |-> tasks[p].nd]
  /\ rest' = [p \in Caller |-> tasks[p].rest]
  /\ links' = [p \in Caller |-> tasks[p].links]
  /\ ino' = [p \in Caller |-> tasks[p].ino]
  /\ fd' = [p \in Caller |-> tasks[p].fd]
  /\ other' = [p \in Caller |-> tasks[p].other]
  /\ sig' = [p \in Caller |-> tasks[p].sig]
  /\ ret' = [p \in Caller |-> tasks[p].ret]
  /\ named' = [p \in Caller |-> tasks[p].named]
  /\ first' = [p \in Caller |-> tasks[p].first]
  /\ base' = [p \in Caller |-> tasks[p].base]
  /\ via' = [p \in Caller |-> tasks[p].via]
  /\ slept' = [p \in Caller |-> tasks[p].slept]
  /\ peer' = [p \in Caller |-> tasks[p].peer]

Fresh ==
  [call |-> Program[1], pc |-> "enter", nd |-> "none", rest |-> <<>>, links |-> 0,
   ino |-> "none", fd |-> "none", other |-> "none", sig |-> "none", ret |-> "none",
   named |-> "none", first |-> "none", base |-> "none", via |-> FALSE, slept |-> "none",
   peer |-> "none"]

(* What a dead caller has queued stays queued. *)
Dead == [Fresh EXCEPT !.pc = "dead", !.call = "none"]

(* The references of one call are put when it ends. *)
Released(t) ==
  [t EXCEPT !.nd = "none", !.rest = <<>>, !.links = 0, !.ino = "none", !.other = "none"]

CallAfter(c) == Program[1 + CHOOSE i \in 1..Len(Program) : Program[i] = c]

(* Caller p leaves its call with result e.  On the way back to user mode a  *)
(* handler runs or SIGKILL strikes.  A program ends with its last call or   *)
(* with the first that does not succeed.                                    *)
Ended(p, t, e) ==
  LET over == e # "OK" \/ t.call = Program[Len(Program)]
      idle == Released([t EXCEPT !.sig = "none"])
  IN  IF t.sig = "kill" THEN Dead
      ELSE IF ~over THEN [idle EXCEPT !.call = CallAfter(t.call), !.pc = "enter"]
      ELSE IF p \in LoopingCaller THEN Fresh
      ELSE [idle EXCEPT !.call = "none", !.pc = "done", !.ret = e, !.fd = "none"]

(* A connecting call has an inode; first remembers the one that it had      *)
(* before all others.                                                       *)
Found(t, inode) ==
  [t EXCEPT !.ino = inode, !.pc = "find", !.first = IF @ = "none" THEN inode ELSE @]

(* R2: this is the race.  Only the proposed call, and the lookup of         *)
(* /proc/self/fd/N, come back to the inode that they had; the others go     *)
(* back to the path.                                                        *)
GoneRound(t) ==
  IF Variant \in {"proposed", "today-procfd"}
    THEN [t EXCEPT !.other = "none", !.pc = "find"]
    ELSE [t EXCEPT !.other = "none", !.pc = "init", !.ino = "none"]

Awakened(tasks, woken) ==
  [p \in Caller |-> IF p \in woken THEN [tasks[p] EXCEPT !.pc = "woken"] ELSE tasks[p]]

(* R12: whom the proposed call of p wakes when it fails after a wait.  The  *)
(* listener is found by slept, because a call that has gone round has no    *)
(* other.  One that is unhashed still has waiters, a dead one has none.     *)
HandedOn(p) ==
  LET k == CHOOSE l \in Listener : BoundTo[l] = slept[p]
  IN  IF Proposed /\ slept[p] # "none" /\ sock[k] # "dead" /\ ~IsFull(queue[k])
        THEN FirstOf(waiters[k])
        ELSE {}

-----------------------------------------------------------------------------
(* What the arguments mean.                                                 *)

Has(p, flag) == flag \in arg[p].flags

(* The directory and path that p goes by.  The calls of today that cannot   *)
(* name a descriptor's inode go by the name under which it was opened.      *)
Wanted(p) ==
  IF Variant \in {"today-lstat", "today-connect"} /\ Has(p, "EMPTY")
    THEN Opened[p]
    ELSE [dir |-> arg[p].dirfd, path |-> arg[p].path]

Follows(p) == call[p] = "connect" \/ ~Has(p, "NOFOLLOW")

(* The call names the inode of dirfd itself (R5). *)
NamesDescriptor(p) == call[p] = "fconnectat" /\ Has(p, "EMPTY") /\ arg[p].addr = "unnamed"

(* __sys_connect() and its like: what is wrong with the socket or the       *)
(* address, before any lookup.                                              *)
BadSocketOrAddress(p) ==
  LET a   == arg[p]
      new == call[p] = "fconnectat"
  IN  IF new /\ Has(p, "UNKNOWN") THEN "EINVAL"
      ELSE IF a.sockfd = "bad" THEN "EBADF"
      ELSE IF a.addr = "huge" THEN "EINVAL"
      ELSE IF a.addr = "fault" THEN "EFAULT"
      ELSE IF a.sockfd = "file" THEN "ENOTSOCK"
      ELSE IF a.sockfd = "inet" THEN IF new THEN "EAFNOSUPPORT" ELSE "EINVAL"
      ELSE IF a.addr = "family" THEN "EINVAL"
      ELSE IF a.addr = "abstract" THEN IF new THEN "EINVAL" ELSE "ECONNREFUSED"
      ELSE IF a.addr = "unnamed" /\ ~Has(p, "EMPTY") THEN IF new THEN "ENOENT" ELSE "EINVAL"
      ELSE "OK"

(* sys_fchdir(). *)
BadDirectory(d) ==
  IF d = "bad" THEN "EBADF"
  ELSE IF d \notin Dir THEN "ENOTDIR"
  ELSE IF d \in NoSearch THEN "EACCES"
  ELSE "OK"

-----------------------------------------------------------------------------
(* The steps of a caller.                                                   *)

(***************************************************************************)
(* __sys_connect(), move_addr_to_kernel(), sys_fchdir(): the call begins.   *)
(* It looks only at what the caller owns; but fchdir swaps the working      *)
(* directory, which all threads share.                                      *)
(***************************************************************************)
SysEnter(p) ==
  LET t == Task(p)
      d == arg[p].dirfd
      hasDescriptor == call[p] = "openat" /\ Has(p, "EMPTY")
      e == CASE call[p] = "fchdir" -> BadDirectory(Wanted(p).dir)
             [] call[p] \in {"connect", "fconnectat"} -> BadSocketOrAddress(p)
             [] hasDescriptor /\ d = "bad" -> "EBADF"
             [] OTHER -> "OK"
      after == IF e # "OK" \/ call[p] = "fchdir" THEN Ended(p, t, e)
               ELSE IF hasDescriptor
                 THEN Ended(p, [t EXCEPT !.fd = d, !.named = d, !.base = d], "OK")
               ELSE [t EXCEPT !.pc = "init"]
  IN  /\ pc[p] = "enter"
      /\ cwd' = IF call[p] = "fchdir" /\ e = "OK" THEN Wanted(p).dir ELSE cwd
      /\ Become([Tasks EXCEPT ![p] = after])
      /\ UNCHANGED <<entry, sock, queue, waiters, at, arg>>

(***************************************************************************)
(* path_init(): take the directory at which the lookup starts (R3), or the  *)
(* inode of a descriptor, which needs no lookup at all (R5).                *)
(***************************************************************************)
PathInit(p) ==
  LET t == [Task(p) EXCEPT !.links = 0]
      d == IF call[p] = "connect" THEN cwd ELSE Wanted(p).dir
      u == IF call[p] = "fstatat" THEN t ELSE [t EXCEPT !.base = d, !.via = FALSE]
      after == IF call[p] = "connect" /\ Variant = "today-procfd"
                 THEN IF HasProc THEN Found(t, t.fd)
                                 ELSE Ended(p, t, "ENOENT")
               ELSE IF NamesDescriptor(p)
                 THEN IF d = "bad" THEN Ended(p, t, "EBADF")
                      ELSE Found([u EXCEPT !.named = d], d)
               ELSE IF d = "bad" THEN Ended(p, u, "EBADF")
               ELSE IF d \notin Dir THEN Ended(p, u, "ENOTDIR")
               ELSE [u EXCEPT !.nd = d, !.rest = Wanted(p).path, !.pc = "walk"]
  IN  /\ pc[p] = "init"
      /\ Become([Tasks EXCEPT ![p] = after])
      /\ UNCHANGED <<entry, sock, queue, waiters, cwd, at, arg>>

(***************************************************************************)
(* walk_component(), step_into(), pick_link(): look one component up and    *)
(* go there, or to the start of the link that it is.                        *)
(***************************************************************************)
WalkComponent(p) ==
  LET t     == Task(p)
      name  == Head(rest[p])
      inode == entry[nd[p]][name]
      final == Len(rest[p]) = 1
      found == CASE call[p] = "fstatat" ->
                      Ended(p, [t EXCEPT !.named = inode],
                            IF inode \in Socket THEN "OK" ELSE "refused")
                 [] call[p] = "openat" ->
                      Ended(p, [t EXCEPT !.named = inode, !.fd = inode], "OK")
                 [] OTHER ->
                      Found([t EXCEPT !.nd = "none", !.rest = <<>>,
                                      !.named = IF Variant = "today-lstat" THEN @ ELSE inode],
                            inode)
      after == IF nd[p] \in NoSearch THEN Ended(p, t, "EACCES")
               ELSE IF TooLong(name) THEN Ended(p, t, "ENAMETOOLONG")
               ELSE IF inode = "none" THEN Ended(p, t, "ENOENT")
               ELSE IF inode \in Link /\ (~final \/ Follows(p))
                 THEN IF links[p] = MaxLinks THEN Ended(p, t, "ELOOP")
                      ELSE [t EXCEPT !.links = @ + 1, !.nd = Root,
                                     !.rest = Target[inode] \o Tail(@), !.via = @ \/ final]
               ELSE IF final THEN found
               ELSE IF inode \in Dir THEN [t EXCEPT !.nd = inode, !.rest = Tail(@)]
               ELSE Ended(p, t, "ENOTDIR")
  IN  /\ pc[p] = "walk"
      /\ Become([Tasks EXCEPT ![p] = after])
      /\ UNCHANGED <<entry, sock, queue, waiters, cwd, at, arg>>

(***************************************************************************)
(* unix_find_bsd() after the lookup: may the caller write to the inode      *)
(* (R7), and which socket is bound to it (R8)?  One hash lookup under       *)
(* bsd_socket_locks.  A call that comes back from a wait may fail here, and *)
(* hands on.                                                                *)
(***************************************************************************)
Find(p) ==
  LET t     == Task(p)
      bound == BoundAt(sock, ino[p])
      k     == CHOOSE l \in bound : TRUE
      e     == IF call[p] = "fconnectat" /\ ino[p] \in Link THEN "ELOOP"
               ELSE IF ino[p] \in NoWrite THEN "EACCES"
               ELSE IF ino[p] \notin Socket \/ bound = {} THEN "ECONNREFUSED"
               ELSE IF TypeOf[k] # "stream" THEN "EPROTOTYPE"
               ELSE "OK"
      woken == IF e # "OK" THEN HandedOn(p) ELSE {}
      after == IF e # "OK" THEN Ended(p, t, e) ELSE [t EXCEPT !.other = k, !.pc = "lock"]
  IN  /\ pc[p] = "find"
      /\ waiters' = Without(waiters, woken)
      /\ Become(Awakened([Tasks EXCEPT ![p] = after], woken))
      /\ UNCHANGED <<entry, sock, queue, cwd, at, arg>>

(* What unix_stream_connect() decides under unix_state_lock(k): to go       *)
(* round, to sleep, or the result of the call.                              *)
LockOutcome(p, k) ==
  IF sock[k] = "dead" THEN "round"
  ELSE IF sock[k] = "bound" THEN "ECONNREFUSED"
  ELSE IF IsFull(queue[k]) THEN IF arg[p].sockfd = "nonblock" THEN "EAGAIN" ELSE "asleep"
  ELSE IF arg[p].sockfd = "connected" THEN "EISCONN"
  ELSE IF arg[p].sockfd = "listening" THEN "EINVAL"
  ELSE "OK"

(***************************************************************************)
(* unix_stream_connect() under unix_state_lock(other): join the accept      *)
(* queue, or the wait queue, which prepare_to_wait_exclusive() does under   *)
(* the same lock, or fail, and hand on.  A listener that can no longer be   *)
(* found still listens until it is dead.                                    *)
(***************************************************************************)
Lock(p) ==
  LET t       == Task(p)
      k       == other[p]
      outcome == LockOutcome(p, k)
      woken   == IF outcome \in Errno THEN HandedOn(p) ELSE {}
      after   == CASE outcome = "round"  -> GoneRound(t)
                   [] outcome = "asleep" ->
                        [t EXCEPT !.pc = "asleep", !.slept = IF @ = "none" THEN BoundTo[k] ELSE @]
                   [] outcome = "OK"     -> Ended(p, [t EXCEPT !.peer = BoundTo[k]], "OK")
                   [] OTHER              -> Ended(p, t, outcome)
  IN  /\ pc[p] = "lock"
      /\ queue' = IF outcome = "OK" THEN [queue EXCEPT ![k] = Append(@, p)] ELSE queue
      /\ waiters' = IF outcome = "asleep" THEN [waiters EXCEPT ![k] = Append(@, p)]
                                          ELSE Without(waiters, woken)
      /\ Become(Awakened([Tasks EXCEPT ![p] = after], woken))
      /\ UNCHANGED <<entry, sock, cwd, at, arg>>

(***************************************************************************)
(* schedule_timeout() with a signal pending does not sleep, and             *)
(* finish_wait() takes the caller off the wait queue.  Until then a waker   *)
(* may still choose it.                                                     *)
(***************************************************************************)
RefusedSleep(p) ==
  /\ pc[p] = "asleep"
  /\ IsPending(sig[p])
  /\ waiters' = Without(waiters, {p})
  /\ Become(Awakened(Tasks, {p}))
  /\ UNCHANGED <<entry, sock, queue, cwd, at, arg>>

(***************************************************************************)
(* unix_wait_for_peer() has returned: with a signal pending the call fails  *)
(* (R11) and hands on, or is restarted from its beginning; without one it   *)
(* goes round.                                                              *)
(***************************************************************************)
Woken(p) ==
  LET t     == Task(p)
      woken == IF IsPending(sig[p]) THEN HandedOn(p) ELSE {}
      after == CASE ~IsPending(sig[p]) -> GoneRound(t)
                 [] sig[p] = "restart" /\ ~Proposed ->
                      Released([t EXCEPT !.pc = "enter", !.sig = "none"])
                 [] OTHER              -> Ended(p, t, "EINTR")
  IN  /\ pc[p] = "woken"
      /\ waiters' = Without(waiters, woken)
      /\ Become(Awakened([Tasks EXCEPT ![p] = after], woken))
      /\ UNCHANGED <<entry, sock, queue, cwd, at, arg>>

-----------------------------------------------------------------------------
(* The steps of a rival.                                                    *)

Operation(r) == Script[r][at[r]]

IsNext(r, op) == at[r] <= Len(Script[r]) /\ Operation(r).op = op

Advance(r) ==
  at' = [at EXCEPT ![r] = IF r \in LoopingRival /\ @ = Len(Script[r]) THEN 1 ELSE @ + 1]

(***************************************************************************)
(* vfs_rename() with RENAME_EXCHANGE, both parent directories locked.       *)
(***************************************************************************)
RenameExchange(r) ==
  /\ IsNext(r, "RenameExchange")
  /\ entry' = Exchanged(entry, Operation(r).a, Operation(r).b)
  /\ Advance(r)
  /\ UNCHANGED <<sock, queue, waiters, cwd, arg, callerVars>>

(***************************************************************************)
(* unix_accept() takes the oldest connection, skb_recv_datagram() under     *)
(* sk_receive_queue.lock alone; the waking comes after it.                  *)
(***************************************************************************)
AcceptDequeue(r) ==
  /\ IsNext(r, "AcceptDequeue")
  /\ LET k == Operation(r).on
     IN  /\ sock[k] = "listening"
         /\ queue[k] # <<>>
         /\ queue' = [queue EXCEPT ![k] = Tail(@)]
  /\ Advance(r)
  /\ UNCHANGED <<entry, sock, waiters, cwd, arg, callerVars>>

(***************************************************************************)
(* unix_accept(), wake_up_interruptible(&peer_wait): one waiter, if any.    *)
(***************************************************************************)
AcceptWake(r) ==
  /\ IsNext(r, "AcceptWake")
  /\ LET woken == FirstOf(waiters[Operation(r).on])
     IN  /\ waiters' = Without(waiters, woken)
         /\ Become(Awakened(Tasks, woken))
  /\ Advance(r)
  /\ UNCHANGED <<entry, sock, queue, cwd, arg>>

(***************************************************************************)
(* unix_release_sock() begins: unix_remove_bsd_socket() takes the listener  *)
(* out of the hash table.  Whoever has found it still has it.  It does not  *)
(* begin before an accept(2) has returned, which holds the listener's file. *)
(***************************************************************************)
ReleaseUnhash(r) ==
  /\ IsNext(r, "ReleaseUnhash")
  /\ LET k == Operation(r).on
     IN  /\ \A s \in Rival : ~(IsNext(s, "AcceptWake") /\ Operation(s).on = k)
         /\ sock' = [sock EXCEPT ![k] = "unhashed"]
  /\ Advance(r)
  /\ UNCHANGED <<entry, queue, waiters, cwd, arg, callerVars>>

(***************************************************************************)
(* unix_release_sock(), from sock_orphan() to wake_up_interruptible_all():  *)
(* nobody can enqueue on a dead socket, so all of it is one step.           *)
(***************************************************************************)
ReleaseDead(r) ==
  /\ IsNext(r, "ReleaseDead")
  /\ LET k     == Operation(r).on
         woken == Members(waiters[k])
     IN  /\ sock' = [sock EXCEPT ![k] = "dead"]
         /\ queue' = [queue EXCEPT ![k] = <<>>]
         /\ waiters' = Without(waiters, woken)
         /\ Become(Awakened(Tasks, woken))
  /\ Advance(r)
  /\ UNCHANGED <<entry, cwd, arg>>

(***************************************************************************)
(* send_signal_locked(), signal_wake_up().  In user mode a handler runs at  *)
(* once and leaves no trace here.                                           *)
(***************************************************************************)
SendSignal(r) ==
  /\ IsNext(r, "SendSignal")
  /\ LET p     == Operation(r).to
         kind  == Operation(r).kind
         t     == [Task(p) EXCEPT !.sig = AfterSending(@, kind)]
         after == CASE pc[p] \in {"done", "dead"} -> Task(p)
                    [] pc[p] = "enter"  -> IF kind = "kill" THEN Dead ELSE Task(p)
                    [] pc[p] = "asleep" -> [t EXCEPT !.pc = "woken"]
                    [] OTHER            -> t
     IN  /\ waiters' = Without(waiters, {p})
         /\ Become([Tasks EXCEPT ![p] = after])
  /\ Advance(r)
  /\ UNCHANGED <<entry, sock, queue, cwd, arg>>

-----------------------------------------------------------------------------
(* The specification.                                                       *)

CallerStep(p) ==
  \/ SysEnter(p) \/ PathInit(p) \/ WalkComponent(p) \/ Find(p)
  \/ Lock(p) \/ RefusedSleep(p) \/ Woken(p)

RivalStep(r) ==
  \/ RenameExchange(r) \/ AcceptDequeue(r) \/ AcceptWake(r)
  \/ ReleaseUnhash(r) \/ ReleaseDead(r) \/ SendSignal(r)

Next == \/ \E p \in Caller : CallerStep(p)
        \/ \E r \in Rival : RivalStep(r)

Spec == Init /\ [][Next]_vars

(* C9: whoever can go on does, except a rival that loops, who may stop.     *)
FairSpec ==
  /\ Spec
  /\ \A p \in Caller : WF_vars(CallerStep(p))
  /\ \A r \in Rival \ LoopingRival : WF_vars(RivalStep(r))

(* Somebody goes on, and it may always be the rival that loops: too little  *)
(* for C9.                                                                  *)
UnfairSpec == Spec /\ WF_vars(Next)

(* N1: a rival that loops does not stop either. *)
AllFairSpec ==
  /\ Spec
  /\ \A p \in Caller : WF_vars(CallerStep(p))
  /\ \A r \in Rival : WF_vars(RivalStep(r))

(* What they are said to assume, which manifest.json has checked of them: a *)
(* behaviour that they should not have had would violate anything.          *)
SomebodyGoesOn   == WF_vars(Next)
CallersGoOn      == \A p \in Caller : WF_vars(CallerStep(p))
SteadyRivalsGoOn == \A r \in Rival \ LoopingRival : WF_vars(RivalStep(r))
RivalsGoOn       == \A r \in Rival : WF_vars(RivalStep(r))

-----------------------------------------------------------------------------
(* The claims.  Cn_Progress is reached in some state: a call that always    *)
(* fails keeps every safety claim.  TLC finds it as a violation of its      *)
(* negation.                                                                *)

Succeeded(p) == ret[p] = "OK"

(* C1: the peer is the socket that was named. *)
C1_PeerIsNamed == \A p \in Caller : Succeeded(p) => peer[p] = named[p]
C1_Progress    == \E p \in Caller : Succeeded(p)
NotC1_Progress == ~C1_Progress

(* C2: once seen blocked, no later change of a name alters the peer. *)
C2_PeerIsSleptOn == \A p \in Caller : Succeeded(p) /\ slept[p] # "none" => peer[p] = slept[p]
C2_Progress      == \E p \in Caller : Succeeded(p) /\ slept[p] # "none"
NotC2_Progress   == ~C2_Progress

(* C3: under NOFOLLOW never through a final symbolic link. *)
C3_NoFinalLink == \A p \in Caller : Succeeded(p) /\ Has(p, "NOFOLLOW") => ~via[p]
C3_Progress    == \E p \in Caller : Succeeded(p) /\ Has(p, "NOFOLLOW")
NotC3_Progress == ~C3_Progress

(* C4: the lookup starts at the caller's own descriptor, also when that     *)
(* directory has been moved.                                                *)
C4_StartsAtDescriptor == \A p \in Caller : Succeeded(p) => base[p] = arg[p].dirfd
C4_Progress           == C1_Progress /\ entry[Root]["d1"] # "D1"
NotC4_Progress        == ~C4_Progress

(* C5: without write permission nobody connects, whatever descriptor it has. *)
C5_MayWrite    == \A p \in Caller : Succeeded(p) => peer[p] \notin NoWrite
C5_Progress    == ret["c1"] = "OK" /\ ret["c2"] = "EACCES"
NotC5_Progress == ~C5_Progress

(* C6: a refusal has a cause in what was named. *)
C6_RefusalHasCause ==
  \A p \in Caller :
    /\ ret[p] # "ENOENT"
    /\ ret[p] = "ECONNREFUSED" =>
         /\ named[p] # "none"
         /\ \A k \in Listener : BoundTo[k] = named[p] => sock[k] # "listening"
C6_Progress    == C1_Progress
NotC6_Progress == ~C6_Progress

(***************************************************************************)
(* C7: the first error of the table wins.  The table of errors, written     *)
(* down once more: as a function of the arguments and of the world at the   *)
(* start, which says nothing of steps or of their order.                    *)
(***************************************************************************)
ErrnoOf ==
  <<"EINVAL", "EBADF", "EINVAL", "EFAULT", "ENOTSOCK", "EAFNOSUPPORT", "EINVAL", "EPERM", "ENOMEM",
    "ENOENT", "EBADF", "ENOTDIR", "EACCES", "ENAMETOOLONG", "ENOENT", "ELOOP", "ENOTDIR", "ELOOP",
    "EACCES", "EACCES", "ECONNREFUSED", "EPROTOTYPE", "ECONNREFUSED", "EAGAIN", "EINTR",
    "EISCONN", "EINVAL">>

(* The components that the lookup meets: none if there is no lookup. *)
TrailOf(a) ==
  IF a.addr = "unnamed" \/ a.dirfd \notin Dir THEN <<>>
  ELSE Trail(World.entry, a.dirfd, a.path, "NOFOLLOW" \notin a.flags, MaxLinks)

InodeOf(a) ==
  LET trail == TrailOf(a) IN IF trail = <<>> THEN a.dirfd ELSE trail[Len(trail)].inode

(* Does error En of the table apply?  Nothing in the model brings about     *)
(* E8, E9 and E19, and no signal is sent where this is judged (E25).        *)
Applies(n, a) ==
  LET trail == TrailOf(a)
      inode == InodeOf(a)
      bound == BoundAt(World.sock, inode)
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
        [] n = 13 -> \E i \in DOMAIN trail : trail[i].dir \in NoSearch
        [] n = 14 -> \E i \in DOMAIN trail : TooLong(trail[i].name)
        [] n = 15 -> \E i \in DOMAIN trail : trail[i].inode = "none"
        [] n = 16 -> Cardinality({i \in DOMAIN trail : trail[i].link}) > MaxLinks
        [] n = 17 -> \E i \in DOMAIN trail : ~trail[i].last /\ trail[i].inode \notin Dir \cup Link
        [] n = 18 -> inode \in Link
        [] n = 20 -> inode \in NoWrite
        [] n = 21 -> inode \notin Socket \/ bound = {}
        [] n = 22 -> \E k \in bound : TypeOf[k] # "stream"
        [] n = 23 -> \E k \in bound : World.sock[k] # "listening"
        [] n = 24 -> a.sockfd = "nonblock" /\ \E k \in bound : IsFull(World.queue[k])
        [] n = 26 -> a.sockfd = "connected"
        [] n = 27 -> a.sockfd = "listening"
        [] OTHER  -> FALSE

FirstError(a) ==
  LET applying == {n \in DOMAIN ErrnoOf : Applies(n, a)}
  IN  IF applying = {} THEN "OK"
      ELSE ErrnoOf[CHOOSE n \in applying : \A m \in applying : n <= m]

MustWait(a) ==
  /\ \A n \in 1..24 : ~Applies(n, a)
  /\ \E k \in BoundAt(World.sock, InodeOf(a)) : IsFull(World.queue[k])

C7_FirstErrorWins ==
  /\ pc["c1"] = "done" => /\ ret["c1"] = FirstError(arg["c1"])
                          /\ ~MustWait(arg["c1"])
  /\ pc["c1"] = "asleep" => MustWait(arg["c1"])
C7_Progress    == ret["c1"] = "OK" /\ via["c1"]
NotC7_Progress == ~C7_Progress

(* C8: no wake-up is lost.  While a caller runs or a waking is under way,   *)
(* somebody may still take the slot.                                        *)
AtRest(p) == pc[p] \in {"done", "dead"} \/ (pc[p] = "asleep" /\ ~IsPending(sig[p]))

C8_NoLostWakeup ==
  (\A p \in Caller : AtRest(p)) /\ (\A r \in Rival : ~IsNext(r, "AcceptWake")) =>
    \A k \in Listener : sock[k] = "listening" /\ waiters[k] # <<>> => IsFull(queue[k])
C8_Progress ==
  \E p, q \in Caller :
    /\ p # q
    /\ Succeeded(p) /\ slept[p] # "none"
    /\ ret[q] \in {"EINTR", "EISCONN"} \/ pc[q] = "dead"
NotC8_Progress == ~C8_Progress

(* C9: a call ends, unless the backlog stays full. *)
AsleepOnFull(p) == pc[p] = "asleep" /\ IsFull(queue[other[p]])

Terminal ==
  \A p \in Caller :
    \/ pc[p] \in {"done", "dead"}
    \/ AsleepOnFull(p) /\ sock[other[p]] = "listening"

C9_StuckIsTerminal == ~ENABLED Next => Terminal
C9_Progress        == \A p \in Caller : pc[p] = "done"
NotC9_Progress     == ~C9_Progress

(* Under FairSpec. *)
C9_CallEnds ==
  \A p \in Caller : <>(pc[p] \in {"done", "dead"}) \/ <>[]AsleepOnFull(p)

(* C10: the backlog is kept, and nothing is queued on a dead listener. *)
C10_BacklogIsKept ==
  \A k \in Listener : Len(queue[k]) <= 1 /\ (sock[k] = "dead" => queue[k] = <<>>)
C10_Progress ==
  \E p \in Caller, k \in Listener :
    ret[p] = "ECONNREFUSED" /\ BoundTo[k] = named[p] /\ sock[k] = "dead"
NotC10_Progress == ~C10_Progress

(* C11: one lookup decides, also when a listener that died was found before *)
(* any wait.                                                                *)
C11_FirstLookupDecides == \A p \in Caller : Succeeded(p) => peer[p] = first[p]
C11_Progress ==
  \E p \in Caller : Succeeded(p) /\ slept[p] # "none" /\ entry["D1"]["s"] # first[p]
NotC11_Progress == ~C11_Progress

-----------------------------------------------------------------------------
(* Non-properties: what one might expect, and nobody promises.              *)

(* N1: that a sleeper is served before newcomers, under AllFairSpec.  It is *)
(* not (R14): the woken caller must look for the listener again, and        *)
(* somebody who never slept can take the slot before it, every time.        *)
HasRoom(p) == other[p] # "none" /\ ~IsFull(queue[other[p]])

N1_SleeperIsServed ==
  \A p \in Caller \ LoopingCaller : []<>HasRoom(p) => <>(pc[p] = "done")
=============================================================================
