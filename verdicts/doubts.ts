// SPDX-License-Identifier: MIT
// Does a specification assume the fairness that it is said to? Less of it only violates more, so a violation counts
// only where it does.
import { forOne } from './arguments.ts';
import { nameOf, runPlace, sizeOf, type TlcPlace } from './place.ts';

/**
 * Fairness is of a scenario's processes, and the same in every variant: it is looked at once for each scenario, in the
 * variant that has the fewest states.
 */
export class Doubts {
  readonly #places: readonly TlcPlace[];
  readonly #asked = new Map<string, Promise<string | null>>();

  /** @param places all that are asked */
  constructor(places: readonly TlcPlace[]) {
    this.#places = places;
  }

  /**
   * Why a violation there under `spec` may be one for want of fairness alone; null where it is not.
   * @throws SyspecError as `runPlace`
   */
  of(place: TlcPlace, spec: string): Promise<string | null> {
    const key = `${place.scenario} ${spec}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked = this.#look(place, spec);
    this.#asked.set(key, asked);
    return asked;
  }

  async #look(place: TlcPlace, spec: string): Promise<string | null> {
    const assumed = place.manifest.fairness[spec] ?? [];
    if (assumed.length === 0) return `${place.manifest.file}: fairness does not say what ${spec} assumes`;
    const there = this.#places.filter(({ scenario }) => scenario === place.scenario);
    const [smallest = place] = there.sort((a, b) => sizeOf(a) - sizeOf(b));
    const run = await runPlace(smallest, { spec, properties: assumed }, forOne(smallest));
    if (run.verdict === 'holds') return null;
    return `${nameOf(smallest)}: ${spec} does not assume ${assumed.join(' and ')}`;
  }
}
