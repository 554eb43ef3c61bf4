// SPDX-License-Identifier: MIT
// How often each place of a model's bodies is run, and by whom: while modules load, by the model, or by what judges it.
import type { Machine } from '../../models/kit/machine.ts';
import type { Instance } from '../../models/proposal.ts';
import type { Counts } from './task.ts';

/** Places have smaller numbers. */
const PLACES = 1 << 17;

const BODIES = ['expand', 'expandInstance', 'initials'] as const;

/** Counts places, for whoever runs at the time. */
export class Tally {
  private now = new Uint32Array(PLACES);
  readonly loading = this.now;
  private readonly own = new Uint32Array(PLACES);
  private readonly claims = new Uint32Array(PLACES);

  readonly count = (...places: number[]): void => {
    for (const place of places) this.now[place]! += 1;
  };

  /** What `work` counts, on a model that `build` makes. */
  of<T>(build: () => Instance, work: (instance: Instance) => T): { found: T; own: Counts; claims: Counts } {
    this.own.fill(0);
    this.claims.fill(0);
    this.now = this.claims;
    const instance = this.asOwn(build);
    this.watch(instance.model.machine);
    const found = work(instance);
    return { found, own: entries(this.own), claims: entries(this.claims) };
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

  /** What this machine runs is the model; a specification has a machine of its own. */
  private watch(machine: Machine): void {
    const open = machine as unknown as Record<string, (...given: unknown[]) => unknown>;
    for (const name of BODIES) {
      const body = open[name]!.bind(machine);
      open[name] = (...given) => this.asOwn(() => body(...given));
    }
    const read = open.read!.bind(machine);
    open.read = (reader, holds) =>
      reader === 'terminal' ? this.asOwn(() => read(reader, holds)) : read(reader, holds);
  }
}

/** The places that were run. */
export function entries(counts: Uint32Array): Counts {
  const found: Record<number, number> = {};
  for (const [place, count] of counts.entries()) if (count > 0) found[place] = count;
  return found;
}
