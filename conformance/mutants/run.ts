// SPDX-License-Identifier: MIT
// Tries every mutant, flavour by flavour, until something kills it.
import { SyspecError } from '../../base/errors.ts';
import { inParallel } from '../../base/pool.ts';
import type { Laboratory } from './laboratory.ts';
import type { Part } from './lanes.ts';
import type { Listed } from './listed.ts';
import type { Mutant } from './mutant.ts';
import type { Trial } from './trial.ts';

/** What killed a mutant, and on which kernel. */
export interface Kill {
  readonly flavour: string;
  readonly lane: string;
  readonly title: string;
}

/** What became of a mutant. */
export interface Fate {
  readonly mutant: Mutant;
  readonly verdict: 'killed' | 'equivalent' | 'owed' | 'survived' | 'inconclusive';
  /** The first that killed it, or null. */
  readonly by: Kill | null;
  /** All that killed it: one, unless every lane is run. */
  readonly kills: readonly Kill[];
  /** Why it may survive, or why there is no verdict. */
  readonly reason: string | null;
  /** It is listed as one that survives, and is killed. */
  readonly isStale: boolean;
}

/** What to try. */
export interface RunOptions {
  readonly mutants: readonly Mutant[];
  readonly listed: ReadonlyMap<string, Listed>;
  /** In order of cost. */
  readonly flavours: readonly string[];
  /** Every lane on every flavour, for each mutant. */
  readonly allLanes: boolean;
  /** This lane alone. */
  readonly lane?: string | undefined;
  /** Guests side by side. */
  readonly guests: number;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** A mutant on its way. */
interface Tried {
  readonly mutant: Mutant;
  readonly kills: Kill[];
  readonly unfinished: string[];
}

/**
 * Tries the mutants.
 * @throws SyspecError BASELINE_FAILS when the lanes do not hold without a mutant; what the laboratory throws
 */
export async function runMutants(laboratory: Laboratory, options: RunOptions): Promise<Fate[]> {
  const { mutants, listed, flavours, allLanes, lane: only, guests, onProgress } = options;
  const all: Tried[] = mutants.map((mutant) => ({ mutant, kills: [], unfinished: [] }));
  for (const { flavour, part } of allLanes || only !== undefined ? everything(flavours) : rounds(flavours)) {
    const left = all.filter(({ kills }) => allLanes || kills.length === 0);
    for (const kind of new Set(left.map(({ mutant }) => mutant.kind))) {
      onProgress?.(`${flavour}: the lanes without a mutant`);
      requireHolds(flavour, await laboratory.test(flavour, { none: kind }, { lane: only, part }));
    }
    let done = 0;
    const jobs = left.map((one) => async () => {
      for (const lane of allLanes ? laboratory.lanes(flavour) : [only]) {
        note(one, flavour, await laboratory.test(flavour, one.mutant, { lane, part }));
      }
      done += 1;
      const alive = left.slice(0, done).filter(({ kills }) => kills.length === 0).length;
      onProgress?.(`${flavour}: ${done} of ${left.length} mutants, ${alive} not killed; ${one.mutant.id}`);
    });
    await inParallel(jobs, guests);
  }
  return all.map((one) => fate(one, listed.get(one.mutant.id)));
}

interface Round {
  readonly flavour: string;
  readonly part?: Part;
}

const everything = (flavours: readonly string[]): Round[] => flavours.map((flavour) => ({ flavour }));

/** In order of cost: what most are killed by, what only some kernels can see, interleavings, and what finds by numbers. */
function rounds(flavours: readonly string[]): Round[] {
  const [first, ...others] = flavours as [string, ...string[]];
  return [
    { flavour: first, part: 'short' },
    ...others.map((flavour) => ({ flavour, part: 'again' as const })),
    { flavour: first, part: 'walk' },
    { flavour: first, part: 'long' },
  ];
}

function requireHolds(flavour: string, { killedBy, unfinished }: Trial): void {
  const why = killedBy === undefined ? unfinished : `${killedBy.lane}: ${killedBy.title}`;
  if (why === undefined) return;
  throw new SyspecError(
    'BASELINE_FAILS',
    `the lanes do not hold on ${flavour} without a mutant: ${why}`,
    `See 'syspec conform --flavour ${flavour}': nothing can be said of mutants before that holds.`,
  );
}

function note(one: Tried, flavour: string, { killedBy, unfinished }: Trial): void {
  if (killedBy !== undefined) one.kills.push({ flavour, ...killedBy });
  else if (unfinished !== undefined) one.unfinished.push(unfinished);
}

function fate({ mutant, kills, unfinished }: Tried, listed: Listed | undefined): Fate {
  const [by = null] = kills;
  const [why] = unfinished;
  const isStale = by !== null && listed !== undefined;
  if (by !== null) return { mutant, verdict: 'killed', by, kills, reason: null, isStale };
  const end = { mutant, by, kills, isStale };
  if (why !== undefined) return { ...end, verdict: 'inconclusive', reason: why };
  return { ...end, verdict: listed?.as ?? 'survived', reason: listed?.reason ?? null };
}
