// SPDX-License-Identifier: MIT
// A variant's counterexamples as paths through the graphs that a kernel is walked through, and what sees them succeed.
import { counterexamples } from '../../explain/counterexamples.ts';
import type { Path } from '../../models/kit/index.ts';
import { selectSubjects } from '../../verdicts/select.ts';
import type { Numbers } from '../harness/numbers.ts';
import { attackAtBoundaries } from '../harness/schedule/attack.ts';
import { atBoundaries } from '../harness/schedule/boundaries.ts';
import { attackedOf, type ScheduledVariant } from '../harness/schedule/proposal.ts';
import { follow, labelsOf } from '../harness/schedule/shrink.ts';
import type { Walk } from '../harness/schedule/walk.ts';
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
 * The shortest counterexample of each safety claim that the variant breaks, as the explorer finds it. Without points: the
 * shortest one in which nobody has to stand still, of the claims that have one.
 */
export function attacksOn(
  slug: string,
  scheduled: ScheduledVariant,
  numbers: Numbers,
  kernelHasPoints: boolean,
): readonly Attack[] {
  const hasPoints = kernelHasPoints && scheduled.atBoundaries !== true;
  const [subject] = selectSubjects([slug]);
  const walkOf = walksOf(scheduled, numbers);
  return counterexamples(subject!, scheduled.variant, {}).flatMap(
    ({ claim, part, scenario, trace }): Attack[] => {
      // What comes of a liveness that is broken too is no other attack.
      if (part !== 'safety') return [];
      const walk = attackedOf(scheduled).includes(scenario) ? walkOf(scenario) : undefined;
      const property = subject!.models.variant(scheduled.variant, scenario).property(claim.id, 'safety');
      // What is seen at a path's end is a state: a deadlock is none, nor are a step, a refinement and what never happens. Where
      // one of these is broken, a claim about states is broken too.
      if (walk === undefined || property?.kind !== 'always') return [];
      const path = hasPoints ? follow(walk, 0, labelsOf(trace)) : attackAtBoundaries(walk, property.holds);
      if (path === undefined) return [];
      // A probe at its end may wake one who would then have to stand still.
      if (!hasPoints && atBoundaries(walk.schedule(path)) === undefined) return [];
      return [
        {
          claim: claim.id,
          scenario,
          variant: scheduled.variant,
          walk,
          path,
          atBoundaries: !hasPoints,
          holds: property.holds,
        },
      ];
    },
  );
}
