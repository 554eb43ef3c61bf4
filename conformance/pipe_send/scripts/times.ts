// SPDX-License-Identifier: MIT
// The times of a FIFO and of a file after a call: those that write(2) and read(2) leave (R15).
import {
  F_SETPIPE_SZ,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  MSG_OOB,
  O_CREAT,
  O_NOATIME,
  O_NONBLOCK,
  O_RDWR,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mkfifo, open, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { messageOf, native } from './ways.ts';

const PAGE = 4096;
/** Bytes of struct stat, and where its seconds are. */
const STAT = { size: 144, atime: 72, mtime: 88, ctime: 104 };
/** Seconds: long ago, and the access before the modification, so that an access is written down (relatime). */
const [ACCESSED, MODIFIED] = [1000n, 2000n];

/** What is made with a file, and what it changes: `atime`, `mtime, ctime`, or nothing. */
export interface FileCall {
  readonly name: string;
  readonly nr: number;
  readonly args: readonly Arg[];
  readonly gives: string;
  readonly changes: string;
}

export const NOTHING = 'nothing';
export const [ATIME, MTIME] = ['atime', 'mtime, ctime'];

/** A file whose times are set before each call, and asked for after it. */
class Room {
  readonly script: JudgedScript;
  readonly task: number;

  constructor(title: string) {
    this.script = new JudgedScript(title);
    this.task = this.script.spawn();
  }

  /** A FIFO that is open for both. */
  fifo(flags = 0): Arg {
    mkfifo(this.script, this.task, 'f');
    return this.again('f', flags);
  }

  /** The file once more, by a description of its own. */
  again(path: string, flags = 0): Arg {
    return open(this.script, this.task, path, O_RDWR | flags);
  }

  made(fd: Arg, { name, nr, args, gives, changes }: FileCall): void {
    const times = Buffer.alloc(32);
    times.writeBigInt64LE(ACCESSED, 0);
    times.writeBigInt64LE(MODIFIED, 16);
    this.script.call(this.task, NR.utimensat, fd, 0, { data: times }, 0);
    const before = this.#stat(fd);
    const op = this.script.call(this.task, nr, fd, ...args);
    const after = this.#stat(fd);
    this.script.expect(op, name, gives);
    const observed = (run: ScriptRun) => changed(run, before, after);
    this.script.expectThat({ label: `${name} changes`, expected: changes, observed });
  }

  #stat(fd: Arg): number {
    return this.script.call(this.task, NR.fstat, fd, { out: STAT.size });
  }
}

/** Which times are no longer those that were set; ctime is set to now, and is compared by the second that it has not. */
function changed(run: ScriptRun, before: number, after: number): string {
  const [was, is] = [run.buffer(before), run.buffer(after)];
  if (is.length < STAT.size || was.length < STAT.size) return 'no times';
  const names = (['atime', 'mtime'] as const).filter(
    (name) => is.readBigInt64LE(STAT[name]) !== was.readBigInt64LE(STAT[name]),
  );
  // A write sets both to one time.
  const isOne = is.compare(is, STAT.ctime, STAT.ctime + 16, STAT.mtime, STAT.mtime + 16) === 0;
  return names.map((name) => (name === 'mtime' && isOne ? MTIME : name)).join(', ') || NOTHING;
}

const data = (text: string): Arg => ({ data: Buffer.from(text) });
const BYTE = data('x');

