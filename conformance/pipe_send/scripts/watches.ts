// SPDX-License-Identifier: MIT
// What is seen of each call on a file by those who look at it, beside what is seen of a write or a read (R15).
import { O_CREAT, O_NONBLOCK, O_RDWR } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mkfifo, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { type FileCall, NOTHING, rows } from './times.ts';

/** Bytes that a pipe has room for. */
const ALL = 65536;

/** What was seen, and the calls that have looked, which need not succeed. */
export interface Look {
  readonly by: readonly number[];
  observed(run: ScriptRun): string;
}

/** Sees what is done by a task to a file `f` that it has open. */
export interface Watch {
  readonly name: string;
  /** Begins to look; what is given is asked after each call. */
  begin(script: JudgedScript, task: number): () => Look;
  expected(row: FileCall): string;
}

/** Whether the call ends before it asks anybody. */
export const isRefused = (gives: string): boolean => gives === 'EINVAL' || gives === 'EOPNOTSUPP';

/** A file that is watched. */
class Room {
  readonly script: JudgedScript;
  readonly #watch: Watch;
  readonly #task: number;
  readonly #fd: Arg;
  readonly #look: () => Look;

  constructor(watch: Watch, title: string, make: (script: JudgedScript, task: number) => Arg) {
    this.script = new JudgedScript(`${watch.name}: ${title}`);
    this.#watch = watch;
    this.#task = this.script.spawn();
    this.#fd = make(this.script, this.#task);
    this.#look = watch.begin(this.script, this.#task);
  }

  row(row: FileCall): void {
    const op = this.script.call(this.#task, row.nr, this.#fd, ...row.args);
    this.script.expect(op, row.name, row.gives);
    const { by, observed } = this.#look();
    const expected = this.#watch.expected(row);
    this.script.expectThat({ label: `of ${row.name} it sees`, expected, observed }, by);
  }

  /** A call that succeeds. */
  unseen(nr: number, ...args: Arg[]): void {
    this.script.call(this.#task, nr, this.#fd, ...args);
  }

  /** The same, of which something is seen that nobody asks for. */
  ignored(nr: number, ...args: Arg[]): void {
    this.unseen(nr, ...args);
    this.#look();
  }
}

const fifo =
  (flags = 0) =>
  (script: JudgedScript, task: number): Arg => {
    mkfifo(script, task, 'f');
    return open(script, task, 'f', O_RDWR | flags);
  };

function moving(nr: number, watch: Watch): JudgedScript {
  const room = new Room(watch, 'what moves bytes, and what is refused', fifo());
  const { moved, refused } = rows(nr);
  for (const row of [...moved, ...refused]) room.row(row);
  return room.script;
}

function again(nr: number, watch: Watch): JudgedScript {
  const room = new Room(watch, 'EAGAIN', fifo(O_NONBLOCK));
  const { empty, full } = rows(nr);
  for (const row of empty) room.row(row);
  room.ignored(NR.write, { data: Buffer.alloc(ALL, 'f') }, ALL);
  for (const row of full) room.row(row);
  return room.script;
}

/** A file cannot promise that MSG_DONTWAIT does not sleep: the refusal comes first, and nobody sees anything (E6). */
function ofAFile(nr: number, watch: Watch): JudgedScript {
  const room = new Room(watch, 'a regular file', (script, task) => open(script, task, 'f', O_CREAT | O_RDWR));
  for (const row of rows(nr).moved) {
    if (row.name === 'read') room.unseen(NR.lseek, 0, 0);
    const canSleep = row.name.endsWith('MSG_DONTWAIT');
    room.row(canSleep ? { ...row, gives: 'EOPNOTSUPP', changes: NOTHING } : row);
  }
  // All has been read.
  for (const row of rows(nr).ended) room.row(row);
  return room.script;
}

/** Each call, and what is seen of it. */
export const watchedCases = (nr: number, watch: Watch): readonly JudgedScript[] =>
  [moving, again, ofAFile].map((make) => make(nr, watch));

/** A write and a read are seen. */
export function watching(watch: Watch): JudgedScript {
  const room = new Room(watch, 'write and read', fifo());
  for (const row of rows(NR.write).moved) if (['write', 'read'].includes(row.name)) room.row(row);
  return room.script;
}
