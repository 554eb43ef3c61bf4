// SPDX-License-Identifier: MIT
// Asks TLC: all of one place in one run, but for behaviours that should be found: of them TLC finds one in a run.
import { askEach, inconclusive, unasked } from './alone.ts';
import type { Doubts } from './doubts.ts';
import { askJoined, type Companion } from './joined.ts';
import { type AskedTlc, isOfStates, livenessSpecOf } from './operators.ts';
import type { TlcPlace } from './place.ts';
import type { Answer } from './row.ts';

/** Runs of TLC, and the positions of the rows that they answer. */
export interface Job {
  readonly rows: readonly number[];
  run(): Promise<readonly Answer[]>;
}

/** Keys that are no operator's name. */
const JOINED = 'states and steps';
const UNASKED = 'no operator';

/**
 * The runs that answer what is asked of one variant in one scenario.
 * @param accompany who else looks at the run for states and steps, where there is one
 */
export function tlcJobs(
  place: TlcPlace,
  asked: readonly AskedTlc[],
  doubts: Doubts,
  accompany?: () => Companion | undefined,
): readonly Job[] {
  const groups = new Map<string, number[]>();
  const lively = livelyOf(place, asked);
  for (const [i, row] of asked.entries()) {
    const key = keyOf(place, row, lively);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups].map(([key, rows]): Job => {
    const own = rows.map((i) => asked[i]!);
    const spec = lively?.spec;
    const joined = async () =>
      doubted(place, own, await askJoined(place, own, { spec, companion: accompany?.() }), doubts);
    if (key === JOINED) return { rows, run: joined };
    if (key === UNASKED) return { rows, run: async () => own.map((row) => unasked(place.manifest, row)) };
    return { rows, run: async () => doubted(place, own, await askEach(place, own), doubts) };
  });
}

/** The liveness that the joined run is asked, and the specification under which it is. */
interface Lively {
  readonly spec: string;
  readonly rows: ReadonlySet<AskedTlc>;
}

/** All that should hold under one specification; else one that should not, so that it is clear which is violated. */
function livelyOf({ manifest }: TlcPlace, asked: readonly AskedTlc[]): Lively | undefined {
  if (!asked.some(isOfStates)) return undefined;
  const all = asked.flatMap((row) => {
    const spec = isOfStates(row) ? undefined : livenessSpecOf(manifest, row);
    return spec === undefined ? [] : [{ row, spec }];
  });
  const held = all.filter(({ row }) => row.expected === 'holds');
  const first = held[0] ?? all[0];
  if (first === undefined) return undefined;
  const rows = held.length === 0 ? [first] : held.filter(({ spec }) => spec === first.spec);
  return { spec: first.spec, rows: new Set(rows.map(({ row }) => row)) };
}

/** Rows with the same key share their runs. */
function keyOf({ manifest }: TlcPlace, row: AskedTlc, lively: Lively | undefined): string {
  if (isOfStates(row) || lively?.rows.has(row)) return JOINED;
  return livenessSpecOf(manifest, row) ?? UNASKED;
}

/** Whether the answer counts only where nothing is in doubt: a violation by want of fairness, and what is kept where all may be. */
function isDoubtful(row: AskedTlc, { verdict, fault }: Answer): boolean {
  if (fault !== null || row.part === 'progress' || verdict !== row.expected) return false;
  return verdict === 'holds' || !isOfStates(row);
}

/** The answers, without those that say nothing: see Doubts. */
async function doubted(
  place: TlcPlace,
  asked: readonly AskedTlc[],
  answers: readonly Answer[],
  doubts: Doubts,
): Promise<readonly Answer[]> {
  const other = await doubts.ofScenario(place);
  if (other !== null) return answers.map(({ seconds }) => inconclusive(other, seconds));
  const judged: Answer[] = [];
  for (const [i, answer] of answers.entries()) {
    const row = asked[i]!;
    const doubt = isDoubtful(row, answer) ? await doubtOf(place, row, doubts) : null;
    judged.push(doubt === null ? answer : inconclusive(doubt, answer.seconds));
  }
  return judged;
}

async function doubtOf(place: TlcPlace, row: AskedTlc, doubts: Doubts): Promise<string | null> {
  if (row.expected === 'holds') return doubts.ofHolding(place, row);
  const spec = livenessSpecOf(place.manifest, row);
  return spec === undefined ? null : doubts.of(place, spec);
}
