// SPDX-License-Identifier: MIT
// What the kernel says in its log during a part of a script.
import { NR, O, open } from './calls.ts';
import type { Fd, Run, Script } from './script.ts';

const SEEK_END = 2;

/** Bytes of a record, with its head; a longer one is cut by the kernel (PRINTK_MESSAGE_MAX is more than we need). */
const RECORD = 2048;

/** The log from here on. */
export class KernelLog {
  readonly #script: Script;
  readonly #task: number;
  readonly #fd: Fd;
  #reads: readonly number[] = [];

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#task = task;
    this.#fd = open(script, task, '/dev/kmsg', O.nonblock);
    script.call(task, NR.lseek, this.#fd, 0, SEEK_END);
  }

  /** Up to here, but no more lines than so many. */
  end(lines: number): void {
    this.#reads = Array.from({ length: lines }, () =>
      this.#script.call(this.#task, NR.read, this.#fd, { out: RECORD }, RECORD),
    );
  }

  /** The lines, without what /dev/kmsg puts before them. */
  in(run: Run): string[] {
    return this.#reads.map((op) => run.text(op)).flatMap((record) => textOf(record) ?? []);
  }
}

function textOf(record: string): string | undefined {
  return /^[^;]*;(.*)\n/.exec(record)?.[1];
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
