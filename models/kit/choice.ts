// SPDX-License-Identifier: MIT
// Nondeterminism inside a body: the body is run again for each combination of picks, in the options' order.
import type { Fault } from './plain.ts';

/** Picks one of the options, or one of 0..n-1. Every pick is explored. */
export interface Choose {
  <const T>(options: readonly T[]): T;
  (n: number): number;
}

const NONDETERMINISTIC = 'is not deterministic: run again, its choose() was given another number of options';

/** The picks of the run under way, advanced like an odometer. */
export class Choice {
  private readonly picks: number[] = [];
  private readonly sizes: number[] = [];
  /** How many picks the run under way has made. */
  used = 0;
  private readonly fault: Fault;
  private readonly owned: WeakSet<object>;

  /** `owned` are arrays of the state: they may be options, but must stay writable. */
  constructor(fault: Fault, owned: WeakSet<object>) {
    this.fault = fault;
    this.owned = owned;
  }

  readonly choose: Choose = (options: number | readonly unknown[]): never => {
    const size = typeof options === 'number' ? options : options.length;
    if (typeof options !== 'number' && !this.owned.has(options)) Object.freeze(options);
    if (!Number.isInteger(size) || size < 1) {
      this.fault(
        'choose() was called with no options',
        'Return BLOCKED where there is nothing to choose from.',
      );
    }
    const at = this.used++;
    if (at === this.picks.length) {
      this.picks.push(0);
      this.sizes.push(size);
    } else if (this.sizes[at] !== size) {
      this.fault(
        NONDETERMINISTIC,
        'A body may depend on nothing but the state, its parameters and its choices.',
      );
    }
    const pick = this.picks[at] as number;
    // The overloads of Choose give the caller's type; inside, every pick is only a value.
    return (typeof options === 'number' ? pick : options[pick]) as never;
  };

  /** Ends a run; true when the body must be run again for another combination. */
  advance(): boolean {
    if (this.picks.length === 0) return false;
    return this.next();
  }

  private next(): boolean {
    this.used = 0;
    while (this.picks.length > 0) {
      const last = this.picks.length - 1;
      const pick = (this.picks[last] as number) + 1;
      if (pick < (this.sizes[last] as number)) {
        this.picks[last] = pick;
        return true;
      }
      this.picks.pop();
      this.sizes.pop();
    }
    return false;
  }

  /** Forgets a run that an error ended. */
  reset(): void {
    this.picks.length = 0;
    this.sizes.length = 0;
    this.used = 0;
  }
}
