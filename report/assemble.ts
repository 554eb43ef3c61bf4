// SPDX-License-Identifier: MIT
// Everything that there is to show: searched in threads where there are any, read from the records and lists otherwise.
import { SyspecError } from '../base/errors.ts';
import { inParallel } from '../base/pool.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { seededFaults } from '../conformance/kernel/review/series.ts';
import type { Subject } from '../verdicts/select.ts';
import { type Found, look, type Place, placesOf } from './find.ts';
import { ownLanesOf } from './lanes.ts';
import { recordViewOf } from './recorded.ts';
import type { Shown } from './shown.ts';
import type { Threads } from './threads.ts';
import type { Watched } from './watched.ts';

/** Where it is read from, and who is told. */
export interface AssembleOptions {
  readonly root: string;
  /** The long runs of a proposal that are wanted. */
  wanted(slug: string): Parameters<typeof recordViewOf>[2];
  readonly watched: readonly Watched[];
  /** This thread where none are given. */
  readonly threads?: Threads | undefined;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** What each place of the subjects has, in their order. Throws what the explorer throws, and SyspecError INTERRUPTED. */
async function searched(
  subjects: readonly Subject[],
  options: AssembleOptions,
): Promise<{ readonly place: Place; readonly found: Found }[]> {
  const { threads, onProgress, signal } = options;
  const jobs = subjects.flatMap((subject) => placesOf(subject).map((place) => ({ subject, place })));
  let done = 0;
  const runs = jobs.map(({ subject, place }) => async () => {
    if (signal?.aborted) throw new SyspecError('INTERRUPTED', 'the report was interrupted');
    const { slug, variant, scenario } = place;
    onProgress?.(`searching ${done + 1} of ${jobs.length}: ${slug} ${variant} in ${scenario}`);
    const found = threads ? await threads.look(place, signal) : look(subject, place);
    done++;
    return { place, found };
  });
  return inParallel(runs, threads?.width ?? 1);
}

/** All that is to be shown of these proposals. */
export async function assemble(subjects: readonly Subject[], options: AssembleOptions): Promise<Shown[]> {
  const all = await searched(subjects, options);
  return subjects.map((subject): Shown => {
    const { slug, claims, variants } = subject.proposal;
    const own = all.filter(({ place }) => place.slug === slug).map(({ found }) => found);
    const rank = (id: string) => claims.findIndex((claim) => claim.id === id);
    const order = (variant: string) => variants.findIndex(({ name }) => name === variant);
    const counterexamples = own
      .flatMap((one) => one.counterexamples)
      .sort(
        ({ story: a, row: x }, { story: b, row: y }) =>
          order(a.variant) - order(b.variant) ||
          rank(a.claim.id) - rank(b.claim.id) ||
          x.localeCompare(y) ||
          a.steps.length - b.steps.length ||
          a.scenario.localeCompare(b.scenario),
      );
    return {
      ...{ subject, counterexamples, watched: options.watched },
      rows: own.flatMap(({ rows }) => rows),
      graphs: own
        .flatMap(({ graph }) => graph ?? [])
        .sort(
          (a, b) =>
            a.broken.length - b.broken.length ||
            order(a.variant) - order(b.variant) ||
            a.scenario.localeCompare(b.scenario),
        ),
      record: recordViewOf(options.root, slug, options.wanted(slug)),
      conformance: CONFORMANCE[slug],
      faults: seededFaults(options.root, slug),
      ownLanes: ownLanesOf(options.root, subject.proposal),
    };
  });
}
