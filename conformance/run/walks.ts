// SPDX-License-Identifier: MIT
// The graphs of a variant's scenarios, each explored once, when it is asked for.
import type { ScheduledVariant } from '../harness/schedule/proposal.ts';
import { Walk } from '../harness/schedule/walk.ts';

/** Gives the graph of a scenario. `nr` is the number of the proposal's call. */
// biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
export function walksOf({ scene }: ScheduledVariant, nr: number): (scenario: string) => Walk<any> {
  // biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
  const known = new Map<string, Walk<any>>();
  return (scenario) => {
    const walk = known.get(scenario) ?? new Walk(scene(scenario, nr));
    known.set(scenario, walk);
    return walk;
  };
}
