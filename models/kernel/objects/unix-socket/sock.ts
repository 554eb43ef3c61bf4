// SPDX-License-Identifier: MIT
// Calls on sockets; connect.ts has connect(2) (net/socket.c, net/unix/af_unix.c, Linux 6.12).
import { opened } from '../../system/calls.ts';
import type { SystemErrno } from '../../system/errno.ts';
import { fdToOpen, install, lowestFree, objectOf, usableFile } from '../../system/fd.ts';
import { wakeAll, wakeFirst } from '../../system/sleep.ts';
import type { Answer, OpenFile, Result, Task, World } from '../../system/types.ts';
import { creatable, make, masked, type Returned } from '../path/files.ts';
import { type Address, writtenPath } from './address.ts';
import { addSock, newSock, RCV_SHUTDOWN, SOCKETS, type Sock, type SockId, sockOf } from './kind.ts';

/** socket(2): the descriptor is taken last, so EMFILE comes after all else. */
export function socket(
  world: World,
  task: Task,
  family: Sock['family'],
  type: Sock['type'],
  nonblock: boolean,
): Answer {
  const fd = lowestFree(world, task);
  if (fd === undefined) return 'EMFILE';
  install(world, task, fd, { kind: SOCKETS, to: addSock(world, newSock(family, type)) }, { nonblock });
  return opened(fd);
}

type Found = { readonly file: OpenFile; readonly sock: Sock };

/** The socket behind a descriptor: EBADF, then ENOTSOCK. */
export function socketAt(world: World, task: Task, fd: number): Found | { errno: SystemErrno } {
  const file = usableFile(world, task, fd);
  if (file === undefined) return { errno: 'EBADF' };
  const id = objectOf(file, SOCKETS);
  return id === undefined ? { errno: 'ENOTSOCK' } : { file, sock: sockOf(world, id) };
}

/** The socket that a descriptor is of; undefined when it is of none, or not open. */
export function ownSock(world: World, task: Task, fd: number): SockId | undefined {
  return objectOf(usableFile(world, task, fd), SOCKETS);
}

/** Whether the descriptor is none of another family's sockets, of which nothing is modelled but that they are there. */
export function isNotForeign(world: World, task: Task, fd: number): boolean {
  const sock = ownSock(world, task, fd);
  return sock === undefined || sockOf(world, sock).family === 'unix';
}

/** `unix_autobind` */
function nameIt(sock: Sock): void {
  sock.address ??= '@';
}

/** A call that connects, before it looks anything up: under SO_PASSCRED the socket gets a name, which stays. */
export function autobind(world: World, id: SockId): void {
  const sock = sockOf(world, id);
  if (sock.passcred) nameIt(sock);
}

/** setsockopt(SO_PASSCRED). */
export function passCredentials(world: World, task: Task, fd: number, on: boolean): Returned {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return found.errno;
  found.sock.passcred = on;
  return 0;
}

/** bind(2) of an AF_UNIX socket. What is wrong with the path comes before EINVAL of one that is bound (`unix_bind_bsd`). */
export function bind(world: World, task: Task, fd: number, address: Address): Returned {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return found.errno;
  const { sock } = found;
  if (address.kind === 'fault') return 'EFAULT';
  if (address.kind === 'unnamed') {
    nameIt(sock);
    return 0;
  }
  if (address.kind !== 'path') return 'EINVAL';
  const last = creatable(world, task, address.path);
  if ('errno' in last) return last.errno === 'EEXIST' ? 'EADDRINUSE' : last.errno;
  // The kernel makes the inode, finds this out, and takes it away again.
  if (sock.address !== undefined) return 'EINVAL';
  sock.inode = make(world, task, last, 'socket', masked(world, task, 0o777));
  sock.address = writtenPath(address);
  sock.hashed = true;
  return 0;
}

/** net.core.somaxconn; a negative backlog is above it (include/linux/socket.h, net/socket.c). */
const SOMAXCONN = 4096;

export function listen(world: World, task: Task, fd: number, backlog: number): Returned {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return found.errno;
  const { sock } = found;
  if (sock.type === 'dgram') return 'EOPNOTSUPP';
  if (sock.address === undefined || sock.state === 'connected') return 'EINVAL';
  if (Math.min(backlog >>> 0, SOMAXCONN) > sock.backlog) wakeAll(world, sock.waiters);
  sock.backlog = Math.min(backlog >>> 0, SOMAXCONN);
  sock.state = 'listening';
  sock.peerCred = { task: task.id, uid: task.cred.uid, gid: task.cred.gid };
  return 0;
}

/**
 * accept(2), from its start or after a sleep. The descriptor is reserved first, so EMFILE comes before all but EBADF.
 * One that has `slept` may wait, whatever has become of O_NONBLOCK since.
 */
export function accept(world: World, task: Task, fd: number, slept: boolean): Answer {
  if (usableFile(world, task, fd) === undefined) return 'EBADF';
  const newFd = fdToOpen(world, task);
  if (newFd === undefined) return 'EMFILE';
  const found = socketAt(world, task, fd);
  if ('errno' in found) return found.errno;
  const { sock } = found;
  if (sock.type === 'dgram') return 'EOPNOTSUPP';
  if (sock.state !== 'listening') return 'EINVAL';
  const embryo = sock.queue.shift();
  if (embryo === undefined) {
    // A call that may not wait does not come to ask for the shutdown (`__skb_recv_datagram`).
    if (found.file.nonblock && !slept) return 'EAGAIN';
    if ((sock.shutdown & RCV_SHUTDOWN) !== 0) return 'EINVAL';
    return { waits: sock.accepters, reserves: newFd };
  }
  // `unix_sock_inherit_flags`
  sockOf(world, embryo).passcred = sock.passcred;
  wakeFirst(world, sock.waiters);
  install(world, task, newFd, { kind: SOCKETS, to: embryo });
  return opened(newFd);
}

/** A connection has been queued: the first that sleeps in accept is woken (`sock_def_readable`). */
export function wakeAccepter(world: World, sock: Sock): void {
  wakeFirst(world, sock.accepters);
}

/** shutdown(2). It wakes those who accept, and not those who wait for room: `sk_state_change` is not `peer_wait`. */
export function shutdown(world: World, task: Task, fd: number, how: number): Returned {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return found.errno;
  const { sock } = found;
  if (how < 0 || how > 2) return 'EINVAL';
  sock.shutdown |= how + 1;
  wakeAll(world, sock.accepters);
  return 0;
}

export function getpeername(world: World, task: Task, fd: number): Result {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return { value: found.errno };
  const { peer } = found.sock;
  if (peer === undefined) return { value: 'ENOTCONN' };
  return { value: 0, out: sockOf(world, peer).address ?? '' };
}

export function getsockname(world: World, task: Task, fd: number): Result {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return { value: found.errno };
  return { value: 0, out: found.sock.address ?? '' };
}

/** getsockopt(SO_PEERCRED): the task, its user and its group; `none` before there is a peer. */
export function peerCred(world: World, task: Task, fd: number): Result {
  const found = socketAt(world, task, fd);
  if ('errno' in found) return { value: found.errno };
  const cred = found.sock.peerCred;
  return { value: 0, out: cred === undefined ? 'none' : `${cred.task} ${cred.uid} ${cred.gid}` };
}
