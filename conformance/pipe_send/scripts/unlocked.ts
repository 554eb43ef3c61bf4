// SPDX-License-Identifier: MIT
// Whatever takes the pipe's mutex lets it go again, by each way out: the series changes how that is done (C2).
import {
  F_SETFL,
  F_SETPIPE_SZ,
  FIONREAD,
  MSG_DONTWAIT,
  O_ASYNC,
  O_NONBLOCK,
  O_WRONLY,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { iovecs } from '../../harness/registers.ts';
import { mkfifo, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';

/** What one call moves must not fill it: a slot each. */
const SIZE = 16 * 4096;
/** Where nothing is mapped. */
const UNMAPPED = 1;

/** The two ends of the pipe, and a second pipe's. */
const ENDS = { read: 0, write: 1, otherRead: 2, otherWrite: 3 } as const;

const one = (base: Arg): Arg => iovecs({ base, length: 1 });
const BYTE: Arg = { data: Buffer.from('x') };

/** A call on the pipe, and what it gives. */
interface PipeCall {
  readonly name: string;
  readonly nr: number;
  readonly args: readonly Arg[];
  readonly gives: string;
}

const ROWS: readonly PipeCall[] = [
  { name: 'FIONREAD', nr: NR.ioctl, args: [ENDS.read, FIONREAD, { out: 4 }], gives: '0' },
  { name: 'F_SETPIPE_SZ', nr: NR.fcntl, args: [ENDS.read, F_SETPIPE_SZ, SIZE], gives: String(SIZE) },
  { name: 'O_ASYNC for the reader', nr: NR.fcntl, args: [ENDS.read, F_SETFL, O_ASYNC], gives: '0' },
  { name: 'O_ASYNC for the writer', nr: NR.fcntl, args: [ENDS.write, F_SETFL, O_ASYNC], gives: '0' },
  { name: 'no O_ASYNC for the reader', nr: NR.fcntl, args: [ENDS.read, F_SETFL, 0], gives: '0' },
  { name: 'write', nr: NR.write, args: [ENDS.write, { data: Buffer.from('abcd') }, 4], gives: '4' },
  { name: 'write, from no memory', nr: NR.write, args: [ENDS.write, UNMAPPED, 4], gives: 'EFAULT' },
  { name: 'read', nr: NR.read, args: [ENDS.read, { out: 1 }, 1], gives: '1' },
  { name: 'read, into no memory', nr: NR.read, args: [ENDS.read, UNMAPPED, 1], gives: 'EFAULT' },
  { name: 'tee', nr: NR.tee, args: [ENDS.read, ENDS.otherWrite, 1, 0], gives: '1' },
  { name: 'splice', nr: NR.splice, args: [ENDS.otherRead, 0, ENDS.write, 0, 1, 0], gives: '1' },
  { name: 'vmsplice into it', nr: NR.vmsplice, args: [ENDS.write, one(BYTE), 1, 0], gives: '1' },
  {
    name: 'vmsplice, from no memory',
    nr: NR.vmsplice,
    args: [ENDS.write, one(UNMAPPED), 1, 0],
    gives: 'EFAULT',
  },
  { name: 'vmsplice out of it', nr: NR.vmsplice, args: [ENDS.read, one({ out: 1 }), 1, 0], gives: '1' },
  {
    name: 'vmsplice, into no memory',
    nr: NR.vmsplice,
    args: [ENDS.read, one(UNMAPPED), 1, 0],
    gives: 'EFAULT',
  },
  { name: 'close of the other pipe', nr: NR.close, args: [ENDS.otherRead], gives: '0' },
];

/** After each call the pipe is free for one that may not wait. */
function calls(nr: number): JudgedScript {
  const script = new JudgedScript('a pipe, after each call');
  const task = script.spawn();
  for (let pipe = 0; pipe < 2; pipe += 1) script.call(task, NR.pipe2, { out: 8 }, 0);
  for (const { name, nr: by, args, gives } of ROWS) {
    script.expect(script.call(task, by, ...args), name, gives);
    sendAndReceive(script, nr, task, ENDS.write, ENDS.read, name);
  }
  return script;
}

/** One byte goes in and one comes out, by calls that may not wait. */
function sendAndReceive(script: JudgedScript, nr: number, task: number, to: Arg, from: Arg, after: string) {
  const data = Buffer.from('x');
  const sent = script.call(task, nr, to, { data }, data.length, MSG_DONTWAIT, 0, 0);
  script.expect(sent, `send, after ${after}`, '1');
  const received = script.call(task, NR.recvfrom, from, { out: 1 }, 1, MSG_DONTWAIT, 0, 0);
  script.expect(received, `recv, after ${after}`, '1');
}

/** Somebody waits until a FIFO is read from; meanwhile another open of it fails. */
function opens(nr: number): JudgedScript {
  const script = new JudgedScript('a FIFO, after an open that fails');
  const [waiter, other] = [script.spawn(), script.spawn()];
  mkfifo(script, waiter, 'f');
  const waits = open(script, waiter, 'f', O_WRONLY);
  const opened = script.ops.length - 1;
  script.expect(opened, 'open for writing, when nobody reads', 'blocked');
  open(script, other, 'f', O_WRONLY | O_NONBLOCK);
  script.expect(script.ops.length - 1, 'open for writing, without waiting', 'ENXIO');
  const reader = open(script, other, 'f', O_NONBLOCK);
  script.expectInTheEnd(opened, 'open for writing, when somebody reads', '0');
  const data = Buffer.from('x');
  script.expect(script.call(waiter, nr, waits, { data }, 1, MSG_DONTWAIT, 0, 0), 'send', '1');
  const received = script.call(other, NR.recvfrom, reader, { out: 1 }, 1, MSG_DONTWAIT, 0, 0);
  script.expect(received, 'recv', '1');
  return script;
}

/** A FIFO that nobody reads from: who may not wait cannot open it for writing. */
function control(): JudgedScript {
  const script = new JudgedScript('a FIFO that nobody reads from');
  const task = script.spawn();
  mkfifo(script, task, 'f');
  open(script, task, 'f', O_WRONLY | O_NONBLOCK);
  script.expect(script.ops.length - 1, 'open', 'ENXIO');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'unlocked',
  what: 'after each call that takes the mutex of a pipe, one that may not wait is not refused it',
  call: 'sendto',
  needs: [],
  setUp: () => [control()],
  cases: (nr) => [calls(nr), opens(nr)],
};

/** R13 and C2, of the mutex. */
export const UNLOCKED = scriptedLane(LANE);
