// SPDX-License-Identifier: MIT
// Asks TLC: all that should hold in one place in one run, and each behaviour that should be found in its own.
import { askEach, inconclusive, unasked } from './alone.ts';
import type { Doubts } from './doubts.ts';
import { askJoined } from './joined.ts';
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

/** The runs that answer what is asked of one variant in one scenario. */
export function tlcJobs(place: TlcPlace, asked: readonly AskedTlc[], doubts: Doubts): readonly Job[] {
  const groups = new Map<string, number[]>();
  const fair = fairSpecOf(place, asked);
  for (const [i, row] of asked.entries()) {
    const key = keyOf(place, row, fair);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups].map(([key, rows]): Job => {
    const own = rows.map((i) => asked[i]!);
    if (key === JOINED) return { rows, run: () => askJoined(place, own, fair) };
    if (key === UNASKED) return { rows, run: async () => own.map((row) => unasked(place.manifest, row)) };
    return { rows, run: () => askLively(place, key, own, doubts) };
  });
}

/** The specification under which the joined run is made: that of the first liveness that should hold, if there is one. */
function fairSpecOf({ manifest }: TlcPlace, asked: readonly AskedTlc[]): string | undefined {
  const specs = asked.map((row) =>
    isOfStates(row) || row.expected !== 'holds' ? undefined : livenessSpecOf(manifest, row),
  );
  return asked.some(isOfStates) ? specs.find((spec) => spec !== undefined) : undefined;
}

/** Rows with the same key share their runs. */
function keyOf({ manifest }: TlcPlace, row: AskedTlc, fair: string | undefined): string {
  if (isOfStates(row)) return JOINED;
  const spec = livenessSpecOf(manifest, row);
  if (spec === undefined) return UNASKED;
  return row.expected === 'holds' && spec === fair ? JOINED : spec;
}

/** Liveness under one specification, row by row: TLC ends with the first behaviour that it finds. */
async function askLively(
  place: TlcPlace,
  spec: string,
  asked: readonly AskedTlc[],
  doubts: Doubts,
): Promise<readonly Answer[]> {
  const answers = await askEach(place, asked);
  const doubt = asked.some(({ expected }) => expected === 'violated') ? await doubts.of(place, spec) : null;
  return answers.map((answer, i) => {
    const counts = doubt === null || asked[i]!.expected === 'holds' || answer.verdict !== 'violated';
    return counts ? answer : inconclusive(doubt, answer.seconds);
  });
}
