// SPDX-License-Identifier: MIT
// Who waits by a ring of io_uring is woken by what is sent and received, and by a mutex that is let go (R19); what sends and
// receives by a ring is refused (R16).
import {
  F_SETPIPE_SZ,
  MSG_DONTWAIT,
  POLLIN,
  POLLOUT,
  RWF_NOWAIT,
  SO_SNDBUF,
  SOL_SOCKET,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { SIGNAL } from '../../harness/scripted/calls.ts';
import { edgesBy, watchEdges } from '../../harness/scripted/epoll.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { OP, RawRing } from '../../harness/scripted/raw-ring.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { IdleSplice, SOCKETS } from './idle-splice.ts';
import { messageOf, native } from './ways.ts';

const PAGE = 4096;
/** Bytes: more than a socket has room for whose room was made small. */
const SOCKET_MORE = 2 * PAGE;
const EAGAIN = '-11';
const NONE = 'none';
/** EPOLLIN and EPOLLRDNORM would be more; the mask is what was asked for. */
const [IN, OUT] = [String(POLLIN), String(POLLOUT)];

/** A pipe, a task with a ring, and one beside it. */
class Room {
  readonly script: JudgedScript;
  readonly loop: number;
  readonly other: number;
  readonly ring: RawRing;
  readonly read = 0;
  readonly write = 1;
  readonly #nr: number;
  /** Behind the pipe and the ring. */
  #descriptors = 3;

  constructor(nr: number, title: string, isDeferred = false) {
    this.#nr = nr;
    this.script = new JudgedScript(title);
    // Memory of its own: the ring is in it.
    this.loop = this.script.spawn({ flags: 0 });
    this.script.call(this.loop, NR.pipe2, { out: 8 }, 0);
    this.ring = new RawRing(this.script, this.loop, isDeferred);
    this.other = this.script.fork(this.loop);
  }

  send(label: string, text: string, flags = 0, expected = String(text.length)): void {
    const data: Arg = { data: Buffer.from(text) };
    const op = this.script.call(this.other, this.#nr, this.write, data, text.length, flags, 0, 0);
    this.script.expect(op, `send, ${label}`, expected);
  }

  recv(label: string, length: number, expected: string, flags = MSG_DONTWAIT): void {
    const op = this.script.call(this.other, NR.recvfrom, this.read, { out: length }, length, flags, 0, 0);
    this.script.expect(op, `recv, ${label}`, expected);
  }

  /** Who waits by epoll for bytes, at every edge; gives what asks how many there were. */
  edges(): (label: string, expected: string) => void {
    const epoll = this.script.open(this.other, NR.epoll_create1, 0);
    this.#descriptors += 1;
    watchEdges(this.script, this.other, epoll, this.read, POLLIN);
    return (label, expected) =>
      this.script.expect(edgesBy(this.script, this.other, epoll, 1), label, expected);
  }

  /** Has another task hold the mutex meanwhile, by a splice. */
  held<T>(meanwhile: () => T): T {
    const splice = new IdleSplice(this.script, this.other, this.#descriptors);
    this.#descriptors += SOCKETS;
    splice.take(this.script.fork(this.loop), this.write);
    const made = meanwhile();
    splice.quit();
    return made;
  }

  /**
   * Has another task hold the mutex of a full pipe meanwhile: it splices out of it to a socket that is full, until a signal
   * ends its wait. Nothing has been moved.
   */
  heldFull(meanwhile: () => void): void {
    const { script } = this;
    const to = this.#descriptors;
    this.#descriptors += 2;
    socketPair(script, this.other);
    // The least that there may be.
    script.call(this.other, NR.setsockopt, to, SOL_SOCKET, SO_SNDBUF, { data: Buffer.alloc(4) }, 4);
    const filled = { data: Buffer.alloc(SOCKET_MORE, 'f') };
    script.call(this.other, NR.sendto, to, filled, SOCKET_MORE, MSG_DONTWAIT, 0, 0);
    const holder = script.fork(this.loop);
    script.handle(holder, SIGNAL.usr1);
    const op = script.call(holder, NR.splice, this.read, 0, to, 0, PAGE, 0);
    script.expect(op, 'splice, to a socket that is full', 'blocked');
    meanwhile();
    script.kill(holder, SIGNAL.usr1);
    script.expectInTheEnd(op, 'splice, which a signal has ended', 'EINTR');
  }
}

/** A multishot read waits on an empty pipe, and has each send. */
function multishot(nr: number): JudgedScript {
  const room = new Room(nr, 'a multishot read has what is sent');
  const { script, ring } = room;
  const read = multishotRead(ring, room.read);
  ring.completed('an empty pipe', read, NONE);
  room.send('a byte', 'a');
  ring.completed('after a send', read, '1...');
  ring.received('the first buffer', 0, 'a');
  room.send('two bytes, MSG_DONTWAIT', 'bc', MSG_DONTWAIT);
  ring.completed('after a second one', read, '1... 2...');
  ring.received('the second buffer', 1, 'bc');
  script.call(room.other, NR.close, room.write);
  ring.completed('at the end of the file', read, '1... 2... 0');
  return script;
}

/** A message is one send. */
function message(nr: number): JudgedScript {
  const room = new Room(nr, 'a multishot read has a message');
  const { script, ring } = room;
  const read = multishotRead(ring, room.read);
  const parts = ['ab', 'c'].map((text) => ({ base: { data: Buffer.from(text) }, length: text.length }));
  const sent = messageOf(native(nr).layout, { parts });
  script.expect(script.call(room.other, NR.sendmsg, room.write, sent, 0), 'sendmsg', '3');
  ring.completed('after it', read, '3...');
  ring.received('the first buffer', 0, 'abc');
  return script;
}

/** A poll for bytes. */
function pollsIn(nr: number): JudgedScript {
  const room = new Room(nr, 'a poll for bytes is told of a send');
  const poll = room.ring.poll(room.read, POLLIN);
  room.ring.completed('an empty pipe', poll, NONE);
  room.send('a byte', 'a');
  room.ring.completed('after a send', poll, IN);
  return room.script;
}

/** A poll for room. */
function pollsOut(nr: number): JudgedScript {
  const room = new Room(nr, 'a poll for room is told of a recv');
  room.script.call(room.other, NR.fcntl, room.write, F_SETPIPE_SZ, PAGE);
  room.send('all that there is room for', 'f'.repeat(PAGE));
  const poll = room.ring.poll(room.write, POLLOUT);
  room.ring.completed('a full pipe', poll, NONE);
  room.recv('all of it', PAGE, String(PAGE));
  room.ring.completed('an empty pipe', poll, OUT);
  return room.script;
}

/** A poll at every edge is told when the mutex is let go, and somebody was refused it; otherwise it is told nothing. */
function edges(nr: number, title: string, isRefused: boolean): JudgedScript {
  const room = new Room(nr, title);
  const { script, ring } = room;
  const edge = `${IN}...`;
  room.send('a byte', 'a');
  const poll = ring.poll(room.read, POLLIN, true);
  ring.completed('the edge of the beginning', poll, edge);
  room.held(() => {
    if (isRefused) room.recv('MSG_DONTWAIT', 1, 'EAGAIN');
    ring.completed('while the splice sleeps', poll, edge);
  });
  const all = isRefused ? `${edge} ${edge}` : edge;
  ring.completed('after the splice', poll, all);
  room.held(() => undefined);
  ring.completed('after one more, and nobody was refused', poll, all);
  return script;
}

/** Whether a poll goes on after it has completed. */
const polls = (multi: boolean) => ({ name: multi ? 'at every edge' : 'once', more: multi ? '...' : '' });

/** The mutex is let go beside an empty pipe, of which there is nothing to tell; then bytes come. */
function unreadyIn(nr: number, multi: boolean): JudgedScript {
  const { name, more } = polls(multi);
  const room = new Room(nr, `a poll for bytes, ${name}, is told nothing of an empty pipe that is let go`);
  const { script, ring } = room;
  const poll = ring.poll(room.read, POLLIN, multi);
  ring.completed('an empty pipe', poll, NONE);
  room.held(() => {
    // There is room: only the mutex refuses it.
    room.send('MSG_DONTWAIT', 'a', MSG_DONTWAIT, 'EAGAIN');
    ring.completed('while the splice sleeps', poll, NONE);
  });
  ring.completed('after the splice', poll, NONE);
  room.send('a byte', 'a');
  ring.completed('after a send', poll, `${IN}${more}`);
  return script;
}

/** The same of a full pipe, out of which nothing has come. */
function unreadyOut(nr: number, multi: boolean): JudgedScript {
  const { name, more } = polls(multi);
  const room = new Room(nr, `a poll for room, ${name}, is told nothing of a full pipe that is let go`);
  const { script, ring } = room;
  script.call(room.other, NR.fcntl, room.write, F_SETPIPE_SZ, PAGE);
  room.send('all that there is room for', 'f'.repeat(PAGE));
  const poll = ring.poll(room.write, POLLOUT, multi);
  ring.completed('a full pipe', poll, NONE);
  room.heldFull(() => {
    room.recv('MSG_DONTWAIT', PAGE, 'EAGAIN');
    ring.completed('while the splice sleeps', poll, NONE);
  });
  ring.completed('after the splice', poll, NONE);
  room.recv('all of it', PAGE, String(PAGE));
  ring.completed('after a recv', poll, `${OUT}${more}`);
  return script;
}

/** A read itself is refused, beside bytes: it has them when the mutex is free, and nobody sleeps before. */
function refusedRead(
  nr: number,
  title: string,
  ask: (ring: RawRing, fd: Arg) => number,
  then: string,
): JudgedScript {
  const room = new Room(nr, title);
  const { script, ring } = room;
  room.send('two bytes', 'ab');
  const read = room.held(() => {
    const asked = ask(ring, room.read);
    ring.completed('while the splice sleeps', asked, NONE);
    return asked;
  });
  ring.completed('after the splice', read, then);
  ring.received('the first buffer', 0, 'ab');
  return script;
}

/** A read that waits for bytes is told of them, and refused when it asks for them: it has them when the mutex is free. */
function refusedLater(nr: number): JudgedScript {
  const room = new Room(nr, 'a multishot read that is woken and refused has its bytes later', true);
  const { script, ring } = room;
  const read = multishotRead(ring, room.read);
  ring.completed('an empty pipe', read, NONE);
  room.send('two bytes', 'ab');
  const edge = room.edges();
  edge('the edge of the beginning', '1');
  room.held(() => {
    ring.completed('while the splice sleeps', read, NONE);
    edge('edges, while the splice sleeps', '0');
  });
  edge('edges, after the splice', '1');
  ring.completed('after the splice', read, '2...');
  ring.received('the first buffer', 0, 'ab');
  return script;
}

/** A request with RWF_NOWAIT is refused once and for all; who waits by epoll is told when the mutex is free. */
function refusedForAll(nr: number): JudgedScript {
  const room = new Room(nr, 'a read with RWF_NOWAIT is refused, and who waits by epoll is told later');
  const { script, ring } = room;
  room.send('two bytes', 'ab');
  const edge = room.edges();
  edge('the edge of the beginning', '1');
  room.held(() => {
    // The flags are where a poll has its events.
    const asked = { opcode: OP.read, fd: room.read, addr: { out: 2 }, len: 2, events: RWF_NOWAIT };
    const read = ring.request(asked);
    ring.completed('while the splice sleeps', read, EAGAIN);
    edge('edges, while the splice sleeps', '0');
  });
  edge('edges, after the splice', '1');
  return script;
}

/** Both edges, and both kinds of read: one that goes on, and one that a worker takes over when it was refused often enough. */
const contended = (nr: number): readonly JudgedScript[] => [
  edges(nr, 'a poll is told nothing when the mutex is let go, and nobody was refused', false),
  edges(nr, 'a poll is told when the mutex is let go', true),
  refusedRead(nr, 'a multishot read that is refused has its bytes later', multishotRead, '2...'),
  refusedRead(nr, 'a read that is refused has its bytes later', (ring, fd) => ring.read(fd), '2'),
  refusedLater(nr),
  refusedForAll(nr),
  ...[unreadyIn, unreadyOut].flatMap((make) => [false, true].map((multi) => make(nr, multi))),
];

function multishotRead(ring: RawRing, fd: Arg): number {
  ring.provide();
  return ring.readMultishot(fd);
}

/** R16: requests that send and receive want a socket. */
function requests(nr: number): JudgedScript {
  const room = new Room(nr, 'requests that send and receive');
  const { ring } = room;
  room.send('three bytes', 'abc');
  const { layout } = native(nr);
  const part = [{ base: { data: Buffer.from('x') }, length: 1 }];
  const ENOTSOCK = '-88';
  for (const [name, opcode, fd] of [
    ['send', OP.send, room.write],
    ['recv', OP.recv, room.read],
    ['sendmsg', OP.sendmsg, room.write],
    ['recvmsg', OP.recvmsg, room.read],
  ] as const) {
    const isMessage = name.endsWith('msg');
    const addr: Arg = isMessage ? messageOf(layout, { parts: part, namelen: 0 }) : { data: Buffer.from('x') };
    ring.completed(name, ring.request({ opcode, fd, addr, len: 1 }), ENOTSOCK);
  }
  room.recv('all that is left', 9, '3');
  return room.script;
}

/** A ring reads and polls what write(2) sends. */
function works(): readonly JudgedScript[] {
  return [multishot(NR.write), pollsIn(NR.write)];
}

const LANE: ScriptedLane = {
  scenario: 'rings',
  what: 'a multishot read and a poll of io_uring are told of what is sent, and of a mutex that is let go',
  call: 'sendto',
  needs: ['io_uring'],
  setUp: works,
  cases: (nr) => [
    ...[multishot, message, pollsIn, pollsOut, requests].map((make) => make(nr)),
    ...contended(nr),
  ],
};

/** R19 of io_uring, and R16 of its requests. */
export const RINGS = scriptedLane(LANE);
