// SPDX-License-Identifier: MIT
// What steps come to: against the model, which takes them in a state made for each case; and what sentences cite of it.
import { compareCited } from './cited.ts';
import { Comparing, type Comparison, type Repeaters, untold } from './fact.ts';
import { comparePhrases, phrasesIn } from './phrases.ts';
import { NO_WORDS, once, placeOfAction } from './told.ts';

const outcomesOf = once((told) => told.outcomes?.());

/** A row is known by when it applies; its phrases, and the rows, may stand in any order. */
function compareTables(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const told = outcomesOf(models);
  if (told === undefined) return untold('outcomes', 'the model', NO_WORDS);
  const comparing = new Comparing();
  const keyOf = (action: string, when: readonly string[]) => `${action} where ${[...when].sort().join('; ')}`;
  const rows = proposal.outcomes.map((row) => ({ ...row, key: keyOf(row.action, phrasesIn(row.when)) }));
  const said = new Map(told.map((each) => [keyOf(each.action, each.when), each]));
  const line = (action: string) =>
    (rows.find((row) => row.action === action) ?? proposal.steps.find((step) => step.action === action))
      ?.line;
  for (const { key, action, what, ...row } of rows) {
    comparePhrases(
      comparing,
      `what becomes of ${key}`,
      { file: proposal.file, line: row.line, says: what },
      { ...placeOfAction(repeaters, action), says: said.get(key)?.what ?? null },
    );
  }
  for (const [key, { action, what }] of said) {
    if (rows.some((row) => row.key === key)) continue;
    comparePhrases(
      comparing,
      `what becomes of ${key}`,
      { file: proposal.file, line: line(action) ?? 0, says: null },
      { ...placeOfAction(repeaters, action), says: what },
    );
  }
  return comparing.done('outcomes', 'the model');
}

/** The tables, and what sentences say of them. */
export const compareOutcomes = (repeaters: Repeaters): Comparison[] => [
  compareTables(repeaters),
  ...compareCited(repeaters),
];
