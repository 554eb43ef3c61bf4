// SPDX-License-Identifier: MIT
// AF_UNIX sockets (net/unix/af_unix.c, Linux 6.12). Of another family's nothing is modelled but that they are there.
import { wakeAll } from '../../system/sleep.ts';
import type { ObjectKind, TaskId, WaitQueue, World } from '../../system/types.ts';
import { copyMap, stateOf } from '../../system/world.ts';
import type { InodeId } from '../path/kind.ts';

export type SockId = `k${number}`;

/** Who SO_PEERCRED names (`sk_peer_pid`, `sk_peer_cred`). */
export interface PeerCred {
  readonly task: TaskId;
  readonly uid: number;
  readonly gid: number;
}

export interface Sock {
  readonly family: 'unix' | 'inet';
  readonly type: 'stream' | 'seqpacket' | 'dgram';
  state: 'unconnected' | 'listening' | 'connected';
  /** Can be found by its inode (`unix_find_socket_byinode`). */
  hashed: boolean;
  /** SOCK_DEAD. */
  dead: boolean;
  /** Bits of RCV_SHUTDOWN (1) and SEND_SHUTDOWN (2). */
  shutdown: number;
  inode?: InodeId;
  /** The address: a path as it was given to bind, or `@` for one that the kernel chose (`unix_autobind`). */
  address?: string;
  /** SO_PASSCRED: a call that connects gives the socket a name first, if it has none. */
  passcred: boolean;
  backlog: number;
  /** The accept queue: sockets not accepted yet, oldest first. */
  queue: SockId[];
  /** Exclusive waiters on `peer_wait`: tasks in connect. */
  waiters: WaitQueue;
  /** Exclusive waiters on `sk_sleep`: tasks in accept. */
  accepters: WaitQueue;
  peer?: SockId;
  peerCred?: PeerCred;
}

/** RCV_SHUTDOWN. */
export const RCV_SHUTDOWN = 1;

function copySock(sock: Sock): Sock {
  return {
    ...sock,
    queue: [...sock.queue],
    waiters: [...sock.waiters],
    accepters: [...sock.accepters],
  };
}

/** Sockets; a description says which. */
export const SOCKETS: ObjectKind<Map<SockId, Sock>, SockId> = {
  name: 'socket',
  initial: () => new Map(),
  copy: (socks) => copyMap(socks, copySock),
  *queues(socks) {
    for (const { waiters, accepters } of socks.values()) yield* [waiters, accepters];
  },
  release: releaseSock,
};

export function socksOf(world: World): Map<SockId, Sock> {
  return stateOf(world, SOCKETS);
}

export function sockOf(world: World, id: SockId): Sock {
  return socksOf(world).get(id)!;
}

/** `unix_release_sock`: unhashes the socket, marks it dead, wakes all that wait for it, and ends what it had queued. */
function releaseSock(world: World, id: SockId): void {
  const sock = sockOf(world, id);
  const listened = sock.state === 'listening';
  sock.hashed = false;
  sock.dead = true;
  sock.state = 'unconnected';
  delete sock.peer;
  wakeAll(world, sock.waiters);
  const queued = sock.queue.splice(0);
  if (listened) for (const embryo of queued) releaseSock(world, embryo);
}

export function newSock(family: Sock['family'], type: Sock['type']): Sock {
  return {
    family,
    type,
    state: 'unconnected',
    hashed: false,
    dead: false,
    shutdown: 0,
    passcred: false,
    backlog: 0,
    queue: [],
    waiters: [],
    accepters: [],
  };
}

export function addSock(world: World, sock: Sock): SockId {
  const id: SockId = `k${world.next++}`;
  socksOf(world).set(id, sock);
  return id;
}
