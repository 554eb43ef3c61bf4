// SPDX-License-Identifier: MIT
// Sequences that are always run: the rules of the document, one after the other.
import { ONE } from '../../models/kernel/objects/odd/index.ts';
import { PAGE } from '../../models/kernel/objects/pipe/index.ts';
import type { SignalName, TaskId } from '../../models/kernel/system/index.ts';
import { type Called, type Case, caseOf, type Done } from '../harness/lockstep/cases.ts';
import { piped, WITH_PROC } from '../objects/pipe/cases.ts';
import { ALL, bytesOf } from '../objects/pipe/choose.ts';
import { recv, send } from './calling.ts';
import { OTHER_BITS } from './codecs.ts';
import { ALL_OBJECTS, OBJECTS } from './objects.ts';

const [READ, WRITE] = [0, 1];
const DONTWAIT = { dontwait: true };
const UNMAPPED = { buffer: 'unmapped' };
/** MSG_CMSG_CLOEXEC, by its bit. */
const CMSG_CLOEXEC = 30;
const call = (name: string, args: Called['args'], task: TaskId = 't0'): Called => ({
  task,
  call: name,
  args,
});
const nonblock = (fd: number, on: boolean): Called => call('nonblock', { fd, on });
const close = (fd: number, task: TaskId = 't0'): Called => call('close', { fd }, task);
const odd = (name: string): Called => call('odd', { name });
const fork = (task: TaskId): Done => ({ from: 't0', fork: task });
const signal = (task: TaskId, name: SignalName): Done => ({ task, signal: name });
const splice = (fd: number, to: number, count = 1): Called => call('splice', { fd, to, count });
const rwf = (write: boolean, fd: number, length: number): Called =>
  write
    ? call('pwritev2', { fd, data: bytesOf('w', length), nowait: true })
    : call('preadv2', { fd, count: length, nowait: true });

const plain = (write: boolean, task: TaskId): Called =>
  write
    ? call('pwritev2', { fd: WRITE, data: 'w', nowait: false }, task)
    : call('preadv2', { fd: READ, count: 1, nowait: false }, task);

/** Of today's calls. */
export const TODAY_CASES = OBJECTS.cases();

/** RWF_NOWAIT: refused where FMODE_NOWAIT is not there, or not any more. */
export const NOWAIT_CASES: readonly Case[] = [
  caseOf('RWF_NOWAIT of a pipe, and of one that a splice has come to', 0, [
    ...[piped(), piped(), rwf(false, READ, 1), rwf(true, WRITE, 3), rwf(false, READ, 1), splice(READ, 3)],
    ...[rwf(false, READ, 1), rwf(true, WRITE, 1), rwf(true, 3, 1), rwf(false, 2, 0), rwf(false, 2, 9)],
  ]),
  caseOf('vectored calls without RWF_NOWAIT, while somebody waits', 0, [
    ...[piped(), fork('t2'), fork('t3'), call('write', { fd: WRITE, data: bytesOf('f', ALL) })],
    ...[plain(true, 't2'), signal('t2', 'restart'), signal('t2', 'interrupt'), plain(true, 't2')],
    ...[signal('t2', 'kill'), call('read', { fd: READ, count: ALL }), plain(false, 't3')],
    ...[signal('t3', 'restart'), signal('t3', 'interrupt'), plain(false, 't3'), signal('t3', 'kill')],
  ]),
  caseOf('RWF_NOWAIT of a pipe that a splice was refused on', 0, [
    ...[piped(), piped(), splice(READ, 3), rwf(false, READ, 1), rwf(true, 3, 0), rwf(true, 3, 1)],
  ]),
  caseOf('RWF_NOWAIT of a FIFO, and of a pipe that is opened again', 0, [
    ...[...WITH_PROC, piped(), call('reopen', { fd: READ, mode: 'both', nonblock: false })],
    ...[rwf(true, 2, 1), rwf(false, 2, 1), rwf(false, READ, 1), call('mkfifo', { path: 's', mode: 0o600 })],
    ...[call('openfifo', { path: 's', mode: 'both', nonblock: false }), rwf(true, 3, 1), rwf(false, 3, 1)],
  ]),
];

