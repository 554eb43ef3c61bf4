// SPDX-License-Identifier: MIT
// The header of a message on a pipe: which of its errors comes first (E2a to E3), and what recvmsg stores, and when (R21).
import { NATIVE, pointersOf } from '../../harness/msghdr.ts';
import { MSG_CMSG_CLOEXEC, MSG_DONTWAIT, MSG_OOB } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mapAt, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { fieldsOf, headerOf, JUNK } from './ways.ts';

const PROT_READ = 1;
const PAGE = 4096;
const [READ, WRITE, NOT_OPEN] = [0, 1, 9];
const UIO_MAXIOV = 1024;
/** Where nothing is mapped, and where no memory of a user is. */
const [UNMAPPED, OUTSIDE] = [1, 0xffff_8000_0000_0000n];

const { msghdr: MSGHDR, iovec: IOVEC } = NATIVE;

/** A message: one byte of room, no address and room for control data, but for what is said. */
interface Message {
  readonly name?: Arg;
  readonly namelen?: number;
  readonly iov?: Arg;
  readonly iovlen?: number;
  readonly base?: Arg;
  /** Of the buffer, in bytes. */
  readonly length?: bigint;
  readonly controllen?: number;
  readonly control?: Arg;
}

const ADDRESS: Arg = { data: Buffer.alloc(16) };

/** The vector: the buffers that are told, of which each but the first is one of no bytes. */
function vectorOf({ base = { out: 8 }, length = 1n, iovlen = 1 }: Message): Arg {
  const data = Buffer.alloc(IOVEC.size * Math.min(iovlen, UIO_MAXIOV));
  data.writeBigInt64LE(length, IOVEC.len);
  return { data, relocs: [{ at: 0, arg: base }] };
}

/** The header, as it is before the call. */
const headerWith = ({
  namelen = JUNK.namelen,
  iovlen: count = 1,
  controllen = JUNK.controllen,
}: Message): Buffer => headerOf(NATIVE, { namelen, count, controllen });

function encode(message: Message): Arg {
  const { iov = vectorOf(message), name, control } = message;
  return { inout: headerWith(message), relocs: pointersOf({ iov, name, control }) };
}

/** What a receiver finds: `as it was`, or the fields. */
function foundIn(run: ScriptRun, op: number, message: Message): string {
  const [was, is] = [headerWith(message), run.buffer(op)].map((header) => fieldsOf(NATIVE, header));
  return is === was ? 'as it was' : is!;
}

const STORED = 'name 0, control 0, flags 0';

/** A pipe with bytes. */
class Room {
  readonly script: JudgedScript;
  readonly task: number;
  readonly #nr: number;

  constructor(nr: number, title: string, bytes = 'abcdefgh') {
    this.script = new JudgedScript(title);
    // Memory of its own: what it maps is nobody else's.
    this.task = this.script.spawn({ flags: 0 });
    this.#nr = nr;
    this.script.call(this.task, NR.pipe2, { out: 8 }, 0);
    if (bytes !== '') write(this.script, this.task, WRITE, bytes);
  }

