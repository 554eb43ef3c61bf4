// SPDX-License-Identifier: MIT
// Which rule is tested by what: a fault that contradicts the rule, and that a claim has killed.
import { aligned } from '../base/table.ts';
import { formatProblem, type Problem } from './problem.ts';
import type { Proposal, Rule } from './proposal.ts';

/** A fault that was killed, and one of the rules that it contradicts. */
export interface Bite {
  /** The id of a rule, or of a row of the table of errors, which stands for its rule. */
  readonly rule: string;
  /** The fault and what killed it, as a reader can find them: `ignores-flag (C3 in swap)`. */
  readonly by: string;
}

/** A rule with the faults by which it has been seen to bite. */
export interface RuleCoverage {
  readonly id: string;
  /** Each fault once, in the order of the bites. */
  readonly by: readonly string[];
  readonly untested?: string;
}

/** The rules of one proposal, in their order, and what is wrong with their coverage. */
export interface Coverage {
  readonly slug: string;
  readonly rules: readonly RuleCoverage[];
  readonly problems: readonly Problem[];
}

function complain({ file }: Proposal, rule: Rule, by: readonly string[]): Problem[] {
  const at = { file, line: rule.line };
  if (by.length === 0 && rule.untested === undefined) {
    const expected = "a mutant that breaks it and is killed, or 'untested:' and a reason";
    const message = `no fault has shown that ${rule.id} bites`;
    return [{ ...at, message, expected, hint: 'seed the fault, or say why nothing tests the rule' }];
  }
  if (by.length > 0 && rule.untested !== undefined) {
    const message = `${rule.id} is untested, and ${by.join(', ')} tests it`;
    const hint = 'remove the excuse, or the rule from what the fault breaks';
    return [{ ...at, message, expected: "either a fault or 'untested:'", hint }];
  }
  return [];
}

/** Matches `bites` with the rules of `proposal`. A problem's place is the rule's line in the document. */
export function coverage(proposal: Proposal, bites: readonly Bite[]): Coverage {
  const { slug, rules, errors } = proposal;
  const ruleOf = (id: string) => errors.find((row) => row.id === id)?.rule ?? id;
  const faults = (id: string) => [
    ...new Set(bites.filter(({ rule }) => ruleOf(rule) === id).map(({ by }) => by)),
  ];
  return {
    slug,
    rules: rules.map(({ id, untested }) => ({
      id,
      by: faults(id),
      ...(untested === undefined ? {} : { untested }),
    })),
    problems: rules.flatMap((rule) => complain(proposal, rule, faults(rule.id))),
  };
}

function describe({ by, untested }: RuleCoverage): string {
  const reason = untested === undefined ? [] : [`untested: ${untested}`];
  return [...by, ...reason].join(', ') || 'nothing';
}

/** A line for each rule, then the problems, then a summary; every line ends in a newline. */
export function formatCoverage({ slug, rules, problems }: Coverage): string {
  const table = [['rule', 'seen to bite by'], ...rules.map((rule) => [rule.id, describe(rule)])];
  const bitten = rules.filter(({ by }) => by.length > 0).length;
  const untested = rules.filter((rule) => rule.untested !== undefined).length;
  const summary = `${slug}: ${rules.length} rules: ${bitten} seen to bite, ${untested} untested with a reason, ${problems.length} problems`;
  return [...aligned(table), ...problems.map(formatProblem), summary, ''].join('\n');
}
