// SPDX-License-Identifier: MIT
// Are the steps of the models atomic? A row for each scenario; on kernels where a task can be parked in the middle of one.
import { performance } from 'node:perf_hooks';
import { SyspecError } from '../../base/errors.ts';
import { BATCH, feed, take } from '../harness/feed.ts';
import type { SequenceResult } from '../harness/protocol/types.ts';
import {
  counting,
  isMet,
  type Place,
  passes,
  placesSeen,
  type Trial,
  trials,
} from '../harness/schedule/atomicity.ts';
import { type Meeting, meetings, type ReachedStep } from '../harness/schedule/meetings.ts';
import { viewsOf } from '../harness/schedule/observed.ts';
import { isOfRelease, type ScheduledVariant } from '../harness/schedule/proposal.ts';
import { type Schedule, Walk } from '../harness/schedule/walk.ts';
import { type Interface, interfaceOf, numbersOn } from '../interface.ts';
import type { ProposalConformance } from '../proposal.ts';
import type { LaneOutcome, Seen } from '../report/rows.ts';
import { rowOrSoFar } from './interrupted.ts';
import type { ConformOptions } from './options.ts';
import { complaintSeen } from './record.ts';
import { isFor } from './scheduled.ts';

const LANE = 'atomicity';

/** How often the places of a step are counted. */
const COUNTS = 3;

/** How often a task may miss the place that it was to be parked at. */
const ATTEMPTS = 5;

/** Failures that are told; a step that is not atomic is met by many. */
const MOST = 20;

/** What a row needs. */
type Running = Pick<ConformOptions, 'targets' | 'signal' | 'onProgress'>;

/** What a kernel made of some schedules, in their order. */
async function runAll<T extends { readonly schedule: Schedule }>(
  items: Iterable<T>,
  name: string,
  { targets, signal, onProgress }: Running,
): Promise<readonly { readonly item: T; readonly result: SequenceResult }[]> {
  const source = items[Symbol.iterator]();
  const all: { item: T; result: SequenceResult }[] = [];
  await feed(targets, {
    make: () => take(source, BATCH),
    send: (batch, target) => target.run(batch.map(({ schedule }) => ({ ops: schedule.ops }))),
    judge: (batch, results) => {
      for (const [i, item] of batch.entries()) {
        const result = results[i]!;
        if ('crashed' in result) throw new SyspecError('GUEST_DIED', `${name}: ${result.crashed}`);
        all.push({ item, result });
      }
      onProgress?.(`${name}: ${all.length} runs`);
      return signal?.aborted !== true;
    },
  });
  if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  return all;
}

/** The places of each step that some meeting is about, without those that are there only at times. */
async function countPlaces(
  walk: Walk<unknown>,
  met: readonly Meeting[],
  name: string,
  options: Running,
): Promise<ReadonlyMap<ReachedStep, readonly Place[]>> {
  const steps = [...new Set(met.map(({ step }) => step))];
  const items = steps.flatMap((step) => {
    const schedule = counting(walk, step);
    return Array.from({ length: COUNTS }, () => ({ step, schedule }));
  });
  const places = new Map<ReachedStep, readonly Place[]>();
  for (const { item, result } of await runAll(items, `${name}, places`, options)) {
    const seen = placesSeen(walk, item.step, item.schedule, result);
    const known = places.get(item.step);
    if (known === undefined || seen.length < known.length) places.set(item.step, seen);
  }
  return places;
}

/** One meeting at one place: it passes when one of its trials does. */
interface Parked {
  readonly meeting: Meeting;
  readonly place: Place;
}

function* allTrials(
  walk: Walk<unknown>,
  met: readonly Meeting[],
  places: ReadonlyMap<ReachedStep, readonly Place[]>,
) {
  for (const meeting of met) {
    for (const place of places.get(meeting.step) ?? []) {
      const parked: Parked = { meeting, place };
      for (const trial of trials(walk, meeting, place)) yield { ...trial, parked };
    }
  }
}

