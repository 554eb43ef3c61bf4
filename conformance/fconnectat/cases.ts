// SPDX-License-Identifier: MIT
// Sequences of connect(2) that are always run: each race of the document on a kernel, and what was found before.
import type { Case } from '../harness/lockstep/proposal.ts';
import { type Called, caseOf, goOn, path, stream, systemCases } from '../harness/lockstep/system-cases.ts';

const connect = (at: string, fd = 0): Called => ({ call: 'connect', args: { fd, address: path(at) } });
const odd = (kind: string, fd = 0): Called => ({ call: 'connect', args: { fd, address: { kind } } });

/** t0 listens at s (descriptor 0) and t (1); both may be connected to by all. */
const LISTENERS: readonly Called[] = [
  ...['s', 't'].flatMap((name, fd): Called[] => [
    { task: 't0', call: 'socket', args: stream },
    { task: 't0', call: 'bind', args: { fd, address: path(name) } },
    { task: 't0', call: 'listen', args: { fd, backlog: 0 } },
    { task: 't0', call: 'chmod', args: { path: name, mode: 0o777 } },
  ]),
];

/** t1's descriptors 0 to n - 1 are sockets. */
const sockets = (n: number): Called[] => Array.from({ length: n }, () => ({ call: 'socket', args: stream }));

const EXCHANGE: Called = { task: 't0', call: 'rename', args: { from: 's', to: 't', how: 'exchange' } };
const accept = (fd: number): Called => ({ task: 't0', call: 'accept', args: { fd } });
const peer = (fd: number): Called => ({ call: 'getpeername', args: { fd } });

/** t1 has filled s with descriptor 0 and sleeps in a connect of descriptor 1. */
const ASLEEP = caseOf('', 1000, [...LISTENERS, ...sockets(2), connect('s', 0), connect('s', 1)]);

const RACES: readonly Case[] = [
  goOn(ASLEEP, 'C2: renamed while asleep, then accepted', [EXCHANGE, accept(0), peer(1)]),
  goOn(ASLEEP, 'C2: renamed while asleep, then restarted by a signal', [
    EXCHANGE,
    { signal: 'restart' },
    peer(1),
  ]),
  goOn(ASLEEP, 'R11: restarted by a signal, and asleep again', [{ signal: 'restart' }, accept(0), peer(1)]),
  goOn(ASLEEP, 'R11: interrupted by a signal', [{ signal: 'interrupt' }, accept(0), peer(1)]),
  goOn(ASLEEP, 'R9: killed while asleep', [{ signal: 'kill' }, accept(0)]),
  goOn(ASLEEP, 'R10: the listener dies under a sleeper', [{ task: 't0', call: 'close', args: { fd: 0 } }]),
  goOn(ASLEEP, 'R10: the listener dies, and its name is another by then', [
    EXCHANGE,
    { task: 't0', call: 'close', args: { fd: 0 } },
    peer(1),
  ]),
  goOn(ASLEEP, 'R9: a larger backlog wakes all', [
    { task: 't0', call: 'listen', args: { fd: 0, backlog: 1 } },
  ]),
  goOn(ASLEEP, 'R12: shutdown of the listener wakes nobody', [
    { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
    accept(0),
  ]),
  goOn(ASLEEP, 'R7: write permission goes away under a sleeper', [
    { task: 't0', call: 'chmod', args: { path: 's', mode: 0 } },
    accept(0),
  ]),
];

/** t1 and its fork t2 sleep in a connect of one socket, t3 in one of another: all on s, which is full. */
const SHARED = caseOf('', 0, [
  ...LISTENERS,
  ...sockets(2),
  connect('s', 0),
  { from: 't1', fork: 't2' },
  { from: 't1', fork: 't3' },
  { task: 't3', call: 'socket', args: stream },
  connect('s', 1),
  { ...connect('s', 1), task: 't2' },
  { ...connect('s', 2), task: 't3' },
]);

/** A wake-up is lost, and a waiter sleeps beside a free slot until the next accept. */
const LOST_WAKE_UPS: readonly Case[] = [
  goOn(SHARED, 'R12: a waiter finds its socket connected', [accept(0), accept(0), peer(1)]),
  goOn(SHARED, 'R12: a waiter finds that its name leads elsewhere', [EXCHANGE, accept(0), peer(1)]),
];

/** What is wrong with the caller's socket or with the address, in the order of the table. */
const ERRORS: readonly Case[] = [
  caseOf('connect with odd addresses', 0, [
    ...sockets(1),
    ...['unnamed', 'fault', 'huge', 'family', 'abstract'].map((kind) => odd(kind)),
    { call: 'socket', args: { ...stream, family: 'inet' } },
    ...['unnamed', 'fault', 'huge', 'abstract'].map((kind) => odd(kind, 1)),
    connect('s', 1),
  ]),
  caseOf('connect to what does not listen, or is of another type', 0, [
    ...sockets(2),
    { call: 'bind', args: { fd: 0, address: path('b') } },
    connect('b', 1),
    { call: 'socket', args: { ...stream, type: 'dgram' } },
    { call: 'bind', args: { fd: 2, address: path('g') } },
    connect('g', 1),
    { call: 'open', args: { path: 'f', how: 'create' } },
    connect('f', 1),
    { call: 'close', args: { fd: 0 } },
    connect('b', 1),
  ]),
  caseOf('connect of a socket that is connected, listens, or may not wait', 1000, [
    ...LISTENERS,
    ...sockets(1),
    connect('s', 0),
    connect('t', 0),
    { call: 'socket', args: { ...stream, nonblock: true } },
    connect('s', 1),
    { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
    { call: 'bind', args: { fd: 1, address: path('own') } },
    { call: 'listen', args: { fd: 1, backlog: 0 } },
    connect('t', 1),
    connect('own', 1),
    connect('own', 0),
  ]),
];

const WAITING_ACCEPT = caseOf('accept', 1000, [...LISTENERS, accept(0)]);

const ACCEPTS: readonly Case[] = [
  goOn(WAITING_ACCEPT, 'accept woken by a connect', [...sockets(1), connect('s'), peer(0)]),
];

export const CASES: readonly Case[] = [
  ...RACES,
  ...LOST_WAKE_UPS,
  ...ERRORS,
  ...ACCEPTS,
  ...systemCases([(fd) => connect('s', fd)], [(at) => connect(at, 0)]),
];
