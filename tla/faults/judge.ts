// SPDX-License-Identifier: MIT
// Faults of what judges: a claim that is true of everything.
import { dropConjunct } from './logic.ts';
import { type Context, type Mutation, type Rule, replace, spanOf } from './mutation.ts';
import type { Definition } from './syntax.ts';

/** What may be lost in a claim without its being broken at once. */
export const JUDGE_RULES: readonly Rule[] = [dropConjunct];

/** A claim's operator that asks nothing: `by` is TRUE, or FALSE for the negation of a progress. */
export function emptyClaim({ body }: Definition, context: Context, by: 'TRUE' | 'FALSE'): Mutation {
  return replace(context, 'empty-claim', spanOf(context, body), by);
}
