// SPDX-License-Identifier: MIT
// Which rule of the document a fault has been seen to break: the faults that were seeded, and the rows that killed them.
import type { Mutant } from '../models/proposal.ts';
import { type Bite, type Coverage, coverage, type Problem, type Proposal } from '../spec/index.ts';
import type { Row } from './row.ts';
import type { Subject } from './select.ts';

/** What `mutant` breaks of the rules that the claim states which kills it: of others its death says nothing. */
function shown({ claims, errors }: Proposal, { breaks, killedBy }: Mutant): string[] {
  const rules = claims.find(({ id }) => id === killedBy.claim)?.rules ?? [];
  const ruleOf = (id: string) => errors.find((row) => row.id === id)?.rule ?? id;
  return breaks.filter((id) => rules.includes(ruleOf(id)));
}

/** What is wrong with what `mutant` says that it breaks. */
function complain(proposal: Proposal, mutant: Mutant): Problem[] {
  const { name, breaks, killedBy } = mutant;
  const known = [...proposal.rules, ...proposal.errors].map(({ id }) => id);
  const at = { file: proposal.file, line: 0, hint: "correct its 'breaks', or the claim's rules" };
  const unknown = breaks
    .filter((id) => !known.includes(id))
    .map((id) => ({
      ...{ ...at, message: `the mutant ${name} breaks ${id}, which is no rule` },
      expected: 'ids of rules or of errors',
    }));
  if (unknown.length > 0 || shown(proposal, mutant).length > 0) return unknown;
  const what = breaks.join(', ') || 'nothing';
  return [
    {
      ...{ ...at, message: `the mutant ${name} breaks ${what}, and ${killedBy.claim} kills it` },
      expected: `a rule that ${killedBy.claim} states`,
    },
  ];
}

/** `rows` are those of a check with mutants; a fault that survived covers nothing. */
export function coverageOf({ proposal, models }: Subject, rows: readonly Row[]): Coverage {
  const mine = rows.filter((row) => row.slug === proposal.slug && row.ok);
  const bites = models.mutants.flatMap((mutant): Bite[] => {
    const { name } = mutant;
    const kill = mine.find((row) => row.variant === name);
    if (kill === undefined) return [];
    return shown(proposal, mutant).map((rule) => ({
      rule,
      by: `${name} (${kill.claim} in ${kill.scenario})`,
    }));
  });
  const found = coverage(proposal, bites);
  const wrong = models.mutants.flatMap((mutant) => complain(proposal, mutant));
  return { ...found, problems: [...wrong, ...found.problems] };
}
