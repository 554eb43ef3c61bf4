// SPDX-License-Identifier: MIT
// A variant's counterexamples as paths through the graphs that a kernel is walked through, and what sees them succeed.
import { setImmediate } from 'node:timers/promises';
import type { Path } from '../../models/kit/index.ts';
import { expectations } from '../../spec/index.ts';
import { type Subject, selectSubjects } from '../../verdicts/select.ts';
import type { Numbers } from '../harness/numbers.ts';
import { attackAtBoundaries, pathToBroken } from '../harness/schedule/attack.ts';
import { atBoundaries } from '../harness/schedule/boundaries.ts';
import { attackedOf, type ScheduledVariant } from '../harness/schedule/proposal.ts';
import type { Walk } from '../harness/schedule/walk.ts';
import type { ConformOptions } from './options.ts';
import { walksOf } from './walks.ts';

/** A claim that a variant breaks, and how. */
export interface Attack {
  readonly claim: string;
  readonly scenario: string;
  /** The variant that it succeeds on. */
  readonly variant: string;
  // biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
  readonly walk: Walk<any>;
  readonly path: Path;
  /** Whether nobody is parked on the path. */
  readonly atBoundaries: boolean;
  /** Whether the claim holds in a state: of the model, or as a kernel shows it. */
  holds(state: unknown): boolean;
}

/**
 * The attacks of a variant: the shortest counterexample of each safety claim that the document declares broken by it. Without
 * points: the shortest one in which nobody has to stand still, of the claims that have one. That what is declared to hold does
 * hold is for `check` to say.
 */
export async function attacksOn(
  slug: string,
  scheduled: ScheduledVariant,
  numbers: Numbers,
  kernelHasPoints: boolean,
  { signal, onProgress }: Pick<ConformOptions, 'signal' | 'onProgress'> = {},
): Promise<readonly Attack[]> {
  const hasPoints = kernelHasPoints && scheduled.atBoundaries !== true;
  const { variant } = scheduled;
  const [{ proposal, models }] = selectSubjects([slug]) as [Subject];
  const walkOf = walksOf(scheduled, numbers);
  const declared = expectations(proposal).filter(
    (row) => row.variant === variant && row.part === 'safety' && row.expected === 'violated',
  );
  const attacked = declared.filter(({ scenario }) => attackedOf(scheduled).includes(scenario));
  const attacks: Attack[] = [];
  for (const [at, { id: claim, scenario }] of attacked.entries()) {
    const property = models.variant(variant, scenario).property(claim, 'safety');
    // What is seen at a path's end is a state: a deadlock is none, nor are a step, a refinement and what never happens. Where one of
    // these is broken, a claim about states is broken too.
    if (property?.kind !== 'always') continue;
    // To explore a graph leaves no room for signals to come in.
    await setImmediate();
    if (signal?.aborted === true) break;
    onProgress?.(`${slug} ${variant}: looking for attacks, ${at + 1} of ${attacked.length}`);
    const { holds } = property;
    const walk = walkOf(scenario);
    const path = hasPoints ? pathToBroken(walk, holds) : attackAtBoundaries(walk, holds);
    if (path === undefined) continue;
    // A probe at its end may wake one who would then have to stand still.
    if (!hasPoints && atBoundaries(walk.schedule(path)) === undefined) continue;
    attacks.push({ claim, scenario, variant, walk, path, atBoundaries: !hasPoints, holds });
  }
  const rank = ({ claim }: Attack) => proposal.claims.findIndex(({ id }) => id === claim);
  return attacks.sort((a, b) => rank(a) - rank(b) || a.path.length - b.path.length);
}
