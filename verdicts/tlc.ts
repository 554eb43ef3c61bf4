// SPDX-License-Identifier: MIT
// Asks TLC: what is claimed of states and steps in one run for each place, and what of whole behaviours in few.
import { askAlone, askEach, inconclusive, toAnswer, unasked } from './alone.ts';
import { askJoined } from './joined.ts';
import { type AskedTlc, livenessSpecOf } from './operators.ts';
import { nameOf, runPlace, type TlcPlace } from './place.ts';
import type { Answer } from './row.ts';

/** Runs of TLC, and the positions of the rows that they answer. */
export interface Job {
  readonly rows: readonly number[];
  run(): Promise<readonly Answer[]>;
}

/** Keys that are no operator's name. */
const JOINED = 'states and steps';
const UNASKED = 'no operator';

/** The runs that answer what is asked of one variant in one scenario. */
export function tlcJobs(place: TlcPlace, asked: readonly AskedTlc[]): readonly Job[] {
  const groups = new Map<string, number[]>();
  for (const [i, row] of asked.entries()) {
    const key = keyOf(place, row);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups].map(([key, rows]): Job => {
    const own = rows.map((i) => asked[i]!);
    if (key === JOINED) return { rows, run: () => askJoined(place, own) };
    if (key === UNASKED) return { rows, run: async () => own.map((row) => unasked(place.manifest, row)) };
    return { rows, run: () => askLively(place, key, own) };
  });
}

/** Rows with the same key share their runs: those of states and steps, and those under one specification with fairness. */
function keyOf({ manifest }: TlcPlace, row: AskedTlc): string {
  if (row.part === 'safety' || row.part === 'progress') return JOINED;
  return livenessSpecOf(manifest, row) ?? UNASKED;
}

/**
 * Liveness under one specification: what should hold in one run, and each row that should be violated in its own.
 * Less fairness only violates more, so a violation counts where the specification assumes what it is said to.
 */
async function askLively(
  place: TlcPlace,
  spec: string,
  asked: readonly AskedTlc[],
): Promise<readonly Answer[]> {
  const { manifest } = place;
  const holding = asked.filter((row) => row.expected === 'holds');
  const operators = holding.map(({ claim }) => manifest.claims[claim]!.liveness!.operator);
  const assumed = holding.length < asked.length ? (manifest.fairness[spec] ?? []) : undefined;
  const together = await runTogether(place, spec, [...operators, ...(assumed ?? [])]);
  const held = together === undefined ? await askEach(place, holding) : holding.map(() => together);
  const assumes = assumed === undefined || (together !== undefined && assumed.length > 0);
  const doubt = assumes ? null : await doubtOf(place, spec, assumed);
  const answers: Answer[] = [];
  for (const row of asked) {
    const answer = held[holding.indexOf(row)] ?? (await askAlone(place, row));
    const doubtful = !holding.includes(row) && answer.verdict === 'violated' && doubt !== null;
    answers.push(doubtful ? inconclusive(doubt, answer.seconds) : answer);
  }
  return answers;
}

/** The answer for all of them where there are several and all hold; TLC does not say which one is violated. */
async function runTogether(place: TlcPlace, spec: string, properties: readonly string[]) {
  if (properties.length < 2) return undefined;
  const run = await runPlace(place, { spec, properties });
  return run.verdict === 'holds' ? toAnswer(place, run, 'holds') : undefined;
}

/** Why a violation under this specification may be one for want of fairness alone; null where it is not. */
async function doubtOf(place: TlcPlace, spec: string, assumed: readonly string[]): Promise<string | null> {
  if (assumed.length === 0) return `${place.manifest.file}: fairness does not say what ${spec} assumes`;
  const run = await runPlace(place, { spec, properties: assumed });
  if (run.verdict === 'holds') return null;
  return `${nameOf(place)}: ${spec} does not assume ${assumed.join(' and ')}`;
}
