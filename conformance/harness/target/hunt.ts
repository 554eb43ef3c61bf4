// SPDX-License-Identifier: MIT
// The search for the sequence that a kernel died of: those that were begun are run again, one by one.
import type { SequenceResult } from '../protocol/types.ts';
import type { Crash } from '../target.ts';

/** One search. It ends with every suspect tried; several may be found. */
export class Hunt {
  readonly #crash: Crash;
  readonly #suspects: readonly number[];
  #tried = 0;
  #found = false;

  /** @param crash what happened; @param suspects indices, in the order in which they ran */
  constructor(crash: Crash, suspects: readonly number[]) {
    this.#crash = crash;
    this.#suspects = suspects;
  }

  /** The one to be run next; undefined after the last. */
  get next(): number | undefined {
    return this.#suspects[this.#tried];
  }

  /** The next one was run; `died`: and the kernel did not survive it. */
  tried(died: boolean): void {
    this.#tried += 1;
    this.#found ||= died;
  }

  /**
   * A crash that did not happen again is one all the same. It is put on the first suspect, and says that it may be
   * another's.
   */
  end(slots: (SequenceResult | Crash | undefined)[]): void {
    const [first] = this.#suspects;
    if (this.#found || first === undefined) return;
    const { crashed, log } = this.#crash;
    const [begun, tried] = [this.#suspects.length, this.#tried];
    slots[first] = {
      // The first line is what a known failure is recognized by.
      crashed: `${crashed}, not pinned to a sequence\n${begun} were in flight; ${tried} of them, run one by one, did not do it again`,
      ...(log === undefined ? {} : { log }),
    };
  }
}
