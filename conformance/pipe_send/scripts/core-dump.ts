// SPDX-License-Identifier: MIT
// The pipe that the kernel makes for who is handed a core dump: the one that neither pipe2(2) nor open(2) has made. It keeps the
// promise as all pipes do (R4, R20).
import { MSG_DONTWAIT, MSG_NOSIGNAL, RWF_NOWAIT } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { iovecs } from '../../harness/registers.ts';
import { SIGNAL, writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { messageOf, native } from './ways.ts';

const SYSCTL = '/proc/sys/kernel';
/** Where the kernel puts the pipe. */
const STDIN = 0;
/** What a core dump begins with. */
const ELF = '\x7fELF';

/** A task that has dumped core, and goes on as the program that is handed the dump. */
class Room {
  readonly script: JudgedScript;
  readonly #root: number;
  readonly #victim: number;

  constructor(title: string) {
    this.script = new JudgedScript(title);
    this.#root = this.script.spawn();
    // Memory of its own: no other task's is dumped.
    this.#victim = this.script.spawn({ flags: 0 });
    // The image and the memory of a guest's shim: its worker goes on in another process, as after execve(2).
    this.#set('core_pattern', `|/init --worker ${this.#victim} /run/memory`);
    // Who dumps core lives until the program has ended.
    this.#set('core_pipe_limit', '1');
    // It is the program that returns from this call.
    const op = this.script.call(this.#victim, NR.kill, { pid: this.#victim }, SIGNAL.abort);
    this.script.expect(op, 'set-up: the program that is handed the dump', '0');
  }

  #set(name: string, value: string): void {
    writeFile(this.script, this.#root, `${SYSCTL}/${name}`, value);
  }

  gives(label: string, made: readonly [nr: number, ...args: Arg[]], expected: string): number {
    const op = this.script.call(this.#victim, ...made);
    this.script.expect(op, label, expected);
    return op;
  }

  /** The program ends. */
  end(): JudgedScript {
    const op = this.script.call(this.#victim, NR.exit_group, 0);
    // It does not return.
    this.script.expectInTheEnd(op, 'exit_group', 'blocked');
    this.#set('core_pattern', 'core');
    this.#set('core_pipe_limit', '0');
    return this.script;
  }

  /** Who has dumped core sleeps beside the full pipe until the program ends, and is woken by that. */
  gone(): void {
    const observed = (run: ScriptRun) => (run.died(this.#victim) ? 'yes' : 'no');
    this.script.expectThat({ label: 'who has dumped core is gone', expected: 'yes', observed });
  }
}

/** There is such a program, and it reads the dump. What becomes of who has dumped it is judged below. */
function handed(): JudgedScript {
  const room = new Room('a program that is handed a core dump');
  const op = room.gives('read', [NR.read, STDIN, { out: ELF.length }, ELF.length], String(ELF.length));
  const observed = (run: ScriptRun) => run.text(op);
  room.script.expectThat({ label: 'what it reads', expected: ELF, observed });
  return room.end();
}

/** The dump does not fit into the pipe, so that there are bytes at each call but the first. */
function promised(nr: number): JudgedScript {
  const room = new Room('the pipe of a core dump');
  const one = (flags: number): [number, ...Arg[]] => [nr, STDIN, { out: 1 }, 1, flags, 0, 0];
  const message = messageOf(native(nr).layout, { parts: [{ base: { out: 1 }, length: 1 }] });
  const vector = iovecs({ base: { out: 1 }, length: 1 });
  // It waits until who dumps core has written; that one writes on, and sleeps beside a full pipe before the next call is made.
  room.gives('read', [NR.read, STDIN, { out: 1 }, 1], '1');
  room.gives('preadv2, RWF_NOWAIT', [NR.preadv2, STDIN, vector, 1, -1, -1, RWF_NOWAIT], '1');
  room.gives('recv', one(0), '1');
  room.gives('recv, MSG_NOSIGNAL', one(MSG_NOSIGNAL), '1');
  room.gives('recv, MSG_DONTWAIT', one(MSG_DONTWAIT), '1');
  room.gives('recv, a message, MSG_DONTWAIT', [NR.recvmsg, STDIN, message, MSG_DONTWAIT], '1');
  room.gives('preadv2, RWF_NOWAIT, again', [NR.preadv2, STDIN, vector, 1, -1, -1, RWF_NOWAIT], '1');
  room.gives('pwritev2, RWF_NOWAIT', [NR.pwritev2, STDIN, vector, 1, -1, -1, RWF_NOWAIT], 'EBADF');
  room.end();
  room.gone();
  return room.script;
}

const LANE: ScriptedLane = {
  scenario: 'core-dump',
  what: 'RWF_NOWAIT and MSG_DONTWAIT on the pipe of a program that is handed a core dump',
  call: 'recvfrom',
  needs: ['core-dumps'],
  setUp: () => [handed()],
  cases: (nr) => [promised(nr)],
};

/** R20, of the pipe that the kernel makes itself. */
export const CORE_DUMP = scriptedLane(LANE);
