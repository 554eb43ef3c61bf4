// SPDX-License-Identifier: MIT
// connect(2) on AF_UNIX sockets (`unix_stream_connect`, `unix_dgram_connect`, net/unix/af_unix.c, Linux 6.12).
import { DESCRIPTOR, descriptorsOf, type Given, given } from '../../system/args.ts';
import type { SystemErrno } from '../../system/errno.ts';
import { usableFile } from '../../system/fd.ts';
import { finish, SLEPT, START, takeSignal } from '../../system/frame.ts';
import type { Kind } from '../../system/held.ts';
import { keep, localsOf } from '../../system/locals.ts';
import { fallAsleep } from '../../system/sleep.ts';
import type { Frame, Rule, Task, World } from '../../system/types.ts';
import { inodeOf } from '../path/kind.ts';
import { hasLastName, lookUp, writeDenied } from '../path/walk.ts';
import { ADDRESS, type Address, isShort } from './address.ts';
import { addSock, newSock, RCV_SHUTDOWN, type Sock, type SockId, sockOf, socksOf } from './kind.ts';
import { autobind, ownSock, wakeAccepter } from './sock.ts';

const ARGS = { fd: DESCRIPTOR, address: ADDRESS };
type Args = Given<typeof ARGS>;

/** What a call keeps: whether it may wait was asked when it began. */
interface Connecting {
  readonly nonblock: boolean;
  readonly other?: SockId;
}

const CONNECTING: Kind<Connecting> = { name: 'connect', copy: (kept) => ({ ...kept }) };

/** The step that has found a socket, and takes its lock. */
const LOCK = 'lock';

/** What is wrong before anything is looked up. */
function argumentError(world: World, task: Task, { fd, address: { kind } }: Args): SystemErrno | undefined {
  if (usableFile(world, task, fd) === undefined) return 'EBADF';
  if (kind === 'huge') return 'EINVAL';
  if (kind === 'fault') return 'EFAULT';
  const own = ownSock(world, task, fd);
  if (own === undefined) return 'ENOTSOCK';
  if (sockOf(world, own).family === 'inet') return 'EINVAL';
  if (kind === 'path') return undefined;
  return kind === 'abstract' ? 'ECONNREFUSED' : 'EINVAL';
}

/** An abstract name that nobody has bound: it is looked for where a path would be. */
const isUnheard = (errno: SystemErrno): boolean => errno === 'ECONNREFUSED';

/** The socket that the address names (`unix_find_bsd`). */
function find(world: World, task: Task, address: Address, own: Sock): SockId | { errno: SystemErrno } {
  const path = address.kind === 'path' ? address.path : '';
  const inode = lookUp(world, task, path);
  if (typeof inode === 'object') return inode;
  if (path.endsWith('/') && inodeOf(world, inode).kind !== 'dir') return { errno: 'ENOTDIR' };
  if (writeDenied(world, task, inode)) return { errno: 'EACCES' };
  for (const [id, sock] of socksOf(world)) {
    if (sock.inode !== inode || !sock.hashed) continue;
    return sock.type === own.type ? id : { errno: 'EPROTOTYPE' };
  }
  return { errno: 'ECONNREFUSED' };
}

/** The two ends are connected, and the one that will be accepted is queued (`unix_stream_connect`). */
export function establish(world: World, task: Task, ownId: SockId, other: Sock): void {
  const embryo = addSock(world, {
    ...newSock('unix', other.type),
    state: 'connected',
    ...(other.address === undefined ? {} : { address: other.address }),
    peer: ownId,
    peerCred: { task: task.id, uid: task.cred.uid, gid: task.cred.gid },
  });
  other.queue.push(embryo);
  Object.assign(sockOf(world, ownId), { state: 'connected', peer: embryo, peerCred: other.peerCred });
  wakeAccepter(world, other);
}

/** A datagram socket gets its peer, another one perhaps than before; one that has another peer takes nothing from it (`unix_may_send`). */
export function connectDatagram(world: World, own: SockId, other: SockId): 0 | 'EPERM' {
  const { peer } = sockOf(world, other);
  if (peer !== undefined && peer !== own) return 'EPERM';
  Object.assign(sockOf(world, own), { state: 'connected', peer: other });
  return 0;
}

/** connect(2) to AF_UNSPEC, of a datagram socket. */
export function disconnectDatagram(world: World, own: SockId): void {
  const sock = sockOf(world, own);
  sock.state = 'unconnected';
  delete sock.peer;
}

/** The section under the listener's lock: a result, `again` where it has died, or the call sleeps. */
function lock(
  world: World,
  task: Task,
  ownId: SockId,
  kept: Connecting,
): SystemErrno | 0 | 'again' | 'waits' {
  const [own, other] = [sockOf(world, ownId), sockOf(world, kept.other!)];
  if (own.type === 'dgram') return connectDatagram(world, ownId, kept.other!);
  if (other.dead) return 'again';
  if (!other.hashed || other.state !== 'listening' || (other.shutdown & RCV_SHUTDOWN) !== 0)
    return 'ECONNREFUSED';
  if (other.queue.length > other.backlog) return kept.nonblock ? 'EAGAIN' : 'waits';
  if (own.state !== 'unconnected') return own.state === 'connected' ? 'EISCONN' : 'EINVAL';
  establish(world, task, ownId, other);
  return 0;
}

/** Looks the address up, from the beginning, and comes to the lock. */
function lookAgain(world: World, task: Task, frame: Frame, args: Args, nonblock: boolean): void {
  const found = find(world, task, args.address, sockOf(world, ownSock(world, task, args.fd)!));
  if (typeof found === 'object') return finish(world, task, { value: found.errno });
  keep(frame, CONNECTING, { nonblock, other: found });
  frame.at = LOCK;
}

function step(world: World, task: Task, frame: Frame, args: Args): void {
  const own = ownSock(world, task, args.fd);
  if (frame.at === START) {
    if (own !== undefined && sockOf(world, own).type === 'dgram' && args.address.kind === 'unspec') {
      disconnectDatagram(world, own);
      return finish(world, task, { value: 0 });
    }
    const errno = argumentError(world, task, args);
    if (errno === undefined || isUnheard(errno)) autobind(world, own!);
    if (errno !== undefined) return finish(world, task, { value: errno });
    return lookAgain(world, task, frame, args, usableFile(world, task, args.fd)!.nonblock);
  }
  const kept = localsOf(frame, CONNECTING)!;
  if (frame.at === SLEPT) {
    if (task.pending.length > 0) return takeSignal(world, task, frame);
    return lookAgain(world, task, frame, args, kept.nonblock);
  }
  const result = lock(world, task, own!, kept);
  if (result === 'again') return lookAgain(world, task, frame, args, kept.nonblock);
  if (result !== 'waits') return finish(world, task, { value: result });
  sockOf(world, kept.other!).waiters.push(task.id);
  fallAsleep(frame, SLEPT);
}

/** Another family reads an address its own way. */
function covers(world: World, task: Task, { fd, address }: Args): boolean {
  if (address.kind === 'path' && !hasLastName(address.path)) return false;
  const own = ownSock(world, task, fd);
  const isInet = own !== undefined && sockOf(world, own).family === 'inet';
  return !isInet || (isShort(address) && !['family', 'long', 'unspec'].includes(address.kind));
}

/** The rule of connect(2). */
export const CONNECT: Rule = {
  descriptors: descriptorsOf(ARGS),
  covers: (world, task, args) => covers(world, task, given(ARGS, 'connect', args)),
  step: (world, task, frame) => step(world, task, frame, given(ARGS, 'connect', frame.args)),
};
