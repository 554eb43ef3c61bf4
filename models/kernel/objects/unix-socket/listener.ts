// SPDX-License-Identifier: MIT
// Listening AF_UNIX sockets: the accept queue, the backlog, and the exclusive waiters on peer_wait.
import { enumOf, mapOf, seqOf } from '../../../kit/index.ts';

/** `bound` does not listen; `unhashed` can no longer be found; `dead` is SOCK_DEAD. */
export const SOCK_STATES = ['listening', 'bound', 'unhashed', 'dead'] as const;
export type SockState = (typeof SOCK_STATES)[number];

/** A socket that is bound to an inode, and how it starts. K: listeners, I: inodes. */
export interface ListenerSpec<K extends string, I extends string> {
  readonly name: K;
  readonly inode: I;
  readonly type: 'stream' | 'dgram';
  readonly state: SockState;
  /** Connections of nobody here that its queue holds at the beginning. */
  readonly queued: number;
}

/** listen(fd, 0): the queue is full when it holds this many (`unix_recvq_full_lockless`, net/unix/af_unix.c, 6.12). */
export const FULL_AT = 1;

/** A connection in an accept queue: a caller's, or nobody's. */
export type Queued<P extends string> = P | 'x';

/** The mutable parts of the sockets. K: listeners, P: callers. */
export interface Sockets<K extends string, P extends string> {
  readonly sock: Record<K, SockState>;
  readonly queue: Record<K, Queued<P>[]>;
  readonly waiters: Record<K, P[]>;
}

/** The schemas of `sock`, `queue` and `waiters`. */
export function socketSchemas<K extends string, P extends string>(
  listeners: readonly K[],
  callers: readonly P[],
  fullAt: number,
) {
  // Room beyond the backlog, so that a mutant that exceeds it, or connects twice, can be seen to.
  const room = fullAt + 2 * callers.length;
  return {
    sock: mapOf(listeners, enumOf(...SOCK_STATES)),
    queue: mapOf(listeners, seqOf(room, enumOf<Queued<P>>('x', ...callers))),
    waiters: mapOf(listeners, seqOf(callers.length, enumOf<P>(...callers))),
  };
}

/** Puts each listener into its first state. */
export function initSockets<K extends string, I extends string, P extends string>(
  specs: readonly ListenerSpec<K, I>[],
  s: Sockets<K, P>,
): void {
  for (const spec of specs) {
    s.sock[spec.name] = spec.state;
    for (let i = 0; i < spec.queued; i++) s.queue[spec.name].push('x');
  }
}

/** The accept queues, as properties read them. */
export interface Queues<K extends string> {
  readonly queue: Readonly<Record<K, readonly string[]>>;
}

/** Whether the listener's backlog is full: its queue holds `fullAt` connections. */
export function isFull<K extends string>(s: Queues<K>, k: K, fullAt: number): boolean {
  return s.queue[k].length >= fullAt;
}

/** Whether a socket of `k` can still be found by its inode (`unix_find_socket_byinode`). */
export function isHashed<K extends string>(s: { readonly sock: Record<K, SockState> }, k: K): boolean {
  return s.sock[k] === 'listening' || s.sock[k] === 'bound';
}

/** Takes the first exclusive waiter off the queue and says who it is (`wake_up_interruptible(&u->peer_wait)`). */
export function takeWaiter<K extends string, P extends string>(s: Sockets<K, P>, k: K): P | undefined {
  return s.waiters[k].shift();
}

/** Takes `p` off the wait queue (`finish_wait`). */
export function leaveWaiters<K extends string, P extends string>(s: Sockets<K, P>, k: K, p: P): void {
  s.waiters[k].splice(s.waiters[k].indexOf(p), 1);
}
