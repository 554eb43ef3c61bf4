// SPDX-License-Identifier: MIT
// What operators of the document's formulas come to in a state, for a reader of a counterexample.
import { naming } from './named.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

/** `Named`, by caller. */
export function operators(scenario: string, { task }: Seen): { readonly Named: Record<string, unknown> } {
  const named = naming(scenarioNamed(scenario));
  return { Named: Object.fromEntries(Object.entries(task).map(([p, { arg }]) => [p, named(arg)])) };
}
