// SPDX-License-Identifier: MIT
// Which rule of the document a fault has been seen to break: the faults that were seeded, and the rows that killed them.
import { type Bite, type Coverage, coverage } from '../spec/index.ts';
import type { Row } from './row.ts';
import type { Subject } from './select.ts';

/** `rows` are those of a check with mutants; a fault that survived covers nothing. */
export function coverageOf({ proposal, models }: Subject, rows: readonly Row[]): Coverage {
  const mine = rows.filter((row) => row.slug === proposal.slug && row.ok);
  const bites = models.mutants.flatMap(({ name, breaks }): Bite[] => {
    const kill = mine.find((row) => row.variant === name);
    if (kill === undefined) return [];
    return breaks.map((rule) => ({ rule, by: `${name} (${kill.claim} in ${kill.scenario})` }));
  });
  const found = coverage(proposal, bites);
  const idle = models.mutants.filter(({ breaks }) => breaks.length === 0);
  return {
    ...found,
    problems: [
      ...idle.map(({ name }) => ({
        ...{ file: proposal.file, line: 0, message: `the mutant ${name} breaks nothing` },
        ...{ expected: 'the rules that it contradicts', hint: "name them in its 'breaks'" },
      })),
      ...found.problems,
    ],
  };
}