/** write(2) and read(2), and what is to be the same. */
export const rows = (nr: number) => {
  const { layout } = native(nr);
  const sent = messageOf(layout, { parts: [{ base: BYTE, length: 1 }], namelen: 0 });
  const received = messageOf(layout, { parts: [{ base: { out: 1 }, length: 1 }] });
  const send = (flags: number, from = BYTE, length = 1): Arg[] => [from, length, flags, 0, 0];
  const recv = (flags: number, length = 1): Arg[] => [{ out: length }, length, flags, 0, 0];
  const write_ = { nr: NR.write, gives: '1', changes: MTIME };
  const read_ = { nr: NR.read, gives: '1', changes: ATIME };
  return {
    moved: [
      { ...write_, name: 'write', args: [BYTE, 1] },
      { ...write_, name: 'send', nr, args: send(0) },
      { ...write_, name: 'send, MSG_DONTWAIT', nr, args: send(MSG_DONTWAIT) },
      { ...write_, name: 'send, MSG_NOSIGNAL', nr, args: send(MSG_NOSIGNAL) },
      { ...write_, name: 'sendmsg', nr: NR.sendmsg, args: [sent, 0] },
      { ...read_, name: 'read', args: [{ out: 1 }, 1] },
      { ...read_, name: 'recv', nr: NR.recvfrom, args: recv(0) },
      { ...read_, name: 'recv, MSG_DONTWAIT', nr: NR.recvfrom, args: recv(MSG_DONTWAIT) },
      { ...read_, name: 'recv, MSG_NOSIGNAL', nr: NR.recvfrom, args: recv(MSG_NOSIGNAL) },
      { ...read_, name: 'recvmsg', nr: NR.recvmsg, args: [received, 0] },
    ],
    refused: [
      { name: 'write, no bytes', nr: NR.write, args: [BYTE, 0], gives: '0', changes: NOTHING },
      { name: 'send, no bytes', nr, args: send(0, BYTE, 0), gives: '0', changes: NOTHING },
      { name: 'recv, no room', nr: NR.recvfrom, args: recv(0, 0), gives: '0', changes: NOTHING },
      { name: 'send, MSG_OOB', nr, args: send(MSG_OOB), gives: 'EINVAL', changes: NOTHING },
      { name: 'recv, MSG_OOB', nr: NR.recvfrom, args: recv(MSG_OOB), gives: 'EINVAL', changes: NOTHING },
      { name: 'send, a buffer that is not there', nr, args: send(0, 1), gives: 'EFAULT', changes: NOTHING },
    ],
    empty: [
      { name: 'read, an empty one', nr: NR.read, args: [{ out: 1 }, 1], gives: 'EAGAIN', changes: NOTHING },
      {
        ...{ name: 'recv, an empty one, MSG_DONTWAIT', nr: NR.recvfrom, args: recv(MSG_DONTWAIT) },
        ...{ gives: 'EAGAIN', changes: NOTHING },
      },
    ],
    ended: [
      { name: 'read, the end', nr: NR.read, args: [{ out: 1 }, 1], gives: '0', changes: NOTHING },
      { name: 'recv, the end', nr: NR.recvfrom, args: recv(0), gives: '0', changes: NOTHING },
      { name: 'recvmsg, the end', nr: NR.recvmsg, args: [received, 0], gives: '0', changes: NOTHING },
    ],
    full: [
      { name: 'write, a full one', nr: NR.write, args: [BYTE, 1], gives: 'EAGAIN', changes: NOTHING },
      {
        ...{ name: 'send, a full one, MSG_DONTWAIT', nr, args: send(MSG_DONTWAIT) },
        ...{ gives: 'EAGAIN', changes: NOTHING },
      },
    ],
  } satisfies Record<string, readonly FileCall[]>;
};

/** What moves bytes, and what moves none. */
function ofAFifo(nr: number): JudgedScript {
  const room = new Room('the times of a FIFO');
  const fd = room.fifo();
  const { moved, refused } = rows(nr);
  for (const row of [...moved, ...refused]) room.made(fd, row);
  return room.script;
}

/** EAGAIN, beside that of O_NONBLOCK. */
function again(nr: number): JudgedScript {
  const room = new Room('the times of a FIFO, after EAGAIN');
  const fd = room.fifo(O_NONBLOCK);
  const { empty, full } = rows(nr);
  for (const row of empty) room.made(fd, row);
  room.script.call(room.task, NR.fcntl, fd, F_SETPIPE_SZ, PAGE);
  const more = { name: 'send, in part', nr, gives: String(PAGE), changes: MTIME };
  room.made(fd, { ...more, args: [data('f'.repeat(PAGE + 1)), PAGE + 1, MSG_DONTWAIT, 0, 0] });
  for (const row of full) room.made(fd, row);
  return room.script;
}

/** O_NOATIME of the description. */
function noAccess(nr: number): JudgedScript {
  const room = new Room('the times of a FIFO, with O_NOATIME');
  const fd = room.fifo(O_NOATIME);
  for (const row of rows(nr).moved) room.made(fd, row.changes === ATIME ? { ...row, changes: NOTHING } : row);
  return room.script;
}

/** A file has a position, which goes on. */
function ofAFile(nr: number): JudgedScript {
  const room = new Room('the times of a file');
  const fd = open(room.script, room.task, 'r', O_CREAT | O_RDWR);
  for (const row of rows(nr).moved.filter(({ name }) => !name.endsWith('MSG_DONTWAIT'))) {
    if (row.name === 'read') room.script.call(room.task, NR.lseek, fd, 0, 0);
    room.made(fd, row);
  }
  const dontwait = { gives: 'EOPNOTSUPP', changes: NOTHING, args: [BYTE, 1, MSG_DONTWAIT, 0, 0] };
  room.made(fd, { ...dontwait, name: 'send, MSG_DONTWAIT', nr });
  return room.script;
}

/** Times are kept at all, and an access is one. */
function kept(): JudgedScript {
  const room = new Room('times');
  const fd = room.fifo();
  for (const row of rows(NR.write).moved.filter(({ name }) => ['write', 'read'].includes(name)))
    room.made(fd, row);
  write(room.script, room.task, fd, 'x');
  return room.script;
}

const LANE: ScriptedLane = {
  scenario: 'times',
  what: 'a FIFO and a file have the times that write and read leave, and after EAGAIN those they had',
  call: 'sendto',
  needs: [],
  setUp: () => [kept()],
  cases: (nr) => [ofAFifo, again, noAccess, ofAFile].map((make) => make(nr)),
};

/** R15, of times. */
export const TIMES = scriptedLane(LANE);