type TrialRun = { readonly item: Trial & { readonly parked: Parked }; readonly result: SequenceResult };

/** Runs all trials, and those again whose task was parked elsewhere; in the end those that never met their place fail. */
async function runTrials(
  walk: Walk<unknown>,
  items: Iterable<TrialRun['item']>,
  name: string,
  options: Running,
): Promise<readonly TrialRun[]> {
  const isIt = ({ item, result }: TrialRun) => isMet(walk, item, result);
  const met: TrialRun[] = [];
  let runs: readonly TrialRun[] = await runAll(items, name, options);
  for (let attempt = 1; attempt < ATTEMPTS && !runs.every(isIt); attempt++) {
    met.push(...runs.filter(isIt));
    const missed = runs.filter((run) => !isIt(run)).map(({ item }) => item);
    runs = await runAll(missed, `${name}, again`, options);
  }
  return [...met, ...runs];
}

function failureOf(
  walk: Walk<unknown>,
  { meeting, place: { name, nth } }: Parked,
  runs: readonly TrialRun[],
): Seen {
  const { graph } = walk;
  const names = `${graph.label(meeting.step.edge).text} at ${name} (${nth}), ${graph.label(meeting.other).text}`;
  const [{ item, result } = runs[0]!] = runs;
  const seen = viewsOf(walk, item.schedule, result).slice(-item.expected.length);
  const allowed = runs.map((one) => one.item.expected[0]!.text).join(' or ');
  const after = walk.labels(meeting.step.path).join(', ');
  return {
    title: `${names}: allowed ${allowed}, observed ${result.fault ?? seen[0]?.text ?? 'nothing'}; after ${after}`,
    kind: 'difference',
  };
}

/** The functions at which each action's task was parked, by action; an empty list is of one that is nowhere. */
function byAction(
  walk: Walk<unknown>,
  places: ReadonlyMap<ReachedStep, readonly Place[]>,
  counts: (place: Place) => boolean = () => true,
): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [{ edge }, at] of places) {
    const { action } = walk.graph.label(edge);
    const known = found.get(action) ?? new Set();
    for (const { name } of at.filter(counts)) known.add(name);
    found.set(action, known);
  }
  return Object.fromEntries([...found].map(([action, at]) => [action, [...at].sort()]));
}

type Places = Readonly<Record<string, readonly string[]>>;

/** Steps in which a task was parked, though the document says that the kernel does not sleep there. */
export function sleepers(places: Places, { sleepable }: Pick<Interface, 'sleepable'>): Seen[] {
  return Object.entries(places).flatMap(([action, at]): Seen[] => {
    if (at.length === 0 || sleepable.get(action) !== false) return [];
    const title = `${action} is not sleepable in the document, and a task was parked in it: ${at.join(', ')}`;
    return [{ title, kind: 'difference' }];
  });
}

/** Steps in which nobody was parked in any scenario of any variant, though the document says that the kernel may sleep there. */
export function sleepless(places: readonly Places[], { sleepable }: Pick<Interface, 'sleepable'>): Seen[] {
  const tried = new Set(places.flatMap(Object.keys));
  return [...tried].sort().flatMap((action): Seen[] => {
    const isParked = places.some((one) => (one[action] ?? []).length > 0);
    if (isParked || sleepable.get(action) !== true) return [];
    return [
      { title: `${action} is sleepable in the document, and nobody was parked in it`, kind: 'difference' },
    ];
  });
}

/** The row of one scenario, and where the kernel itself may sleep, by action. */
export interface AtomicityOutcome extends LaneOutcome {
  readonly sleeps: Places;
}

