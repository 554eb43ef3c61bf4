// SPDX-License-Identifier: MIT
// Which rule is tested by what. Properties, TLA+ invariants and conformance cases cite rules by id.
import { formatProblem, type Problem } from './problem.ts';
import type { Proposal, Rule } from './proposal.ts';

/** One check that is about one rule. */
export interface Cite {
  /** The id of a rule. */
  readonly rule: string;
  /** What checks it, as a reader can find it: `property C1`, `invariant Peer`. */
  readonly by: string;
}

/** A rule with what cites it. */
export interface RuleCoverage {
  readonly id: string;
  /** Each citer once, in the order of the citations. */
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
    const expected = "a property, an invariant or a case that cites it, or 'untested:' and a reason";
    return [{ ...at, message: `nothing tests ${rule.id}`, expected, hint: 'test the rule, or say why not' }];
  }
  if (by.length > 0 && rule.untested !== undefined) {
    const message = `${rule.id} is untested, and ${by.join(', ')} tests it`;
    const hint = 'remove the excuse, or the citation';
    return [{ ...at, message, expected: "either a citation or 'untested:'", hint }];
  }
  return [];
}

/** Matches `cites` with the rules of `proposal`. A problem's place is the rule's line in the document. */
export function coverage(proposal: Proposal, cites: readonly Cite[]): Coverage {
  const { file, slug, rules } = proposal;
  const citers = (id: string) => [...new Set(cites.filter(({ rule }) => rule === id).map(({ by }) => by))];
  const unknown = cites.filter((cite) => rules.every(({ id }) => id !== cite.rule));
  return {
    slug,
    rules: rules.map(({ id, untested }) => ({
      id,
      by: citers(id),
      ...(untested === undefined ? {} : { untested }),
    })),
    problems: [
      ...unknown.map(({ rule, by }) => ({
        ...{ file, line: 0, message: `${by} cites ${rule}, which is no rule` },
        ...{ expected: 'the id of a rule', hint: 'correct the citation' },
      })),
      ...rules.flatMap((rule) => complain(proposal, rule, citers(rule.id))),
    ],
  };
}

function describe({ by, untested }: RuleCoverage): string {
  const reason = untested === undefined ? [] : [`untested: ${untested}`];
  return [...by, ...reason].join(', ') || 'nothing';
}

/** A line for each rule, then the problems, then a summary; every line ends in a newline. */
export function formatCoverage({ slug, rules, problems }: Coverage): string {
  const width = Math.max(4, ...rules.map(({ id }) => id.length));
  const table = [
    { id: 'rule', text: 'cited by' },
    ...rules.map((rule) => ({ id: rule.id, text: describe(rule) })),
  ];
  const cited = rules.filter(({ by }) => by.length > 0).length;
  const untested = rules.filter((rule) => rule.untested !== undefined).length;
  const summary = `${slug}: ${rules.length} rules: ${cited} cited, ${untested} untested with a reason, ${problems.length} problems`;
  return [
    ...table.map(({ id, text }) => `${id.padEnd(width)}  ${text}`),
    ...problems.map(formatProblem),
    summary,
    '',
  ].join('\n');
}
