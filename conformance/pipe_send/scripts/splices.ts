// SPDX-License-Identifier: MIT
// splice(2) takes and refuses offsets as it did, and takes no promise from a pipe: the series changes where it looks (C2).
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u64s } from '../../harness/registers.ts';
import { O, open, readStart, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';

const MSG_DONTWAIT = 0x40;
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
    this.#file = open(this.script, this.#task, 'f', O.creat | O.rdwr);
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

/** Nothing that a kernel could lack. */
function absent(): JudgedScript {
  const script = new JudgedScript('a file that is not there');
  const task = script.spawn();
  open(script, task, 'f', O.rdwr);
  script.expect(script.ops.length - 1, 'open', 'ENOENT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'splices',
  what: 'splice(2) refuses offsets of pipes before it reads them, and takes no promise of a pipe away',
  call: 'sendto',
  needs: [],
  setUp: () => [absent()],
  cases: (nr) => [toPipe(nr), toFile(nr)],
};

/** C2, of splice(2). */
export const SPLICES = scriptedLane(LANE);
