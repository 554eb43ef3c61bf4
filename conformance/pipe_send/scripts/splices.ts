// SPDX-License-Identifier: MIT
// splice(2) takes and refuses offsets as it did, and neither it nor vmsplice(2) takes a promise from a pipe: the series changes
// where they look (C2, R4, R20).
import { MSG_DONTWAIT, O_CREAT, O_RDWR, O_WRONLY, RWF_NOWAIT } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { iovecs, u64s } from '../../harness/registers.ts';
import { mkfifo, open, readStart, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';

/** Where nothing is mapped. */
const UNMAPPED = 1;
const NOWHERE = 0;
const [LENGTH, OFFSET] = [2, 3];

/** The two ends of the pipe. */
const ENDS = { read: 0, write: 1 } as const;

/** A pipe, and a file with `abcdef`. */
class Room {
  readonly script: JudgedScript;
  readonly #task: number;
  readonly #file: Arg;

  constructor(title: string) {
    this.script = new JudgedScript(title);
    this.#task = this.script.spawn();
    this.script.call(this.#task, NR.pipe2, { out: 8 }, 0);
    this.#file = open(this.script, this.#task, 'f', O_CREAT | O_RDWR);
    write(this.script, this.#task, this.#file, 'abcdef');
  }

  /** Moves two bytes between the file and the pipe. */
  spliced(label: string, to: 'pipe' | 'file', offIn: Arg, offOut: Arg, expected: string): number {
    const [from, into] = to === 'pipe' ? [this.#file, ENDS.write] : [ENDS.read, this.#file];
    const op = this.script.call(this.#task, NR.splice, from, offIn, into, offOut, LENGTH, 0);
    this.script.expect(op, `splice, ${label}`, expected);
    return op;
  }

  /** From the file into itself: there is no pipe. */
  withoutPipe(): void {
    const args = [this.#file, NOWHERE, this.#file, NOWHERE, LENGTH, 0];
    this.script.expect(this.script.call(this.#task, NR.splice, ...args), 'splice, without a pipe', 'EINVAL');
  }

  /** What the pipe gives, by a call that may not wait. */
  received(label: string, expected: string): void {
    const op = this.script.call(this.#task, NR.recvfrom, ENDS.read, { out: 8 }, 8, MSG_DONTWAIT, 0, 0);
    this.script.expectThat(
      { label: `recv, ${label}`, expected, observed: (run) => run.text(op) || run.inTheEnd(op) },
      [op],
    );
  }

  sent(nr: number, text: string): void {
    const data = Buffer.from(text);
    const args = [ENDS.write, { data }, data.length, MSG_DONTWAIT, 0, 0];
    this.script.expect(this.script.call(this.#task, nr, ...args), 'send', String(data.length));
  }

  file(expected: string): void {
    const op = readStart(this.script, this.#task, this.#file, 8);
    this.script.expectThat({ label: 'the file', expected, observed: (run) => run.text(op) });
  }

  /** An offset, and what it has become. */
  moved(op: number, expected: number): void {
    const observed = (value: Buffer) => (value.length === 8 ? String(value.readBigUInt64LE(0)) : 'not told');
    this.script.expectThat({
      ...{ label: 'splice, the offset afterwards', expected: String(expected) },
      observed: (run) => observed(run.buffer(op)),
    });
  }
}

const at = (offset: number): Arg => ({ inout: u64s(offset) });

/** From a place in the file, into the pipe. */
function toPipe(nr: number): JudgedScript {
  const room = new Room('from a file into a pipe, by an offset');
  const op = room.spliced('an offset of the file', 'pipe', at(OFFSET), NOWHERE, String(LENGTH));
  room.moved(op, OFFSET + LENGTH);
  room.spliced('an offset of the pipe', 'pipe', NOWHERE, at(OFFSET), 'ESPIPE');
  room.spliced('an offset of the pipe that cannot be read', 'pipe', NOWHERE, UNMAPPED, 'ESPIPE');
  room.spliced('an offset of the file that cannot be read', 'pipe', UNMAPPED, NOWHERE, 'EFAULT');
  room.sent(nr, 'xy');
  room.received('what was spliced, then sent', 'dexy');
  return room.script;
}

/** From the pipe, into a place in the file. */
function toFile(nr: number): JudgedScript {
  const room = new Room('from a pipe into a file, by an offset');
  room.sent(nr, 'xyz');
  room.spliced('an offset of the pipe', 'file', at(OFFSET), NOWHERE, 'ESPIPE');
  room.spliced('an offset of the pipe that cannot be read', 'file', UNMAPPED, NOWHERE, 'ESPIPE');
  room.spliced('an offset of the file that cannot be read', 'file', NOWHERE, UNMAPPED, 'EFAULT');
  const op = room.spliced('an offset of the file', 'file', NOWHERE, at(OFFSET), String(LENGTH));
  room.moved(op, OFFSET + LENGTH);
  room.withoutPipe();
  room.file('abcxyf');
  room.received('what was left', 'z');
  return room.script;
}

/** Who may not wait goes on to be served at an end that vmsplice(2) has come to. */
function byVmsplice(nr: number, kind: 'pipe' | 'FIFO'): JudgedScript {
  const script = new JudgedScript(`vmsplice, into a ${kind} and out of it`);
  const task = script.spawn();
  const ends = endsOf(script, task, kind);
  const moved = (label: string, by: number, fd: Arg, args: readonly Arg[], text: string): void => {
    const op = script.call(task, by, fd, ...args);
    script.expect(op, label, String(text.length));
    if (fd === ends.read)
      script.expectThat({ label: `what ${label} gives`, expected: text, observed: (run) => run.text(op) });
  };
  const vector = (base: Arg) => iovecs({ base, length: LENGTH });
  const [from, into] = [(text: string): Arg => ({ data: Buffer.from(text) }), { out: LENGTH }];
  moved('vmsplice into it', NR.vmsplice, ends.write, [vector(from('ab')), 1, 0], 'ab');
  moved('send, MSG_DONTWAIT', nr, ends.write, [from('cd'), LENGTH, MSG_DONTWAIT, 0, 0], 'cd');
  moved('pwritev2, RWF_NOWAIT', NR.pwritev2, ends.write, [vector(from('ef')), 1, -1, -1, RWF_NOWAIT], 'ef');
  moved('vmsplice out of it', NR.vmsplice, ends.read, [vector(into), 1, 0], 'ab');
  moved('recv, MSG_DONTWAIT', NR.recvfrom, ends.read, [into, LENGTH, MSG_DONTWAIT, 0, 0], 'cd');
  moved('preadv2, RWF_NOWAIT', NR.preadv2, ends.read, [vector(into), 1, -1, -1, RWF_NOWAIT], 'ef');
  return script;
}

/** Each end is open for one thing alone: by that vmsplice(2) is told which way to go. */
function endsOf(script: JudgedScript, task: number, kind: 'pipe' | 'FIFO'): { read: Arg; write: Arg } {
  if (kind === 'pipe') {
    script.call(task, NR.pipe2, { out: 8 }, 0);
    return ENDS;
  }
  mkfifo(script, task, 'f');
  // Who has it open for both keeps the others from waiting for each other.
  open(script, task, 'f', O_RDWR);
  return { read: open(script, task, 'f'), write: open(script, task, 'f', O_WRONLY) };
}

/** Nothing that a kernel could lack. */
function absent(): JudgedScript {
  const script = new JudgedScript('a file that is not there');
  const task = script.spawn();
  open(script, task, 'f', O_RDWR);
  script.expect(script.ops.length - 1, 'open', 'ENOENT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'splices',
  what: 'splice(2) refuses offsets of pipes before it reads them; it and vmsplice(2) take no promise away',
  call: 'sendto',
  needs: [],
  setUp: () => [absent()],
  cases: (nr) => [toPipe(nr), toFile(nr), byVmsplice(nr, 'pipe'), byVmsplice(nr, 'FIFO')],
};

/** C2, of splice(2); R4 and R20, of vmsplice(2). */
export const SPLICES = scriptedLane(LANE);
