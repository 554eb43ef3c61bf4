// SPDX-License-Identifier: MIT
// Sequences that are always run, of either call: each race of the document on a kernel, and what was found before.
import { type Called, type Case, caseOf, goOn } from '../harness/lockstep/cases.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';
import { accept, asleep, type Connecting, EXCHANGE, LISTENERS, peer, sockets } from './calling.ts';
import { OBJECTS } from './objects.ts';
import { surroundings } from './surroundings.ts';

const datagram = { ...stream, type: 'dgram' };

function races(by: Connecting): Case[] {
  const sleeper = asleep(by);
  return [
    goOn(sleeper, 'C2: renamed while asleep, then accepted', [EXCHANGE, accept(0), peer(1)]),
    goOn(sleeper, 'C2: renamed while asleep, then restarted by a signal', [
      EXCHANGE,
      { signal: 'restart' },
      peer(1),
    ]),
    goOn(sleeper, 'R11: restarted by a signal, and asleep again', [
      { signal: 'restart' },
      accept(0),
      peer(1),
    ]),
    goOn(sleeper, 'R11: interrupted by a signal', [{ signal: 'interrupt' }, accept(0), peer(1)]),
    goOn(sleeper, 'R9: killed while asleep', [{ signal: 'kill' }, accept(0)]),
    goOn(sleeper, 'R10: the listener dies under a sleeper', [{ task: 't0', call: 'close', args: { fd: 0 } }]),
    goOn(sleeper, 'R10: the listener dies, and its name is another by then', [
      EXCHANGE,
      { task: 't0', call: 'close', args: { fd: 0 } },
      peer(1),
    ]),
    goOn(sleeper, 'R9: a larger backlog wakes all', [
      { task: 't0', call: 'listen', args: { fd: 0, backlog: 1 } },
    ]),
    goOn(sleeper, 'R12: shutdown of the listener wakes nobody', [
      { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
      accept(0),
    ]),
    goOn(sleeper, 'R7: write permission goes away under a sleeper', [
      { task: 't0', call: 'chmod', args: { path: 's', mode: 0 } },
      accept(0),
    ]),
  ];
}

/** t1 and its fork t2 sleep in a connect of one socket, t3 in one of another: all on s, which is full. */
function shared({ to }: Connecting): Case {
  return caseOf('', 0, [
    ...LISTENERS,
    ...sockets(2),
    to('s', 0),
    { from: 't1', fork: 't2' },
    { from: 't1', fork: 't3' },
    { task: 't3', call: 'socket', args: stream },
    to('s', 1),
    { ...to('s', 1), task: 't2' },
    { ...to('s', 2), task: 't3' },
  ]);
}

/** t1 and its fork t2 sleep, each with a socket of its own, on s, which is full; permissions stop them. */
function two({ to }: Connecting): Case {
  return caseOf('', 1000, [
    ...LISTENERS,
    ...sockets(3),
    to('s', 0),
    { from: 't1', fork: 't2' },
    to('s', 1),
    { ...to('s', 2), task: 't2' },
  ]);
}

/** By connect(2) a wake-up is lost, and a waiter sleeps beside a free slot until the next accept. */
function wakeUps(by: Connecting): Case[] {
  return [
    goOn(shared(by), 'R12: a waiter finds its socket connected', [accept(0), accept(0), peer(1)]),
    goOn(shared(by), 'R12: a waiter finds that its name leads elsewhere', [
      // There is room for all there: who is handed a wake-up goes the same way.
      { task: 't0', call: 'listen', args: { fd: 1, backlog: 4 } },
      EXCHANGE,
      accept(0),
      peer(1),
    ]),
    goOn(two(by), 'R12: a waiter has lost its permission', [
      { task: 't0', call: 'chmod', args: { path: 's', mode: 0 } },
      accept(0),
    ]),
    goOn(two(by), 'R12: a waiter finds the listener shut down', [
      { task: 't0', call: 'shutdown', args: { fd: 0, how: 0 } },
      accept(0),
    ]),
  ];
}

/** What is wrong with the caller's socket or with the address, in the order of the table. */
function errors({ to, odd }: Connecting): Case[] {
  return [
    caseOf('odd addresses', 0, [
      ...sockets(1),
      ...['unnamed', 'fault', 'huge', 'family', 'abstract'].map((kind) => odd(kind)),
      ...['nothing', 'short', 'long', 'unspec'].map((kind) => odd(kind)),
      { call: 'socket', args: { ...stream, family: 'inet' } },
      ...['unnamed', 'fault', 'huge', 'abstract', 'nothing', 'short'].map((kind) => odd(kind, 1)),
      to('s', 1),
    ]),
    caseOf('by a path without a NUL at its end', 0, [
      ...LISTENERS,
      ...sockets(2),
      to('t', 0, { bare: true }),
      peer(0),
      { call: 'bind', args: { fd: 1, address: { ...path('own'), bare: true } } },
      to('own', 1, { bare: true }),
    ]),
    caseOf('to what does not listen, or is of another type', 0, [
      ...sockets(2),
      { call: 'bind', args: { fd: 0, address: path('b') } },
      to('b', 1),
      { call: 'socket', args: { ...stream, type: 'dgram' } },
      { call: 'bind', args: { fd: 2, address: path('g') } },
      to('g', 1),
      { call: 'open', args: { path: 'f', how: 'create' } },
      to('f', 1),
      { call: 'close', args: { fd: 0 } },
      to('b', 1),
    ]),
  ];
}

/** Sockets of other types. */
function otherTypes({ to, odd }: Connecting): Case[] {
  return [
    caseOf('of datagram sockets', 1000, [
      ...[0, 1].flatMap((fd): Called[] => [
        { task: 't0', call: 'socket', args: datagram },
        { task: 't0', call: 'bind', args: { fd, address: path(`g${fd}`) } },
        { task: 't0', call: 'chmod', args: { path: `g${fd}`, mode: 0o777 } },
      ]),
      { call: 'socket', args: datagram },
      peer(0),
      to('g0'),
      peer(0),
      to('g1'),
      peer(0),
      { ...to('g1', 0), task: 't0' },
      { call: 'socket', args: datagram },
      to('g0', 1),
      to('g1', 1),
      odd('unnamed', 1),
      odd('abstract', 1),
      odd('family', 1),
      odd('nothing', 0),
      peer(0),
      odd('short', 1),
      odd('long', 1),
      odd('unspec', 0),
      peer(0),
      to('g1', 0),
      { task: 't0', call: 'close', args: { fd: 1 } },
      to('g1', 1),
      peer(0),
      to('absent', 1),
    ]),
    caseOf('of sequenced packets', 1000, [
      { task: 't0', call: 'socket', args: { ...stream, type: 'seqpacket' } },
      { task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
      { task: 't0', call: 'listen', args: { fd: 0, backlog: 0 } },
      { task: 't0', call: 'chmod', args: { path: 's', mode: 0o777 } },
      ...sockets(1),
      to('s', 0),
      ...[1, 2].map((): Called => ({ call: 'socket', args: { ...stream, type: 'seqpacket' } })),
      to('s', 1),
      to('s', 2),
      accept(0),
      { call: 'peercred', args: { fd: 2 } },
      peer(2),
    ]),
    caseOf('of a socket that is connected, listens, or may not wait', 1000, [
      ...LISTENERS,
      ...sockets(1),
      to('s', 0),
      to('t', 0),
      { call: 'socket', args: { ...stream, nonblock: true } },
      to('s', 1),
      { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
      { call: 'bind', args: { fd: 1, address: path('own') } },
      { call: 'listen', args: { fd: 1, backlog: 0 } },
      to('t', 1),
      to('own', 1),
      to('own', 0),
    ]),
  ];
}

const WAITING_ACCEPT = caseOf('accept', 1000, [...LISTENERS, accept(0)]);

/** All of one call. */
export function connectingCases(by: Connecting): Case[] {
  return [
    ...races(by),
    ...wakeUps(by),
    ...errors(by),
    ...otherTypes(by),
    ...surroundings(by),
    goOn(WAITING_ACCEPT, 'accept woken by a connection', [...sockets(1), by.to('s'), peer(0)]),
    ...OBJECTS.cases([(fd) => by.to('s', fd)], [(at) => by.to(at, 0)]),
  ];
}
