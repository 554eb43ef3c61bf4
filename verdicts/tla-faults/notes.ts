// SPDX-License-Identifier: MIT
// What the module around a specification with choices printed.
import type { TlcEvent } from '../../tla/runner/events.ts';

/** By mutant: how it ended, which rows it broke that it should, and how many states it had. */
export class Notes {
  readonly #ends = new Map<number, { readonly word: string; readonly row: number }>();
  readonly #seen = new Set<string>();

  /** Reads one event of a run. */
  add(event: TlcEvent): void {
    if (event.type !== 'output') return;
    const match = /^<<"syspec", "(\w+)", (\d+), (\d+)>>$/.exec(event.text);
    if (match === null) return;
    const [, word, mutant, row] = match;
    if (word === 'broken' || word === 'limit') {
      if (!this.#ends.has(Number(mutant))) this.#ends.set(Number(mutant), { word, row: Number(row) });
    } else this.#seen.add(`${word} ${mutant} ${row}`);
  }

  /** How a mutant ended before all of its states were seen. */
  endOf(mutant: number) {
    return this.#ends.get(mutant);
  }

  /** Whether a row was found violated, which it was to be. */
  saw(mutant: number, row: number): boolean {
    return this.#seen.has(`seen ${mutant} ${row}`);
  }

  /** Whether it had exactly so many states. */
  counted(mutant: number, size: number): boolean {
    return this.#seen.has(`states ${mutant} ${size}`) && !this.#seen.has(`states ${mutant} ${size + 1}`);
  }
}
