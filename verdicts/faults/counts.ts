// SPDX-License-Identifier: MIT
// How often each place of a model's bodies is run, while modules load and by the model itself.
import type { Instance } from '../../models/proposal.ts';
import { aroundBodies } from './bodies.ts';
import type { Counts } from './task.ts';

/** Places have smaller numbers. */
export const PLACES = 1 << 17;

/** Counts places while they are run by the model; what judges it is left out. */
export class Tally {
  readonly loading = new Uint32Array(PLACES);
  private readonly own = new Uint32Array(PLACES);
  private now: Uint32Array | undefined = this.loading;

  readonly count = (...places: number[]): void => {
    if (this.now === undefined) return;
    for (const place of places) this.now[place]! += 1;
  };

  /** The modules are loaded. */
  loaded(): void {
    this.now = undefined;
  }

  /** What `work` counts, on a model that `build` makes. */
  of<T>(build: () => Instance, work: (instance: Instance) => T): { found: T; own: Counts } {
    this.own.fill(0);
    const instance = this.asOwn(build);
    aroundBodies(instance.model.machine, (body) => this.asOwn(body));
    const found = work(instance);
    return { found, own: entries(this.own) };
  }

  private asOwn<T>(work: () => T): T {
    const before = this.now;
    this.now = this.own;
    try {
      return work();
    } finally {
      this.now = before;
    }
  }
}

/** The places that were run. */
export function entries(counts: Uint32Array): Counts {
  const found: Record<number, number> = {};
  for (const [place, count] of counts.entries()) if (count > 0) found[place] = count;
  return found;
}
