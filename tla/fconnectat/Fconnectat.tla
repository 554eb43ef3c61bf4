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
(* not use.  That last is a mere bug of connect(), and can be mended there  *)
(* alone: such a kernel is today-fixed.  To look the path up once cannot,   *)
(* because programs rely on the second lookup.                              *)
(*                                                                          *)
(* Here all variants of the program run against the same rivals, step by    *)
(* step.  What is claimed of them stands in FconnectatClaims, what the      *)
(* interface is without the steps in FconnectatAtomic.  Rules, claims and   *)
(* errors are numbered as in spec/fconnectat.md.                            *)
(***************************************************************************)
EXTENDS FconnectatWorld, Errno, Signal

CONSTANT Variant   \* which program the callers run

(* The words of the kernel are for the steps alone, see FconnectatWords.    *)
INSTANCE Vfs
INSTANCE UnixSocket

ASSUME FileSystemIsSound /\ ListenersAreSound
ASSUME World.nowrite \subseteq Inode
ASSUME \A k \in Listener : Len(World.queue[k]) <= Backlog
ASSUME Socket \subseteq Inode /\ \A k \in Listener : BoundTo[k] \in Socket

Program ==
  CASE Variant = "today-lstat"   -> <<"fstatat", "fchdir", "connect">>
    [] Variant = "today-connect" -> <<"fchdir", "connect">>
    [] Variant = "today-fixed"   -> <<"fchdir", "connect">>
    [] Variant = "today-procfd"  -> <<"openat", "connect">>
    [] Variant = "naive"         -> <<"fconnectat">>
    [] Variant = "proposed"      -> <<"fconnectat">>

Proposed == Variant = "proposed"

(* R12: whose calls hand on a wake-up that they do not use. *)
HandsOn == Variant \in {"today-fixed", "proposed"}

VARIABLES
  entry,     \* [Dir -> [Name -> Inode + none]]: the directory entries
  nowrite,   \* the inodes that deny write to the callers
  sock,      \* [Listener -> SocketState]
  queue,     \* [Listener -> Seq]: the accept queue; "x" is a connection of nobody here
  waiters,   \* [Listener -> Seq(Caller)]: peer_wait, first to be woken first
  cwd,       \* the working directory of all callers, tasks that share fs and files
  at,        \* [Rival -> Nat]: the next operation of its script
  task       \* [Caller -> Task]: what the kernel keeps of a caller and of its call

vars == <<entry, nowrite, sock, queue, waiters, cwd, at, task>>

-----------------------------------------------------------------------------
(* Types and the initial states. *)

(* The errnos of the table but EPERM, ENOSPC and ENOMEM, which nothing here *)
(* brings about.                                                            *)
Refusal == {"ENOENT", "EINTR", "EBADF", "EAGAIN", "EACCES", "EFAULT", "ENOTDIR", "EINVAL",
            "ENAMETOOLONG", "ELOOP", "ENOTSOCK", "EPROTOTYPE", "EAFNOSUPPORT", "EISCONN",
            "ECONNREFUSED"}

ASSUME Refusal \subseteq Errno

Task ==
  [arg   : Argument,                     \* what the caller asks for; it never changes
   call  : OrNone({"fstatat", "fchdir", "openat", "connect", "fconnectat"}),
   pc    : {"enter", "init", "walk", "find", "lock", "asleep", "woken", "frozen", "done", "dead"},
   nd    : OrNone(Dir),                  \* where the next component is looked up
   rest  : Seq(Name),                    \* the components still to be looked up
   links : 0..MAXSYMLINKS,               \* symbolic links followed in this lookup
   ino   : OrNone(Inode),                \* what the lookup found
   fd    : OrNone(Inode),                \* the O_PATH descriptor that openat returned
   other : OrNone(Listener),             \* the listener that was found
   sig   : OrNone(SignalKind),           \* the pending signal
   ret   : OrNone(Refusal) \cup {"OK", "refused"},
   slept : OrNone(Inode),                \* the inode of the listener on which it first slept
   owes  : OrNone(Listener),             \* whose wake-up it has to use or to hand on
   peer  : OrNone(Inode)]                \* the peer, as getpeername(2) shows it