  /** recvmsg, and what is in the header then. */
  recv(label: string, message: Message, expected: string, { fd = READ, flags = 0 } = {}): void {
    const op = this.script.call(this.task, this.#nr, fd, encode(message), flags);
    this.script.expect(op, `recvmsg, ${label}`, expected);
    this.script.expectThat({
      label: `the header, ${label}`,
      expected: expected === '1' ? STORED : 'as it was',
      observed: (run) => foundIn(run, op, message),
    });
  }

  send(label: string, message: Message, expected: string, { fd = WRITE, flags = 0 } = {}): void {
    const op = this.script.call(this.task, NR.sendmsg, fd, encode(message), flags);
    this.script.expect(op, `sendmsg, ${label}`, expected);
    this.script.expectThat({
      label: `the header, ${label}`,
      expected: 'as it was',
      observed: (run) => foundIn(run, op, message),
    });
  }

  /** The bytes that are left. */
  left(expected: string): void {
    const op = this.script.call(this.task, NR.recvfrom, READ, { out: 16 }, 16, MSG_DONTWAIT, 0, 0);
    this.script.expectThat(
      {
        label: 'what is left',
        expected,
        observed: (run) => (typeof run.value(op) === 'number' ? run.text(op) : run.inTheEnd(op)),
      },
      [op],
    );
  }
}

/** Which of the pointers in the header are there after a call. */
function pointersIn(run: ScriptRun, op: number): string {
  const header = run.buffer(op);
  if (header.length < MSGHDR.size) return 'no header';
  const there = (['name', 'iov', 'control'] as const).filter(
    (field) => header.readBigUInt64LE(MSGHDR[field]) !== 0n,
  );
  return there.join(', ');
}

/** What else is in a header that is stored into is the caller's still, and a pointer alone is no control data. */
function pointers(nr: number): JudgedScript {
  const room = new Room(nr, 'the pointers of a header');
  const { script, task } = room;
  const control: Arg = { data: Buffer.alloc(16) };
  const message = { name: ADDRESS, namelen: 0, control };
  for (const [label, op] of [
    ['recvmsg', script.call(task, nr, READ, encode(message), 0)],
    [
      'recvmsg, no room for control data',
      script.call(task, nr, READ, encode({ ...message, controllen: 0 }), 0),
    ],
    [
      'sendmsg, no control data',
      script.call(task, NR.sendmsg, WRITE, encode({ ...message, controllen: 0 }), 0),
    ],
  ] as const) {
    script.expect(op, label, '1');
    const observed = (run: ScriptRun) => pointersIn(run, op);
    script.expectThat({ label: `the pointers, ${label}`, expected: 'name, iov, control', observed });
  }
  return script;
}

function stored(nr: number): JudgedScript {
  const room = new Room(nr, 'recvmsg that succeeds');
  room.recv('with room for control data', {}, '1');
  room.recv('without', { controllen: 0 }, '1');
  room.recv('MSG_CMSG_CLOEXEC', {}, '1', { flags: MSG_CMSG_CLOEXEC });
  room.recv('both', { controllen: 0 }, '1', { flags: MSG_CMSG_CLOEXEC | MSG_DONTWAIT });
  room.recv('an address of no bytes', { name: ADDRESS, namelen: 0 }, '1');
  room.left('fgh');
  return room.script;
}

/** What fails leaves the header as it was, and the bytes. */
function kept(nr: number): JudgedScript {
  const room = new Room(nr, 'recvmsg that fails');
  room.recv('an address', { name: ADDRESS }, 'EINVAL');
  room.recv('a flag', {}, 'EINVAL', { flags: MSG_OOB });
  room.recv('the other end', {}, 'EBADF', { fd: WRITE });
  room.recv('a buffer where nothing is mapped', { base: UNMAPPED }, 'EFAULT');
  room.left('abcdefgh');
  room.recv('an empty pipe', {}, 'EAGAIN', { flags: MSG_DONTWAIT });
  return room.script;
}

/** The end of the file is no failure. */
function atTheEnd(nr: number): JudgedScript {
  const room = new Room(nr, 'the end of the file', '');
  room.script.call(room.task, NR.close, WRITE);
  const message = {};
  const op = room.script.call(room.task, nr, READ, encode(message), 0);
  room.script.expect(op, 'recvmsg', '0');
  room.script.expectThat({
    ...{ label: 'the header', expected: STORED },
    observed: (run) => foundIn(run, op, message),
  });
  return room.script;
}

/** Each is met before the next: a message that has all of them, and then one less. */
const IN_ORDER: readonly (readonly [label: string, message: Message, errno: string])[] = [
  [
    'a negative namelen, and all below',
    { ...{ name: ADDRESS, namelen: -1, iov: UNMAPPED, iovlen: UIO_MAXIOV + 1, controllen: 16 } },
    'EINVAL',
  ],
  ['too many buffers, and all below', { name: ADDRESS, iov: UNMAPPED, iovlen: UIO_MAXIOV + 1 }, 'EMSGSIZE'],
  ['a vector that is not there, and all below', { name: ADDRESS, iov: UNMAPPED, iovlen: 2 }, 'EFAULT'],
  ['a negative length, and all below', { name: ADDRESS, base: OUTSIDE, length: -1n }, 'EINVAL'],
  ['a buffer out of reach, and all below', { name: ADDRESS, base: OUTSIDE }, 'EFAULT'],
  ['an address', { name: ADDRESS }, 'EINVAL'],
];

function inOrder(nr: number): JudgedScript {
  const room = new Room(nr, 'the errors of the header, in their order');
  const unread = room.script.call(room.task, nr, NOT_OPEN, UNMAPPED, MSG_OOB);
  room.script.expect(unread, 'recvmsg, no descriptor and no header', 'EBADF');
  const header = room.script.call(room.task, nr, READ, UNMAPPED, MSG_OOB);
  room.script.expect(header, 'recvmsg, no header, and a flag', 'EFAULT');
  for (const [label, message, errno] of IN_ORDER) {
    room.recv(label, message, errno);
    room.send(label, message, errno);
  }
  room.recv('no address, whose length is negative', { namelen: -1 }, '1');
  room.send('no address, and control data', {}, 'EINVAL');
  room.send(
    'as many buffers as there may be',
    { iovlen: UIO_MAXIOV, controllen: 0, base: { data: Buffer.from('z') } },
    '1',
  );
  room.left('bcdefghz');
  return room.script;
}

/** E14: a header over two pages, with `before` of its bytes on the first one. One of the two cannot be written. Its bytes are gone. */
function unwritten(nr: number, title: string, before: number, readOnly: 'first' | 'second'): JudgedScript {
  const room = new Room(nr, title);
  const { script, task } = room;
  const [pages, room1] = [0x2000_0000, 0x2001_0000];
  mapAt(script, task, pages, 2 * PAGE);
  mapAt(script, task, room1, PAGE);
  const [header, vector] = [pages + PAGE - before, pages + PAGE + MSGHDR.size];
  // The memory is written by a read from a pipe of its own.
  const bytes = Buffer.alloc(vector + IOVEC.size - header);
  headerWith({}).copy(bytes);
  bytes.writeBigUInt64LE(BigInt(vector), MSGHDR.iov);
  bytes.writeBigUInt64LE(BigInt(room1), vector - header);
  bytes.writeBigUInt64LE(2n, vector - header + IOVEC.len);
  script.call(task, NR.pipe2, { out: 8 }, 0);
  script.call(task, NR.write, 3, { data: bytes }, bytes.length);
  script.call(task, NR.read, 2, header, bytes.length);
  script.call(task, NR.mprotect, readOnly === 'first' ? pages : pages + PAGE, PAGE, PROT_READ);
  const op = script.call(task, nr, READ, header, 0);
  script.expect(op, 'recvmsg', 'EFAULT');
  room.left('cdefgh');
  return script;
}

const readOnly = (nr: number) => unwritten(nr, 'a header that cannot be written', 0, 'second');
/** Its last field alone, which is stored after another one. */
const flagsReadOnly = (nr: number) =>
  unwritten(nr, 'a header whose flags cannot be written', MSGHDR.flags, 'second');
/** Its first field that is stored: those after it can be. */
const namelenReadOnly = (nr: number) =>
  unwritten(nr, 'a header whose namelen cannot be written', MSGHDR.iov, 'first');

/** Messages are there: on a socket, which every kernel has. */
function onASocket(): JudgedScript {
  const script = new JudgedScript('a message on a socket');
  const task = script.spawn();
  socketPair(script, task);
  const sent = script.call(task, NR.sendmsg, 0, encode({ controllen: 0 }), 0);
  script.expect(sent, 'sendmsg', '1');
  const received = script.call(task, NR.recvmsg, 1, encode({ controllen: 0 }), 0);
  script.expect(received, 'recvmsg', '1');
  return script;
}

const CASES = [stored, pointers, kept, atTheEnd, inOrder, readOnly, flagsReadOnly, namelenReadOnly];

const LANE: ScriptedLane = {
  scenario: 'headers',
  what: 'the header of a message: which error comes first, and what recvmsg stores in it',
  call: 'recvmsg',
  needs: [],
  setUp: () => [onASocket()],
  cases: (nr) => CASES.map((make) => make(nr)),
};

/** R21, and the errors of a header. */
export const HEADERS = scriptedLane(LANE);