const SENDS: readonly Case[] = [
  caseOf('R1: without flags they are write and read', 0, [
    ...[piped(), fork('t2'), send(WRITE, 3), recv(READ, 2), recv(READ, 9), send(WRITE, 0), recv(READ, 0)],
    ...[send(WRITE, ALL + 3), recv(READ, PAGE, { task: 't2' }), recv(READ, ALL, { task: 't2' })],
    ...[recv(READ, 1, { task: 't2' }), send(WRITE, 'ab')],
  ]),
  caseOf('R2: with MSG_DONTWAIT nobody sleeps, and O_NONBLOCK is as it was', 0, [
    ...[piped(), fork('t2'), recv(READ, 1, DONTWAIT), send(WRITE, ALL, DONTWAIT), send(WRITE, 1, DONTWAIT)],
    ...[recv(READ, ALL, DONTWAIT), call('read', { fd: READ, count: 1 }, 't2'), send(WRITE, 1, DONTWAIT)],
    ...[nonblock(READ, true), recv(READ, 1), nonblock(READ, false), recv(READ, 1, DONTWAIT), recv(READ, 1)],
  ]),
  caseOf('R4: neither a splice nor F_SETFL takes MSG_DONTWAIT away', 0, [
    ...[piped(), piped(), splice(READ, 3), nonblock(READ, true), nonblock(READ, false)],
    ...[recv(READ, 1, DONTWAIT), send(3, ALL + 1, DONTWAIT), send(3, 1, DONTWAIT)],
  ]),
  caseOf('R4: FIFOs and pipes that are opened again have it too', 0, [
    ...[...WITH_PROC, piped(), call('reopen', { fd: READ, mode: 'both', nonblock: false })],
    ...[recv(2, 1, DONTWAIT), send(2, 2, DONTWAIT), recv(2, 9, DONTWAIT)],
    ...[
      call('mkfifo', { path: 's', mode: 0o600 }),
      call('openfifo', { path: 's', mode: 'both', nonblock: false }),
    ],
    ...[recv(3, 1, DONTWAIT), send(3, ALL + 1, DONTWAIT), send(3, 1, DONTWAIT), recv(3, 9, DONTWAIT)],
  ]),
  caseOf('R5: files that cannot promise it, and those that can', 0, [
    ...['eventfd', 'signalfd', 'timerfd', 'memfd', 'epoll'].map(odd),
    ...[0, 1, 2, 3, 4].flatMap((fd) => [recv(fd, 128, DONTWAIT), send(fd, ONE, DONTWAIT)]),
    ...[3, 4].flatMap((fd) => [recv(fd, 128), send(fd, ONE)]),
    ...[send(0, ONE), send(0, 'abc'), recv(0, 7), recv(0, 9, DONTWAIT), recv(0, 9, DONTWAIT), send(1, ONE)],
    ...[send(2, ONE), nonblock(0, true), recv(0, 9), recv(1, 128)],
  ]),
  caseOf('R5: a directory, and descriptors of nothing', 0, [
    ...[call('open', { path: '/', how: 'read' }), call('open', { path: '/', how: 'path' })],
    ...[recv(0, 9), recv(0, 9, { parts: 2 }), recv(0, 9, DONTWAIT), send(0, 'a'), send(0, 'a', DONTWAIT)],
    ...[1, 7, -1].flatMap((fd) => [
      recv(fd, 9),
      send(fd, 'a'),
      recv(fd, 9, { parts: 2 }),
      send(fd, 'a', { parts: 1 }),
    ]),
  ]),
  caseOf('R6: packets', 0, [
    ...[piped({ packets: true }), send(WRITE, 3), send(WRITE, PAGE + 2, DONTWAIT), recv(READ, 2, DONTWAIT)],
    ...[recv(READ, ALL, DONTWAIT), recv(READ, ALL, DONTWAIT), recv(READ, 1, DONTWAIT)],
  ]),
  caseOf('R6: a buffer that is not there, with and without a place to merge', 0, [
    ...[piped(), send(WRITE, 3, { buffer: 'unmapped' }), recv(READ, 1, DONTWAIT), send(WRITE, 3)],
    ...[send(WRITE, 3, { buffer: 'unmapped' }), send(WRITE, PAGE, { buffer: 'unmapped' })],
    ...[
      recv(READ, 1, { buffer: 'unmapped' }),
      recv(READ, 9),
      recv(READ, 1, { ...DONTWAIT, buffer: 'unmapped' }),
    ],
  ]),
  caseOf('R6: a buffer that is not there, and how much there is room for then', 0, [
    ...[piped(), send(WRITE, 3, UNMAPPED), send(WRITE, ALL, DONTWAIT), recv(READ, ALL, DONTWAIT)],
  ]),
  // Who receives gets a packet of no bytes, or waits: before Linux 6.15 and since.
  caseOf('R6: a packet whose buffer is not there', 0, [
    ...[piped({ packets: true }), fork('t2'), send(WRITE, 3, UNMAPPED), recv(READ, 9, { task: 't2' })],
    ...[recv(READ, 9, DONTWAIT), send(WRITE, 3, UNMAPPED), send(WRITE, 2)],
    ...[recv(READ, 9, { ...DONTWAIT, ...UNMAPPED }), recv(READ, 9, DONTWAIT), recv(READ, 9, DONTWAIT)],
  ]),
  caseOf('R6: a splice from a pipe whose slots have no bytes', 0, [
    ...[piped({ packets: true }), piped(), send(WRITE, 3, UNMAPPED), splice(READ, 3), recv(2, 9, DONTWAIT)],
    ...[recv(2, 9, DONTWAIT), send(WRITE, ALL + 1, UNMAPPED), send(WRITE, 'ab'), splice(READ, 3, 9)],
    ...[recv(2, 9, DONTWAIT), recv(2, 9, DONTWAIT), send(WRITE, 3, UNMAPPED), close(WRITE)],
    ...[splice(READ, 3), splice(READ, 3)],
  ]),
  // Before Linux 6.15 the slot has no bytes: who takes it away has none, and makes room for who waits.
  ...[false, true].map((nonblocking) =>
    caseOf(`R1: a slot without bytes makes room, ${nonblocking ? 'O_NONBLOCK' : 'MSG_DONTWAIT'}`, 0, [
      ...[piped(), fork('t2'), call('resize', { fd: WRITE, size: PAGE }), send(WRITE, 1, UNMAPPED)],
      send(WRITE, PAGE, { task: 't2' }),
      ...(nonblocking ? [nonblock(READ, true), recv(READ, 1)] : [recv(READ, 1, DONTWAIT)]),
      recv(READ, 2 * PAGE, DONTWAIT),
    ]),
  ),
  caseOf('R6: a splice from such a pipe, to one that is full with the first slot', 0, [
    ...[piped(), piped(), call('resize', { fd: 3, size: PAGE }), send(WRITE, 3, UNMAPPED)],
    ...[send(WRITE, PAGE), splice(READ, 3, PAGE), splice(READ, 3, PAGE)],
    ...[recv(2, 9, DONTWAIT), splice(READ, 3, 1), recv(2, 9, DONTWAIT), recv(READ, 9, DONTWAIT)],
  ]),
  caseOf('R6: who waits for bytes is woken by a send that has none', 0, [
    ...[
      piped(),
      fork('t2'),
      recv(READ, 9, { task: 't2' }),
      send(WRITE, 3, { buffer: 'unmapped' }),
      send(WRITE, 2),
    ],
    ...[piped({ packets: true }), fork('t3'), recv(2, 9, { task: 't3' }), send(3, 3, { buffer: 'unmapped' })],
  ]),
  caseOf(
    'R1: who is woken and finds its buffer not there wakes the next one, in receiving and in sending',
    0,
    [
      ...[piped(), fork('t2'), fork('t3'), recv(READ, 1, { task: 't2', ...UNMAPPED })],
      ...[recv(READ, 1, { task: 't3' }), send(WRITE, 'x'), send(WRITE, ALL)],
      ...[send(WRITE, 1, { task: 't2', ...UNMAPPED }), send(WRITE, 1, { task: 't3' }), recv(READ, ALL)],
      recv(READ, 9, DONTWAIT),
    ],
  ),
  caseOf('R2: a FIFO that nobody has opened to send, and one whose sender has gone, are at their end', 0, [
    call('mkfifo', { path: 's', mode: 0o600 }),
    ...[call('openfifo', { path: 's', mode: 'read', nonblock: true }), recv(0, 1, DONTWAIT), recv(0, 1)],
    ...[nonblock(0, false), recv(0, 1, DONTWAIT), recv(0, 1, { ...DONTWAIT, parts: 2 }), recv(0, 1)],
    ...[call('openfifo', { path: 's', mode: 'write', nonblock: true }), recv(0, 1, DONTWAIT), send(1, 'ab')],
    ...[recv(0, 1, DONTWAIT), close(1), recv(0, 9, DONTWAIT), recv(0, 9, DONTWAIT), recv(0, 9)],
  ]),
  caseOf('R7: PIPE_BUF bytes are moved as a whole, or not at all', 0, [
    ...[
      piped(),
      send(WRITE, ALL - PAGE, DONTWAIT),
      send(WRITE, PAGE - 1, DONTWAIT),
      send(WRITE, 2, DONTWAIT),
    ],
    ...[send(WRITE, 1, DONTWAIT), recv(READ, 1), send(WRITE, PAGE, DONTWAIT), recv(READ, PAGE)],
    ...[send(WRITE, PAGE, DONTWAIT), send(WRITE, PAGE, { ...DONTWAIT, parts: 3 })],
  ]),
  caseOf('R8: more than PIPE_BUF bytes, as many as there is room for', 0, [
    ...[piped(), send(WRITE, ALL - PAGE), send(WRITE, PAGE + 1, DONTWAIT), send(WRITE, PAGE + 1, DONTWAIT)],
    ...[recv(READ, 2 * PAGE), send(WRITE, 3 * PAGE, { ...DONTWAIT, parts: 2 })],
  ]),
  caseOf('R9: SIGPIPE, and none', 0, [
    ...[piped(), close(READ), send(WRITE, 1), send(WRITE, 1, { nosignal: true }), send(WRITE, 0)],
    ...[
      send(WRITE, 1, { nosignal: true, parts: 1 }),
      send(WRITE, 1, { parts: 2 }),
      call('write', { fd: WRITE, data: 'a' }),
    ],
    ...[send(WRITE, 1, { nosignal: true, dontwait: true }), send(WRITE, 1, DONTWAIT)],
  ]),
  caseOf('R9: who has moved some, and then nobody reads', 0, [
    ...[
      piped(),
      fork('t2'),
      close(READ, 't2'),
      send(WRITE, ALL + 1, { task: 't2', nosignal: true }),
      close(READ),
    ],
  ]),
  caseOf('R9: the same, with SIGPIPE', 0, [
    ...[piped(), fork('t2'), close(READ, 't2'), send(WRITE, ALL + 1, { task: 't2' }), close(READ)],
  ]),
  caseOf('R10: every other flag, an address, control data', 0, [
    piped(),
    ...OTHER_BITS.flatMap((bit) => [send(WRITE, 1, { bit }), recv(READ, 1, { bit, dontwait: true })]),
    ...OTHER_BITS.flatMap((bit) => [
      send(WRITE, 1, { bit, parts: 1 }),
      recv(READ, 1, { bit, parts: 2, dontwait: true }),
    ]),
    ...[send(WRITE, 1, { address: true }), recv(READ, 1, { address: true })],
    ...[send(WRITE, 1, { address: true, parts: 1 }), recv(READ, 1, { address: true, parts: 2 })],
    ...[
      send(WRITE, 1, { control: true, parts: 1 }),
      recv(READ, 1, { control: true, parts: 2, dontwait: true }),
    ],
    recv(READ, 1, DONTWAIT),
  ]),
  caseOf('R10: room for control data, and MSG_CMSG_CLOEXEC, of what receives', 0, [
    ...[piped(), send(WRITE, 'abcdefgh')],
    ...[recv(READ, 2, { control: true, parts: 2 }), recv(READ, 2, { bit: CMSG_CLOEXEC, parts: 2 })],
    ...[recv(READ, 2, { bit: CMSG_CLOEXEC }), recv(READ, 9, { control: true, bit: CMSG_CLOEXEC, parts: 2 })],
    ...[
      recv(READ, 9, { ...DONTWAIT, control: true, bit: CMSG_CLOEXEC, parts: 2 }),
      send(WRITE, 1, { bit: CMSG_CLOEXEC }),
      send(WRITE, 1, { control: true, bit: CMSG_CLOEXEC, parts: 1 }),
      recv(READ, 1, DONTWAIT),
    ],
  ]),
  caseOf('R20: RWF_NOWAIT is on pipes and FIFOs, and stays there after a splice', 0, [
    ...[...WITH_PROC, piped(), piped(), call('reopen', { fd: READ, mode: 'both', nonblock: false })],
    ...[rwf(true, 4, 2), rwf(false, 4, 1), rwf(false, READ, 9), rwf(false, READ, 1), rwf(false, 4, 1)],
    ...[
      call('mkfifo', { path: 's', mode: 0o600 }),
      call('openfifo', { path: 's', mode: 'both', nonblock: false }),
    ],
    ...[rwf(false, 5, 1), rwf(true, 5, ALL + 1), rwf(true, 5, 1), rwf(false, 5, 9)],
    ...[splice(READ, 3), rwf(false, READ, 1), rwf(true, 3, 2), splice(2, WRITE), rwf(true, WRITE, 1)],
    ...[splice(5, 3), rwf(false, 5, 1), rwf(true, 5, 1), rwf(true, 4, 1), rwf(false, 4, 9)],
  ]),
  caseOf('R11: of two errors the first', 0, [
    ...[piped(), send(7, 1, { buffer: 'outside' }), send(7, 1, { bit: 0 }), send(READ, 1, { bit: 0 })],
    ...[
      send(READ, 1, { buffer: 'unmapped' }),
      recv(WRITE, 1, DONTWAIT),
      recv(READ, 0, { buffer: 'outside' }),
    ],
    ...[recv(READ, 0, { buffer: 'unmapped' }), close(READ), send(WRITE, 1, { buffer: 'unmapped' })],
  ]),
  caseOf('R12: signals, while somebody waits', 0, [
    ...[
      piped(),
      fork('t2'),
      recv(READ, 1, { task: 't2' }),
      signal('t2', 'restart'),
      signal('t2', 'interrupt'),
    ],
    ...[recv(READ, 4, { task: 't2', parts: 2 }), signal('t2', 'restart'), send(WRITE, 'abcde')],
    ...[send(WRITE, ALL + 1, { task: 't2' }), signal('t2', 'interrupt'), send(WRITE, 1, { task: 't2' })],
    ...[signal('t2', 'restart'), signal('t2', 'interrupt'), send(WRITE, 9, { task: 't2', parts: 3 })],
    signal('t2', 'kill'),
  ]),
  caseOf('R12: messages, while somebody waits', 0, [
    ...[
      piped(),
      fork('t2'),
      send(WRITE, ALL),
      send(WRITE, 1, { task: 't2', parts: 2 }),
      signal('t2', 'restart'),
      signal('t2', 'interrupt'),
      fork('t3'),
      send(WRITE, 1, { task: 't3' }),
      signal('t3', 'kill'),
    ],
    ...[send(WRITE, 1, { task: 't2', parts: 2 }), recv(READ, ALL), recv(READ, 9)],
    ...[
      send(WRITE, ALL),
      close(READ, 't2'),
      send(WRITE, 1, { task: 't2', parts: 1, nosignal: true }),
      close(READ),
    ],
  ]),
  caseOf('R6: the last one who sends goes while somebody receives', 0, [
    ...[piped(), fork('t2'), fork('t3'), close(WRITE, 't2'), close(WRITE, 't3')],
    ...[recv(READ, 1, { task: 't2' }), recv(READ, 1, { task: 't3', parts: 2 }), close(WRITE)],
  ]),
  caseOf('no descriptor is left', 0, [
    ...[call('nofile', { limit: 1 }), call('socketpair', {}), odd('eventfd'), odd('epoll')],
  ]),
  caseOf('messages in several buffers', 0, [
    ...[
      piped(),
      send(WRITE, 'abcdefg', { parts: 3 }),
      recv(READ, 2, { parts: 2 }),
      recv(READ, 9, { parts: 2 }),
    ],
    ...[
      send(WRITE, 0, { parts: 2 }),
      recv(READ, 0, { parts: 2 }),
      send(WRITE, 'a', { parts: 3, high: true }),
    ],
    ...[recv(READ, 4, { parts: 2, high: true }), recv(READ, 4, { parts: 2, dontwait: true })],
    ...['outside', 'vector', 'message'].flatMap((buffer) => [
      send(WRITE, 1, { parts: 1, buffer }),
      recv(READ, 1, { parts: 2, buffer }),
    ]),
    ...[send(WRITE, 1, { parts: 1, buffer: 'unmapped' }), recv(READ, 1, { parts: 2, dontwait: true })],
  ]),
  caseOf('messages to an eventfd, of which each buffer is a write', 0, [
    ...[odd('eventfd'), send(0, ONE, { parts: 3 }), send(0, ONE, { parts: 2 }), recv(0, 9, DONTWAIT)],
    ...[send(0, ONE, { parts: 1 }), send(0, ONE + ONE, { parts: 2 }), send(0, ONE + ONE, { parts: 1 })],
    ...[send(0, `${ONE}abc`, { parts: 2 }), recv(0, 9, { parts: 2 }), recv(0, 9, DONTWAIT)],
  ]),
  caseOf('R18: sockets are as they were', 0, [
    ...[
      call('socketpair', {}),
      fork('t2'),
      recv(0, 4, DONTWAIT),
      send(1, 'abcdef'),
      recv(0, 2, { bit: 1 }),
      recv(0, 2),
    ],
    ...[
      recv(0, 9, DONTWAIT),
      recv(0, 1, { task: 't2' }),
      send(1, 'x', { high: true }),
      send(0, 'a', { address: true }),
    ],
    ...[
      send(7, 'a', { address: true }),
      send(0, 'abc', { nosignal: true, dontwait: true }),
      close(1),
      close(1, 't2'),
    ],
    ...[send(0, 'a'), send(0, 'a', { nosignal: true }), recv(0, 1), recv(0, 1), recv(0, 1, DONTWAIT)],
  ]),
  caseOf('R18: messages on sockets', 0, [
    ...[
      call('socketpair', {}),
      send(1, 'abcdef', { parts: 3 }),
      recv(0, 2, { parts: 2, bit: 1 }),
      recv(0, 5, { parts: 2 }),
    ],
    ...[recv(0, 9, { parts: 2, dontwait: true }), send(1, 'a', { parts: 1, buffer: 'unmapped' })],
    ...[
      send(1, 'a', { parts: 1, address: true }),
      send(1, 'a', { parts: 2, nosignal: true }),
      recv(0, 1, { parts: 2 }),
    ],
    ...[send(0, 'ab', { parts: 1 }), close(1), recv(0, 1, { parts: 2 }), recv(0, 1, { parts: 2 })],
  ]),
];

/** The proposal's. */
export const PROPOSED_CASES: readonly Case[] = [
  ...ALL_OBJECTS.cases([
    (fd) => call('recvfrom', { ...recv(fd, 9, DONTWAIT).args }, 't1'),
    (fd) => call('recvmsg', { ...recv(fd, 9, { ...DONTWAIT, parts: 2 }).args }, 't1'),
    (fd) => call('sendto', { ...send(fd, 9, DONTWAIT).args }, 't1'),
    (fd) => call('sendmsg', { ...send(fd, 9, { ...DONTWAIT, parts: 2 }).args }, 't1'),
  ]),
  ...SENDS,
];