TypeOK ==
  /\ entry \in [Dir -> [Name -> OrNone(Inode)]]
  /\ nowrite \subseteq Inode
  /\ sock \in [Listener -> SocketState]
  /\ queue \in [Listener -> Seq(Caller \cup {"x"})]
  /\ waiters \in [Listener -> Seq(Caller)]
  /\ cwd \in Dir
  /\ DOMAIN at = Rival /\ \A r \in Rival : at[r] \in 1..(Len(Script[r]) + 1)
  /\ task \in [Caller -> Task]

(* A caller stands in waiters[k], once, exactly when it sleeps on k. *)
WaitersAreAsleep ==
  \A p \in Caller, k \in Listener :
    LET places == {i \in DOMAIN waiters[k] : waiters[k][i] = p}
    IN  IF task[p].pc = "asleep" /\ task[p].other = k
          THEN \E i \in places : places = {i}
          ELSE places = {}

(* A call holds what its next steps need, and a caller outside of one holds *)
(* nothing of it.  A debt comes from a wait and lasts for one call at most; *)
(* in a lock section it is to the listener there, or paid.  A call of today *)
(* has let go before it froze; if it is interrupted then, it is woken with  *)
(* nothing in its hands.                                                    *)
HoldsWhatItNeeds ==
  \A p \in Caller :
    LET t       == task[p]
        isOver  == t.pc \in {"done", "dead"}
        walks   == t.pc = "walk"
        hasLetGo == t.pc = "woken" /\ t.other = "none" /\ ~Proposed /\ Interrupts(t.sig)
        locates == \/ t.pc \in {"lock", "asleep"}
                   \/ t.pc = "woken" /\ ~hasLetGo
                   \/ t.pc = "frozen" /\ Proposed
    IN  /\ (t.call = "none") <=> isOver
        /\ (t.nd # "none") <=> walks
        /\ (t.rest # <<>>) <=> walks
        /\ (t.ino # "none") <=> (t.pc = "find" \/ locates)
        /\ (t.other # "none") <=> locates
        /\ t.pc = "enter" \/ isOver => t.links = 0 /\ t.owes = "none" /\ t.sig = "none"
        /\ isOver => t.fd = "none"
        /\ t.owes # "none" => HandsOn /\ t.slept # "none"
        /\ locates => t.owes \in {"none", t.other}
        /\ HandsOn /\ t.pc \in {"asleep", "woken"} => t.owes = t.other

(* A caller before its program. *)
Fresh(a) ==
  [arg |-> a, call |-> Program[1], pc |-> "enter", nd |-> "none", rest |-> <<>>, links |-> 0,
   ino |-> "none", fd |-> "none", other |-> "none", sig |-> "none", ret |-> "none",
   slept |-> "none", owes |-> "none", peer |-> "none"]

Init ==
  /\ entry = World.entry
  /\ nowrite = World.nowrite
  /\ sock = World.sock
  /\ queue = World.queue
  /\ waiters = [k \in Listener |-> <<>>]
  /\ cwd = Root
  /\ at = [r \in Rival |-> 1]
  /\ \E arg \in World.arg : task = [p \in Caller |-> Fresh(arg[p])]

-----------------------------------------------------------------------------
(* Ends, and ways back.                                                     *)
(*                                                                          *)
(* A call can end in many places.  So a step is a function from a task      *)
(* before to the task after, and these are the parts that steps share.      *)

(* What a dead caller has queued stays queued. *)
Dead(t) == [Fresh(t.arg) EXCEPT !.pc = "dead", !.call = "none"]

(* The references of one call are put when it ends. *)
Released(t) ==
  [t EXCEPT !.nd = "none", !.rest = <<>>, !.links = 0, !.ino = "none", !.other = "none",
            !.owes = "none"]

CallAfter(c) == Program[1 + CHOOSE i \in DOMAIN Program : Program[i] = c]

(* Caller p leaves its call with result e.  On the way back to user mode a  *)
(* handler runs, or the caller freezes, or SIGKILL strikes.  A program ends *)
(* with its last call or with the first that does not succeed.              *)
Ended(p, t, e) ==
  LET over == e # "OK" \/ t.call = Program[Len(Program)]
      idle == Released([t EXCEPT !.sig = "none"])
  IN  IF t.sig = "kill" THEN Dead(t)
      ELSE IF ~over THEN [idle EXCEPT !.call = CallAfter(t.call), !.pc = "enter"]
      ELSE IF p \in LoopingCaller THEN Fresh(t.arg)
      ELSE [idle EXCEPT !.call = "none", !.pc = "done", !.ret = e, !.fd = "none"]

(* A connecting call has an inode. *)
Found(t, inode) == [t EXCEPT !.ino = inode, !.pc = "find"]

(* R2: this is the race.  Only the proposed call, and the lookup of         *)
(* /proc/self/fd/N, come back to the inode that they had; the others go     *)
(* back to the path.                                                        *)
GoneRound(t) ==
  IF Variant \in {"proposed", "today-procfd"}
    THEN [t EXCEPT !.other = "none", !.pc = "find"]
    ELSE [t EXCEPT !.other = "none", !.pc = "init", !.ino = "none"]

(* R12: whom the call of t wakes when it fails, freezes or goes elsewhere   *)
(* after a wait.  A call that has gone round has no other any more, so owes *)
(* says which listener it is.  One that is unhashed still has waiters, a    *)
(* dead one has none.                                                       *)
HandedOn(t) ==
  IF t.owes # "none" /\ sock[t.owes] # "dead" /\ ~RecvqFull(queue[t.owes])
    THEN FirstOf(waiters[t.owes])
    ELSE {}

(* t gives its call up and is to make it once more, from the beginning. *)
StartsAgain(t) == Released([t EXCEPT !.pc = "enter", !.sig = "none"])

(* The tasks once p has become t and those in woken have been woken. *)
Becomes(p, t, woken) ==
  task' = [q \in Caller |-> IF q = p THEN t
                            ELSE IF q \in woken THEN [task[q] EXCEPT !.pc = "woken"]
                            ELSE task[q]]

Wakes(woken) ==
  /\ waiters' = Without(waiters, woken)
  /\ task' = [q \in Caller |-> IF q \in woken THEN [task[q] EXCEPT !.pc = "woken"] ELSE task[q]]

-----------------------------------------------------------------------------
(* What the arguments mean.                                                 *)

(* The directory and path that p goes by.  The calls of today that cannot   *)
(* name a descriptor's inode go by the name under which it was opened.      *)
Wanted(p) ==
  LET a == task[p].arg
  IN  IF Variant \in {"today-lstat", "today-connect", "today-fixed"} /\ "EMPTY" \in a.flags
        THEN Opened[p]
        ELSE [dir |-> a.dirfd, path |-> a.path]

Follows(t) == t.call = "connect" \/ "NOFOLLOW" \notin t.arg.flags

(* The call names the inode of dirfd itself (R5). *)
NamesDescriptor(t) ==
  t.call = "fconnectat" /\ "EMPTY" \in t.arg.flags /\ t.arg.addr = "unnamed"

(* The program has its O_PATH descriptor before it begins. *)
HasDescriptor(t) == t.call = "openat" /\ "EMPTY" \in t.arg.flags

(* __sys_connect() and its like: what is wrong with the socket or the       *)
(* address, before any lookup.                                              *)
BadSocketOrAddress(t) ==
  LET a   == t.arg
      new == t.call = "fconnectat"
  IN  IF new /\ "UNKNOWN" \in a.flags THEN "EINVAL"
      ELSE IF a.sockfd = "bad" THEN "EBADF"
      ELSE IF a.addr = "huge" THEN "EINVAL"
      ELSE IF a.addr = "fault" THEN "EFAULT"
      ELSE IF a.sockfd = "file" THEN "ENOTSOCK"
      ELSE IF a.sockfd = "inet" THEN IF new THEN "EAFNOSUPPORT" ELSE "EINVAL"
      ELSE IF a.addr = "family" THEN "EINVAL"
      ELSE IF a.addr = "abstract" THEN IF new THEN "EINVAL" ELSE "ECONNREFUSED"
      ELSE IF a.addr = "unnamed" /\ "EMPTY" \notin a.flags THEN IF new THEN "ENOENT" ELSE "EINVAL"
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
(* __sys_connect(), move_addr_to_kernel(), sys_fchdir(), and of fconnectat  *)
(* SYSCALL_DEFINE5(fconnectat), unix_validate_addr_at(): the call begins.   *)
(* It looks only at what the caller owns; but fchdir swaps the working      *)
(* directory, which all threads share.                                      *)
(***************************************************************************)
SysEnter(p) ==
  LET t == task[p]
      d == Wanted(p).dir
      e == CASE t.call = "fchdir" -> BadDirectory(d)
             [] t.call \in {"connect", "fconnectat"} -> BadSocketOrAddress(t)
             [] HasDescriptor(t) /\ t.arg.dirfd = "bad" -> "EBADF"
             [] OTHER -> "OK"
      after == IF e # "OK" \/ t.call = "fchdir" THEN Ended(p, t, e)
               ELSE IF HasDescriptor(t) THEN Ended(p, [t EXCEPT !.fd = t.arg.dirfd], "OK")
               ELSE [t EXCEPT !.pc = "init"]
  IN  /\ t.pc = "enter"
      /\ cwd' = IF t.call = "fchdir" /\ e = "OK" THEN d ELSE cwd
      /\ Becomes(p, after, {})
      /\ UNCHANGED <<entry, nowrite, sock, queue, waiters, at>>

(***************************************************************************)
(* path_init(): take the directory at which the lookup starts (R3), or the  *)
(* inode of a descriptor, which needs no lookup at all (R5).                *)
(***************************************************************************)
PathInit(p) ==
  LET t == [task[p] EXCEPT !.links = 0]
      d == IF t.call = "connect" THEN cwd ELSE Wanted(p).dir
      after == IF t.call = "connect" /\ Variant = "today-procfd"
                 THEN IF Root \in NoSearch THEN Ended(p, t, "EACCES")
                      ELSE IF HasProc THEN Found(t, t.fd)
                      ELSE Ended(p, t, "ENOENT")
               ELSE IF d = "bad" THEN Ended(p, t, "EBADF")
               ELSE IF NamesDescriptor(t) THEN Found(t, d)
               ELSE IF d \notin Dir THEN Ended(p, t, "ENOTDIR")
               ELSE [t EXCEPT !.nd = d, !.rest = Wanted(p).path, !.pc = "walk"]
  IN  /\ t.pc = "init"
      /\ Becomes(p, after, {})
      /\ UNCHANGED <<entry, nowrite, sock, queue, waiters, cwd, at>>

(***************************************************************************)
(* walk_component(), step_into(), pick_link(): look one component up and    *)
(* go there, or to the start of the link that it is.  A call that is back   *)
(* at its path after a wait may fail here, and hands on.                    *)
(***************************************************************************)
WalkComponent(p) ==
  LET t     == task[p]
      name  == Head(t.rest)
      inode == entry[t.nd][name]
      final == Len(t.rest) = 1
      link  == inode \in Link /\ (~final \/ Follows(t))
      e     == IF t.nd \in NoSearch THEN "EACCES"
               ELSE IF TooLong(name) THEN "ENAMETOOLONG"
               ELSE IF inode = "none" THEN "ENOENT"
               ELSE IF link THEN IF t.links = MAXSYMLINKS THEN "ELOOP" ELSE "OK"
               ELSE IF ~final /\ inode \notin Dir THEN "ENOTDIR"
               ELSE "OK"
      woken == IF e # "OK" THEN HandedOn(t) ELSE {}
      found == CASE t.call = "fstatat" -> Ended(p, t, IF inode \in Socket THEN "OK" ELSE "refused")
                 [] t.call = "openat"  -> Ended(p, [t EXCEPT !.fd = inode], "OK")
                 [] OTHER -> Found([t EXCEPT !.nd = "none", !.rest = <<>>], inode)
      after == IF e # "OK" THEN Ended(p, t, e)
               ELSE IF link
                 THEN [t EXCEPT !.links = @ + 1, !.nd = Root, !.rest = Target[inode] \o Tail(@)]
               ELSE IF final THEN found
               ELSE [t EXCEPT !.nd = inode, !.rest = Tail(@)]
  IN  /\ t.pc = "walk"
      /\ waiters' = Without(waiters, woken)
      /\ Becomes(p, after, woken)
      /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at>>

(***************************************************************************)
(* unix_find_bsd() after the lookup, unix_find_bypath() with the series:    *)
(* may the caller write to the inode (R7), and which socket is bound to it  *)
(* (R8)?  One hash lookup under bsd_socket_locks.  A call that comes back   *)
(* from a wait may fail here, or, if it has looked its path up again, come  *)
(* to another listener.  Either way it does not take the slot for which it  *)
(* was woken, and hands on.                                                 *)
(***************************************************************************)
Find(p) ==
  LET t     == task[p]
      bound == BoundAt(sock, t.ino)
      k     == CHOOSE l \in bound : TRUE
      e     == IF t.call = "fconnectat" /\ t.ino \in Link THEN "ELOOP"
               ELSE IF t.ino \in nowrite THEN "EACCES"
               ELSE IF t.ino \notin Socket \/ bound = {} THEN "ECONNREFUSED"
               ELSE IF TypeOf[k] # "stream" THEN "EPROTOTYPE"
               ELSE "OK"
      woken == IF e # "OK" \/ t.owes # k THEN HandedOn(t) ELSE {}
      after == IF e # "OK" THEN Ended(p, t, e)
               ELSE [t EXCEPT !.other = k, !.pc = "lock", !.owes = IF @ = k THEN k ELSE "none"]
  IN  /\ t.pc = "find"
      /\ waiters' = Without(waiters, woken)
      /\ Becomes(p, after, woken)
      /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at>>

(* What unix_stream_connect() decides under unix_state_lock(other): to go   *)
(* round, to sleep, or the result of the call.                              *)
LockOutcome(t) ==
  IF sock[t.other] = "dead" THEN "round"
  ELSE IF sock[t.other] = "bound" THEN "ECONNREFUSED"
  ELSE IF RecvqFull(queue[t.other]) THEN IF t.arg.sockfd = "nonblock" THEN "EAGAIN" ELSE "asleep"
  ELSE IF t.arg.sockfd = "connected" THEN "EISCONN"
  ELSE IF t.arg.sockfd = "listening" THEN "EINVAL"
  ELSE "OK"

(***************************************************************************)
(* unix_stream_connect() under unix_state_lock(other): join the accept      *)
(* queue, or the wait queue, which prepare_to_wait_exclusive() does under   *)
(* the same lock, or fail, and hand on.  A listener that can no longer be   *)
(* found still listens until it is dead.                                    *)
(***************************************************************************)
Lock(p) ==
  LET t       == task[p]
      k       == t.other
      outcome == LockOutcome(t)
      woken   == IF outcome \in Refusal THEN HandedOn(t) ELSE {}
      after   == CASE outcome = "round"  -> GoneRound(t)
                   [] outcome = "asleep" ->
                        [t EXCEPT !.pc = "asleep", !.slept = IF @ = "none" THEN BoundTo[k] ELSE @,
                                  !.owes = IF HandsOn THEN k ELSE @]
                   [] outcome = "OK"     -> Ended(p, [t EXCEPT !.peer = BoundTo[k]], "OK")
                   [] OTHER              -> Ended(p, t, outcome)
  IN  /\ t.pc = "lock"
      /\ queue' = IF outcome = "OK" THEN [queue EXCEPT ![k] = Append(@, p)] ELSE queue
      /\ waiters' = IF outcome = "asleep" THEN [waiters EXCEPT ![k] = Append(@, p)]
                                          ELSE Without(waiters, woken)
      /\ Becomes(p, after, woken)
      /\ UNCHANGED <<entry, nowrite, sock, cwd, at>>

(***************************************************************************)
(* schedule_timeout() with a signal pending does not sleep, and             *)
(* finish_wait() takes the caller off the wait queue.  Until then a waker   *)
(* may still choose it.                                                     *)
(***************************************************************************)
RefusedSleep(p) ==
  /\ task[p].pc = "asleep"
  /\ IsPending(task[p].sig)
  /\ Wakes({p})
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at>>

(***************************************************************************)
(* unix_wait_for_peer() has returned, in fconnectat to unix_interrupted().  *)
(* Without a signal the call goes round.  With one it fails (R11), or is    *)
(* restarted from its beginning.                                            *)
(* One that is to be frozen freezes: the proposed call here, with what it   *)
(* has found; the others on their way to user mode, after they have asked   *)
(* to be restarted.  Nobody takes the slot meanwhile, so each of these      *)
(* hands on.                                                                *)
(***************************************************************************)
Woken(p) ==
  LET t     == task[p]
      woken == IF IsPending(t.sig) THEN HandedOn(t) ELSE {}
      after == CASE ~IsPending(t.sig) -> GoneRound(t)
                 [] t.sig = "freeze"  ->
                      [IF Proposed THEN t ELSE Released(t) EXCEPT !.pc = "frozen"]
                 [] t.sig = "restart" /\ ~Proposed -> StartsAgain(t)
                 [] OTHER             -> Ended(p, t, "EINTR")
  IN  /\ t.pc = "woken"
      /\ waiters' = Without(waiters, woken)
      /\ Becomes(p, after, woken)
      /\ UNCHANGED <<entry, nowrite, sock, queue, cwd, at>>

-----------------------------------------------------------------------------
(* The steps of a rival.                                                    *)

Operation(r) == Script[r][at[r]]

IsNext(r, op) == IsAt(r, at[r], op)

Advance(r) == at' = [at EXCEPT ![r] = After(r, @)]

(***************************************************************************)
(* vfs_rename() with RENAME_EXCHANGE, both parent directories locked.       *)
(***************************************************************************)
RenameExchange(r) ==
  /\ IsNext(r, "RenameExchange")
  /\ entry' = Exchanged(entry, Operation(r).a, Operation(r).b)
  /\ Advance(r)
  /\ UNCHANGED <<nowrite, sock, queue, waiters, cwd, task>>

(***************************************************************************)
(* chmod_common() under the inode's i_rwsem: its owner takes the callers'   *)
(* right to write away, or gives it back.                                   *)
(***************************************************************************)
Chmod(r) ==
  /\ IsNext(r, "Chmod")
  /\ nowrite' = IF Operation(r).denies THEN nowrite \cup {Operation(r).inode}
                                       ELSE nowrite \ {Operation(r).inode}
  /\ Advance(r)
  /\ UNCHANGED <<entry, sock, queue, waiters, cwd, task>>

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
  /\ UNCHANGED <<entry, nowrite, sock, waiters, cwd, task>>

(***************************************************************************)
(* unix_accept(), wake_up_interruptible(&peer_wait): one waiter, if any.    *)
(***************************************************************************)
AcceptWake(r) ==
  /\ IsNext(r, "AcceptWake")
  /\ Wakes(FirstOf(waiters[Operation(r).on]))
  /\ Advance(r)
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd>>

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
  /\ UNCHANGED <<entry, nowrite, queue, waiters, cwd, task>>

(***************************************************************************)
(* unix_release_sock(), from sock_orphan() to wake_up_interruptible_all():  *)
(* nobody can enqueue on a dead socket, so all of it is one step.           *)
(***************************************************************************)
ReleaseDead(r) ==
  /\ IsNext(r, "ReleaseDead")
  /\ LET k == Operation(r).on
     IN  /\ sock' = [sock EXCEPT ![k] = "dead"]
         /\ queue' = [queue EXCEPT ![k] = <<>>]
         /\ Wakes(Members(waiters[k]))
  /\ Advance(r)
  /\ UNCHANGED <<entry, nowrite, cwd>>

(***************************************************************************)
(* send_signal_locked(), signal_wake_up().  In user mode a handler runs at  *)
(* once and leaves no trace here.                                           *)
(***************************************************************************)
SendSignal(r) ==
  /\ IsNext(r, "SendSignal")
  /\ LET p     == Operation(r).to
         kind  == Operation(r).kind
         t     == task[p]
         sent  == [t EXCEPT !.sig = AfterSending(@, kind)]
         after == CASE t.pc \in {"done", "dead"} -> t
                    [] t.pc = "enter"  -> IF kind = "kill" THEN Dead(t) ELSE t
                    [] t.pc = "asleep" -> [sent EXCEPT !.pc = "woken"]
                    [] OTHER           -> sent
     IN  /\ waiters' = Without(waiters, {p})
         /\ Becomes(p, after, {})
  /\ Advance(r)
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd>>

(***************************************************************************)
(* freeze_task(), fake_signal_wake_up(): a sleeper is woken as if by a      *)
(* signal, and freezes at the next place that is made for it, see Woken and *)
(* Ended.  Who freezes in user mode is as good as slow.                     *)
(***************************************************************************)
Freeze(r) ==
  /\ IsNext(r, "Freeze")
  /\ LET p     == Operation(r).of
         t     == task[p]
         asked == [t EXCEPT !.sig = AfterFreezing(@)]
         after == CASE t.pc \in {"enter", "frozen", "done", "dead"} -> t
                    [] t.pc = "asleep" -> [asked EXCEPT !.pc = "woken"]
                    [] OTHER           -> asked
     IN  /\ waiters' = Without(waiters, {p})
         /\ Becomes(p, after, {})
  /\ Advance(r)
  /\ UNCHANGED <<entry, nowrite, sock, queue, cwd>>

(***************************************************************************)
(* __thaw_task(): a frozen call goes on after its wait.  One of today has   *)
(* asked to be restarted, unless a signal has come meanwhile; that, and     *)
(* SIGKILL too, it sees only now.                                           *)
(***************************************************************************)
Thaw(r) ==
  /\ IsNext(r, "Thaw")
  /\ LET p      == Operation(r).of
         t      == task[p]
         thawed == [t EXCEPT !.sig = AfterThawing(@)]
         after  == IF t.pc # "frozen" THEN thawed
                   ELSE IF t.sig = "freeze" /\ ~Proposed THEN StartsAgain(t)
                   ELSE [thawed EXCEPT !.pc = "woken"]
     IN  Becomes(p, after, {})
  /\ Advance(r)
  /\ UNCHANGED <<entry, nowrite, sock, queue, waiters, cwd>>

-----------------------------------------------------------------------------
(* The specification.                                                       *)

CallerStep(p) ==
  \/ SysEnter(p) \/ PathInit(p) \/ WalkComponent(p) \/ Find(p)
  \/ Lock(p) \/ RefusedSleep(p) \/ Woken(p)

RivalStep(r) ==
  \/ RenameExchange(r) \/ Chmod(r) \/ AcceptDequeue(r) \/ AcceptWake(r)
  \/ ReleaseUnhash(r) \/ ReleaseDead(r) \/ SendSignal(r) \/ Freeze(r) \/ Thaw(r)

Next == \/ \E p \in Caller : CallerStep(p)
        \/ \E r \in Rival : RivalStep(r)

Spec == Init /\ [][Next]_vars

(* Whoever can go on does, except a rival that loops, who may stop. *)
FairSpec ==
  /\ Spec
  /\ \A p \in Caller : WF_vars(CallerStep(p))
  /\ \A r \in Rival \ LoopingRival : WF_vars(RivalStep(r))

(* Somebody goes on, and it may always be the rival that loops. *)
UnfairSpec == Spec /\ WF_vars(Next)

(* A rival that loops does not stop either. *)
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

THEOREM IsWellFormed == Spec => [](TypeOK /\ WaitersAreAsleep)
=============================================================================
