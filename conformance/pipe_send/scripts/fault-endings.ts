// SPDX-License-Identifier: MIT
// How the calls end whose allocations fail. The pages of a pipe are no slab, and failslab lets them be (E10):
// own-kernel.full.test.ts has a cgroup that has no more of them.
import { KEEPER } from '../../harness/one-call/subject.ts';
import { MSG_DONTWAIT, MSG_NOSIGNAL, MSG_OOB, SIG_BLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u64s } from '../../harness/registers.ts';
import { ADDRESS, ADDRESS_SIZE, bytes, room } from './abi-room.ts';
import {
  byCaller,
  type FaultEnding,
  type FaultWorld,
  fill,
  LATE,
  NINE,
  PAGE,
  put,
  TEXT,
  take,
} from './fault-world.ts';

const SIGPIPE = 13;
const SIGPIPES: Arg = { data: u64s(2 ** (SIGPIPE - 1)) };
/** Where nothing is mapped, and where no memory of a user is. */
const [UNMAPPED, OUTSIDE] = [1, 0xffff_8000_0000_0000n];

/** Nobody has the FIFO open for reading. */
/** Their numbers stay in use, or what is opened next would be read as the FIFO. */
function closeReaders({ script, fds }: FaultWorld): void {
  for (const fd of [fds.drain, fds.read]) script.call(KEEPER, NR.dup2, fds.write, fd);
}

/** A message of nine buffers, on the FIFO where nothing else is said. */
type Message = Omit<FaultEnding, 'calls' | 'on'> & Partial<Pick<FaultEnding, 'on'>>;

/** However it ends: the vector is copied before all that follows (E2d). */
const NO_VECTOR = { gives: 'ENOMEM', row: 'E2d' } as const;

const sent = (more: Message): FaultEnding => ({
  ...{ calls: ['sendmsg'], on: 'write', parts: NINE, refused: NO_VECTOR },
  ...more,
});

/** Enough to receive for two calls. */
const putTwice = (world: FaultWorld): void => put(world, TEXT + TEXT.toUpperCase());

const received = (more: Message): FaultEnding => ({
  ...{ calls: ['recvmsg'], on: 'read', parts: NINE, refused: NO_VECTOR },
  before: putTwice,
  ...more,
});

/** What is refused after the vector has been copied (E2e to E12), in calls that send and in those that receive. */
const REFUSED: readonly Message[] = [
  { name: 'refused: no vector', returns: 'EFAULT', message: { vector: UNMAPPED, count: NINE } },
  { name: 'refused: MSG_OOB', returns: 'EINVAL', flags: MSG_OOB },
  { name: 'refused: an address', returns: 'EINVAL', message: { name: ADDRESS, namelen: ADDRESS_SIZE } },
];

/** Eight buffers that are there, and one that is outside. */
const outside = (one: typeof room): Message => ({
  ...{ name: 'refused: a buffer outside', returns: 'EFAULT' },
  message: { parts: [...Array.from({ length: NINE - 1 }, () => one(1)), { base: OUTSIDE, length: 1 }] },
});

const SENT: readonly FaultEnding[] = [
  sent({ name: 'of nine buffers', returns: NINE }),
  sent({ name: 'of nine buffers, MSG_DONTWAIT', returns: NINE, flags: MSG_DONTWAIT }),
  sent({ name: 'asleep, then there is room', returns: NINE, before: fill, asleep: take }),
  sent({ name: 'refused: no room', returns: 'EAGAIN', flags: MSG_DONTWAIT, before: fill }),
  sent({ name: 'refused: no reader', returns: 'EPIPE', flags: MSG_NOSIGNAL, before: closeReaders }),
  sent({ name: 'refused: the other end', returns: 'EBADF', on: 'read' }),
  sent({
    name: 'refused: a file that does not promise',
    returns: 'EOPNOTSUPP',
    on: 'file',
    flags: MSG_DONTWAIT,
  }),
  ...[...REFUSED, outside(() => bytes('x'))].map(sent),
];

const RECEIVED: readonly FaultEnding[] = [
  received({ name: 'of nine buffers', returns: NINE }),
  received({ name: 'of nine buffers, MSG_DONTWAIT', returns: NINE, flags: MSG_DONTWAIT }),
  received({
    ...{ name: 'asleep, then there are bytes', returns: NINE, before() {} },
    asleep: (world) => put(world, TEXT),
  }),
  received({ name: 'refused: no bytes', returns: 'EAGAIN', flags: MSG_DONTWAIT, before() {} }),
  received({ name: 'refused: the other end', returns: 'EBADF', on: 'write' }),
  ...[...REFUSED, outside(room)].map(received),
];

/** A signal that finds no memory comes all the same, and says less of itself. */
const SIGNALLED: Omit<FaultEnding, 'calls'> = {
  ...{ name: 'no reader', on: 'write', returns: 'EPIPE' },
  before(world: FaultWorld) {
    closeReaders(world);
    byCaller(world, NR.rt_sigprocmask, SIG_BLOCK, SIGPIPES, 0, 8);
  },
  told: (world: FaultWorld) => [
    {
      ...{ what: 'SIGPIPE', expected: SIGPIPE },
      op: byCaller(world, NR.rt_sigtimedwait, SIGPIPES, 0, { data: u64s(0, 0) }, 8),
    },
  ],
};

/** A page of the caller's own buffer: without memory for it there is no such page (E11, A4). */
const NO_PAGE = { gives: 'EFAULT', row: 'E11' } as const;

/** Fewer than are copied by words: who copies those tries a byte again, and then there is memory (arch/x86/lib/copy_user_64.S). */
const ROOM = 7;
/** Of these they are the first in a slot of their own. */
const FEW = 'abcd';

function putSlots(world: FaultWorld): void {
  put(world, FEW.padStart(PAGE, '.'));
  take(world, PAGE - FEW.length);
  putTwice(world);
}

const OWN_PAGE: readonly Omit<FaultEnding, 'calls'>[] = [
  {
    ...{ name: 'into a page that is not there yet', on: 'read', returns: ROOM, refused: NO_PAGE },
    ...{ memory: { base: LATE.second, length: ROOM }, before: putTwice },
  },
  {
    ...{ name: 'into such a page, MSG_DONTWAIT', on: 'read', returns: ROOM, refused: NO_PAGE },
    ...{ memory: { base: LATE.second, length: ROOM }, before: putTwice, flags: MSG_DONTWAIT },
  },
  {
    ...{ name: 'of two slots into two pages', on: 'read', returns: ROOM, before: putSlots },
    memory: { base: LATE.second - FEW.length, length: ROOM },
    // The first slot has been moved.
    refused: { gives: FEW.length },
  },
];

/** All of them leave the caller alive, and can be had again in the same world. */
export const FAULT_ENDINGS: readonly FaultEnding[] = [
  ...SENT,
  ...RECEIVED,
  { ...SIGNALLED, calls: ['sendto', 'sendmsg'] },
  ...OWN_PAGE.map((ending) => ({ ...ending, calls: ['recvfrom', 'recvmsg'] })),
  // The file grows by a node of its tree of pages, for which memory is asked once more (xas_nomem()).
  { name: 'into a file', calls: ['sendto', 'sendmsg'], on: 'file', returns: NINE },
];
