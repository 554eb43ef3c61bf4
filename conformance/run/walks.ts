// SPDX-License-Identifier: MIT
// The graphs of a variant's scenarios, each explored once, when it is asked for.
import type { Numbers } from '../harness/numbers.ts';
import type { ScheduledVariant } from '../harness/schedule/proposal.ts';
import { Walk } from '../harness/schedule/walk.ts';

/** Gives the graph of a scenario; `numbers` are those of the proposal's calls. */
// biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
export function walksOf({ scene }: ScheduledVariant, numbers: Numbers): (scenario: string) => Walk<any> {
  // biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
  const known = new Map<string, Walk<any>>();
  return (scenario) => {
    const walk = known.get(scenario) ?? new Walk(scene(scenario, numbers));
    known.set(scenario, walk);
    return walk;
  };
}
