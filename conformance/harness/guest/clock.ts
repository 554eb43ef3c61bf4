// SPDX-License-Identifier: MIT
// Lets time pass in a guest by work: a guest with nothing to do is not waited for, and a host's clock says nothing of it.
import { NR } from '../protocol/nr.ts';
import { O, open } from './calls.ts';
import type { Run } from './run.ts';
import type { Fd, Script } from './script.ts';

/**
 * It goes on when a tick is taken, as jiffies do, by which the kernel's timeouts are counted. The finer one goes on while a
 * machine that is short of CPU keeps ticks from its guest, and a timeout then seems to be too short by what was kept.
 */
const CLOCK_MONOTONIC_COARSE = 6;
const TIMESPEC = 16;

/** Reads the guest's clock; see `msIn`. */
export function readClock(script: Script, task: number): number {
  return script.call(task, NR.clock_gettime, CLOCK_MONOTONIC_COARSE, { out: TIMESPEC });
}

/** Milliseconds on the guest's clock; undefined when it was not read. */
export function msIn(run: Run, op: number): number | undefined {
  const bytes = run.buffer(op);
  if (bytes.length !== TIMESPEC) return undefined;
  return Number(bytes.readBigInt64LE(0)) * 1000 + Number(bytes.readBigInt64LE(8)) / 1e6;
}

/** Work for a task: zeros are moved to nowhere, during which interrupts come. */
export class Work {
  readonly #script: Script;
  readonly #task: number;
  readonly #from: Fd;
  readonly #to: Fd;

  constructor(script: Script, task: number) {
    this.#script = script;
    this.#task = task;
    this.#from = open(script, task, '/dev/zero');
    this.#to = open(script, task, '/dev/null', O.rdwr);
  }

  /** Moves so many bytes. */
  turn(bytes: number): number {
    return this.#script.call(this.#task, NR.sendfile, this.#to, this.#from, 0, bytes);
  }
}
