// SPDX-License-Identifier: MIT
// What the kernel says in its log during a part of a script.
import { NR } from '../protocol/nr.ts';
import type { ScriptRun } from './run.ts';
import type { Script } from './script.ts';

/** Of syslog(2): all since the log was cleared, or its last bytes if that is more; and to clear it. */
const [READ_ALL, CLEAR] = [3, 5];

/** Bytes: several backtraces. */
const SIZE = 16_384;

/** The log from here on. */
export class KernelLog {
  readonly #script: Script;
  readonly #task: number;
  #read: number | undefined;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#task = task;
    script.call(task, NR.syslog, CLEAR, 0, 0);
  }

  /** Up to here. */
  end(): void {
    this.#read = this.#script.call(this.#task, NR.syslog, READ_ALL, { out: SIZE }, SIZE);
  }

  /** The lines, without their level and time. */
  in(run: ScriptRun): string[] {
    if (this.#read === undefined) return [];
    const lines = run.text(this.#read).split('\n');
    return lines.map((line) => line.replace(/^<\d+>\[ *\d+\.\d+\] /, ''));
  }
}

/** Frames of a backtrace that make allocations fail, or allocate for others. */
const ALLOCATORS =
  /^(?:dump_stack|should_fail|__should_fail|fail_dump|kmemleak_|__?km|kmem_cache_|slab_|___?slab|kstrn?dup|krealloc)/;

/** Who made the allocation that was made to fail, as lib/fault-inject.c tells it; undefined where it told of none. */
export function failedIn(lines: readonly string[]): string | undefined {
  const from = lines.findIndex((line) => line.startsWith('FAULT_INJECTION: forcing a failure'));
  if (from < 0) return undefined;
  const frames = lines.slice(from).flatMap((line) => /^ (?:\? )?([\w.]+)\+0x/.exec(line)?.[1] ?? []);
  return frames.find((frame) => !ALLOCATORS.test(frame)) ?? 'an unknown function';
}
