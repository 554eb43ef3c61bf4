// SPDX-License-Identifier: MIT
// Two UNIX stream sockets that are connected to each other, as far as one sends and receives on them (net/unix/af_unix.c, Linux 6.12).
import { callOf } from '../../system/calls.ts';
import type { ObjectPlugin } from '../../system/compose.ts';
import { freeFds, install } from '../../system/fd.ts';
import { raise } from '../../system/signal.ts';
import { wakeAll } from '../../system/sleep.ts';
import type { Answer, ObjectKind, Task, WaitQueue, World } from '../../system/types.ts';
import { copyMap, stateOf } from '../../system/world.ts';

export type PairedId = `u${number}`;

/** One of two. */
export interface Paired {
  readonly other: PairedId;
  /** What it can receive. */
  data: string;
  /** Whether the other one is closed, and whether that had not received all (ECONNRESET, which is told once). */
  isAlone: boolean;
  isReset: boolean;
  readonly reading: WaitQueue;
}

/** They, by number. */
export const PAIRED: ObjectKind<Map<PairedId, Paired>, PairedId> = {
  name: 'paired socket',
  initial: () => new Map(),
  copy: (all) => copyMap(all, (one) => ({ ...one, reading: [...one.reading] })),
  *queues(all) {
    for (const { reading } of all.values()) yield reading;
  },
  /** `unix_release_sock`. */
  release(world, id) {
    const all = stateOf(world, PAIRED);
    const own = all.get(id)!;
    all.delete(id);
    const other = all.get(own.other);
    if (other === undefined) return;
    other.isAlone = true;
    other.isReset = own.data.length > 0;
    wakeAll(world, other.reading);
  },
};

/** A call that sends or receives. */
export interface SocketCall {
  readonly mayWait: boolean;
  /** There is an address. */
  readonly isAddressed: boolean;
  readonly fault: boolean;
}

/** `unix_stream_sendmsg`, of few bytes. */
export function sendPaired(
  world: World,
  task: Task,
  id: PairedId,
  { data, quiet, isAddressed, fault }: SocketCall & { readonly data: string; readonly quiet: boolean },
): Answer {
  const own = stateOf(world, PAIRED).get(id)!;
  if (isAddressed) return 'EISCONN';
  if (own.isAlone) {
    if (!quiet) raise(world, task, 'SIGPIPE');
    return 'EPIPE';
  }
  if (fault && data.length > 0) return 'EFAULT';
  const other = stateOf(world, PAIRED).get(own.other)!;
  other.data += data;
  if (data.length > 0) wakeAll(world, other.reading);
  return data.length;
}

/** `unix_stream_read_generic`, of at least one byte. */
export function receivePaired(
  world: World,
  id: PairedId,
  { count, peek, mayWait, fault }: SocketCall & { readonly count: number; readonly peek: boolean },
): Answer {
  const own = stateOf(world, PAIRED).get(id)!;
  if (own.data.length > 0) {
    if (fault) return 'EFAULT';
    const out = own.data.slice(0, count);
    if (!peek) own.data = own.data.slice(out.length);
    return { value: out.length, out };
  }
  if (own.isReset) {
    own.isReset = false;
    return 'ECONNRESET';
  }
  if (own.isAlone) return { value: 0, out: '' };
  return mayWait ? { waits: own.reading } : 'EAGAIN';
}

function socketpair(world: World, task: Task): Answer {
  const fds = freeFds(world, task, 2);
  if (fds === undefined) return 'EMFILE';
  const ids = [0, 1].map((): PairedId => `u${world.next++}`);
  for (const [i, id] of ids.entries()) {
    const one = { other: ids[1 - i]!, data: '', isAlone: false, isReset: false, reading: [] };
    stateOf(world, PAIRED).set(id, one);
    install(world, task, fds[i]!, { kind: PAIRED, to: id });
  }
  return { value: 0, out: fds.join(' '), made: fds };
}

/** socketpair(AF_UNIX, SOCK_STREAM); those who send and receive bring their calls. */
export const SOCKETPAIR: ObjectPlugin = {
  kind: PAIRED,
  calls: { socketpair: callOf({}, socketpair) },
};
