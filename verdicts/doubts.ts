// SPDX-License-Identifier: MIT
// Does a specification assume the fairness that it is said to? Less of it only violates more, so a violation counts
// only where it does; more of it only keeps more, so what is kept counts only where it assumes no more. And what is kept
// by a judge's word counts only where the judge is not too mild, and what is kept in a scenario only where it is the document's.
import { forOne } from './arguments.ts';
import { type Besides, fairnessOf, judgesOf } from './judges.ts';
import { type AskedTlc, isOfStates, livenessSpecOf } from './operators.ts';
import { nameOf, runPlace, sizeOf, type TlcPlace } from './place.ts';
import type { Worlds } from './worlds.ts';

/**
 * Fairness is of a scenario's processes, and the same in every variant: it is looked at once for each scenario, in the
 * variant that has the fewest states.
 */
export class Doubts {
  readonly #places: readonly TlcPlace[];
  readonly #asked = new Map<string, Promise<string | null>>();
  readonly #world: Worlds | undefined;

  /**
   * @param places all that are asked
   * @param world whether a scenario is the document's
   */
  constructor(places: readonly TlcPlace[], world?: Worlds) {
    this.#places = places;
    this.#world = world;
  }

  /**
   * Why a violation there under `spec` may be one for want of fairness alone; null where it is not.
   * @throws SyspecError as `runPlace`
   */
  of(place: TlcPlace, spec: string): Promise<string | null> {
    return this.#once(`${place.scenario} ${spec}`, () => this.#look(place, spec));
  }

  /**
   * Why what holds there may hold only because too much is assumed or allowed; null where it does not.
   * @throws SyspecError as `runPlace`
   */
  async ofHolding(place: TlcPlace, row: AskedTlc): Promise<string | null> {
    for (const { key, ask } of besides(place, row)) {
      const doubt = await this.#once(key, ask);
      if (doubt !== null) return doubt;
    }
    return null;
  }

  /**
   * Why nothing that is found there says anything of the document's scenario; null where it does.
   * @throws SyspecError as `runPlace`
   */
  async ofScenario({ scenario }: TlcPlace): Promise<string | null> {
    return (await this.#world?.faultOf(scenario)) ?? null;
  }

  /** All that `ofHolding` asks there, each once: who begins it before the rest need not wait for it. */
  ahead(rows: readonly { readonly place: TlcPlace; readonly row: AskedTlc }[]): (() => Promise<unknown>)[] {
    const all = rows.filter(({ row }) => row.expected === 'holds');
    const asked = new Map(
      all.flatMap(({ place, row }) => besides(place, row)).map(({ key, ask }) => [key, ask]),
    );
    const others = [...asked].map(
      ([key, ask]) =>
        () =>
          this.#once(key, ask),
    );
    const world = this.#world;
    return world === undefined || rows.length === 0 ? others : [...others, () => world.begin()];
  }

  #once(key: string, ask: () => Promise<string | null>): Promise<string | null> {
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const asked = ask();
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

function besides(place: TlcPlace, row: AskedTlc): Besides[] {
  if (row.part === 'safety') return judgesOf(place, row.claim);
  const spec = isOfStates(row) ? undefined : livenessSpecOf(place.manifest, row);
  return spec === undefined ? [] : fairnessOf(place, spec);
}
