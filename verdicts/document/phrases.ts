// SPDX-License-Identifier: MIT
// Cells that are phrases in any order, held against what a model says: a phrase that it does not say is a difference.
import type { Comparing, Where } from './fact.ts';

/** The phrases of a cell. */
export const phrasesIn = (cell: string): readonly string[] => cell.split('; ').map((each) => each.trim());

/** What of `ours` has no partner in `theirs`, each of which is one phrase's partner. */
function without(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const left = [...theirs];
  return ours.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const saying = (phrases: readonly string[]): string => phrases.join('; ') || 'nothing more';

/** Not what comes to nothing: a case that one of the two does not have. */
const NOT_THERE = 'no such line';

/** Compares the phrases of a cell; null for a cell that is not there, or that the model does not say. */
export function comparePhrases(
  comparing: Comparing,
  of: string,
  document: Where & { readonly says: string | null },
  other: Where & { readonly says: readonly string[] | null },
): void {
  const mine = document.says === null ? [] : phrasesIn(document.says);
  const theirs = other.says ?? [];
  comparing.equal(
    of,
    { ...document, says: document.says === null ? NOT_THERE : saying(without(mine, theirs)) },
    { ...other, says: other.says === null ? NOT_THERE : saying(without(theirs, mine)) },
  );
}
