// SPDX-License-Identifier: MIT
// Files that are neither in a directory nor pipes nor sockets, as far as one reads and writes them (fs/anon_inodes.c, fs/eventfd.c,
// fs/signalfd.c, fs/timerfd.c, fs/eventpoll.c, mm/memfd.c, Linux 6.12).
import { wakeFirst } from '../../system/sleep.ts';
import type { Answer, ObjectKind, WaitQueue, World } from '../../system/types.ts';
import { copyMap, stateOf } from '../../system/world.ts';

/** How a file is open, and what it has for who reads and writes. */
export interface OddKind {
  readonly mayWrite: boolean;
  /** Whether it can be read, written at all. */
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** Whether a read, a write is told not to wait: FMODE_NOWAIT, and `read_iter`, `write_iter`. */
  readonly toldToRead: boolean;
  readonly toldToWrite: boolean;
  /** The fewest bytes that are read. */
  readonly least: number;
}

const anonymous = { mayWrite: true, canRead: true, canWrite: false, toldToRead: true, toldToWrite: false };

/** By name; a signalfd of no signal, a timer that is not set: nothing is ever there to be read. */
export const ODD_KINDS = {
  memfd: { ...anonymous, canWrite: true, toldToRead: false, least: 0 },
  eventfd: { ...anonymous, canWrite: true, least: 8 },
  signalfd: { ...anonymous, least: 128 },
  timerfd: { ...anonymous, least: 8 },
  epoll: { ...anonymous, canRead: false, least: 0 },
} as const satisfies Record<string, OddKind>;
export type OddName = keyof typeof ODD_KINDS;
export type OddId = `x${number}`;

/** One of them. */
export interface Odd {
  readonly name: OddName;
  /** What an eventfd counts. */
  count: number;
  readonly reading: WaitQueue;
}

/** What an eventfd is written: one. */
export const ONE = `\u0001${'\0'.repeat(7)}`;

/** The most that an eventfd counts here, so that it is text. */
export const MOST_COUNTED = 50;

/** They, by number. */
export const ODDS: ObjectKind<Map<OddId, Odd>, OddId> = {
  name: 'odd',
  initial: () => new Map(),
  copy: (odds) => copyMap(odds, (odd) => ({ ...odd, reading: [...odd.reading] })),
  *queues(odds) {
    for (const { reading } of odds.values()) yield reading;
  },
  release(world, id) {
    stateOf(world, ODDS).delete(id);
  },
  read(world, _, id, { count, nonblock }): Answer {
    const odd = oddOf(world, id);
    const kind = ODD_KINDS[odd.name];
    if (!kind.canRead) return 'EINVAL';
    // A memfd is always at its end.
    if (odd.name === 'memfd') return { value: 0, out: '' };
    if (count < kind.least) return 'EINVAL';
    if (odd.count > 0) {
      const out = `${String.fromCharCode(odd.count)}${'\0'.repeat(7)}`;
      odd.count = 0;
      return { value: 8, out };
    }
    return nonblock ? 'EAGAIN' : { waits: odd.reading };
  },
  write(world, _, id, { data, parts = 1 }): Answer {
    const odd = oddOf(world, id);
    const kind: OddKind = ODD_KINDS[odd.name];
    if (!kind.mayWrite) return 'EBADF';
    if (!kind.canWrite) return 'EINVAL';
    if (odd.name === 'memfd') return data.length;
    const written = counted(data.length, parts);
    if (written === 0) return 'EINVAL';
    odd.count += written;
    wakeFirst(world, odd.reading);
    return 8 * written;
  },
};

/** How many buffers an eventfd takes: it has no `write_iter`, so that each is a write of its own (`do_loop_readv_writev`), of 8 bytes. */
function counted(length: number, parts: number): number {
  return Math.ceil(length / parts) === 8 ? Math.floor(length / 8) : 0;
}

export function oddOf(world: World, id: OddId): Odd {
  return stateOf(world, ODDS).get(id)!;
}