/** The row of one scenario: each step of a task parked at each place, and each other task's step there. None where nobody meets. */
export async function atomicityRow(
  slug: string,
  scheduled: ScheduledVariant,
  scenario: string,
  document: Pick<Interface, 'numbers' | 'sleepable'>,
  options: Running,
): Promise<AtomicityOutcome | undefined> {
  const { targets } = options;
  const { variant } = scheduled;
  const start = performance.now();
  const name = `${slug} ${variant} ${LANE} ${scenario}`;
  const walk: Walk<unknown> = new Walk(scheduled.scene(scenario, document.numbers));
  const met = meetings(walk);
  if (met.length === 0) return undefined;
  const places = await countPlaces(walk, met, name, options);
  const runs = await runTrials(walk, allTrials(walk, met, places), name, options);
  const byParked = new Map<Parked, TrialRun[]>();
  for (const run of runs) {
    const same = byParked.get(run.item.parked);
    if (same === undefined) byParked.set(run.item.parked, [run]);
    else same.push(run);
  }
  const wrong = [...byParked].filter(
    ([, same]) => !same.some(({ item, result }) => isMet(walk, item, result) && passes(walk, item, result)),
  );
  const complaints = (await Promise.all(targets.map((target) => target.complaints()))).flat();
  const calls = runs.reduce(
    (sum, { item }) => sum + item.schedule.ops.filter(({ op }) => op === 'call').length,
    0,
  );
  const sleeps = byAction(walk, places, ({ ofPoint }) => !ofPoint);
  return {
    ...{ slug, variant, lane: LANE, scenario, cases: byParked.size, calls, transitions: null },
    places: byAction(walk, places),
    sleeps,
    failures: [
      ...sleepers(sleeps, document),
      ...wrong.slice(0, MOST).map(([parked, same]) => failureOf(walk, parked, same)),
      ...wrong.slice(MOST).map(() => ({ title: 'and more of the kind', kind: 'difference' as const })),
      ...complaints.map(complaintSeen),
    ],
    seconds: (performance.now() - start) / 1000,
  };
}

/** Trials are judged when all are run: of a part nothing is known. */
const notJudged = (slug: string, variant: string, scenario: string): AtomicityOutcome => ({
  ...{ slug, variant, lane: LANE, scenario, cases: 0, calls: 0, transitions: null },
  ...{ sleeps: {}, failures: [], seconds: 0 },
});

/** The rows of all variants that this kernel does as; none where nobody can be parked in the middle of a step. */
export async function* atomicityRows(
  proposal: ProposalConformance,
  options: ConformOptions,
): AsyncGenerator<LaneOutcome> {
  const { variant, lane, features = [], signal, targets } = options;
  if (!features.includes('places') || (lane !== undefined && lane !== LANE)) return;
  const { slug, schedules = [] } = proposal;
  const rows: AtomicityOutcome[] = [];
  const { sleepable } = interfaceOf(slug);
  const fit: ScheduledVariant[] = [];
  for (const one of schedules) {
    if (variant !== undefined && variant !== one.variant) continue;
    if (await isFor(one, proposal, options)) fit.push(one);
  }
  const document = { sleepable, numbers: numbersOn(slug, options.numbers) };
  for (const one of fit) {
    for (const scenario of one.scenarios) {
      if (signal?.aborted === true) break;
      if (!isOfRelease(one, scenario, targets[0].hello.release)) continue;
      const row = await rowOrSoFar(
        signal,
        () => atomicityRow(slug, one, scenario, document, options),
        () => notJudged(slug, one.variant, scenario),
      );
      if (row !== undefined) rows.push(row);
    }
  }
  yield* judged(rows, variant === undefined && signal?.aborted !== true ? sleepable : new Map());
}

/** What no row can say alone is a failure of the last one; `sleepable` is empty where not all was run. */
function judged(rows: readonly AtomicityOutcome[], sleepable: Interface['sleepable']): LaneOutcome[] {
  const never = sleepless(
    rows.map(({ sleeps }) => sleeps),
    { sleepable },
  );
  return rows.map(({ sleeps: _, ...row }, i) =>
    i < rows.length - 1 ? row : { ...row, failures: [...row.failures, ...never] },
  );
}
