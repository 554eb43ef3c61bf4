// SPDX-License-Identifier: MIT
// Which rule of the document is held by what: the model's properties and the operators of the TLA+.
import { SyspecError } from '../base/errors.ts';
import { type Coverage, coverage, formatProblem } from '../spec/index.ts';
import type { Subject } from './select.ts';

/** Throws SyspecError BAD_INPUT, with file and line, when a rule is neither cited nor said to be untested. */
export function coverageOf({ proposal, models, manifest }: Subject): Coverage {
  const cites = proposal.claims.flatMap((claim) => {
    const scenario = claim.in.safety[0] ?? claim.in.progress[0];
    if (scenario === undefined) return [];
    const property = models.variant(models.variants[0]!, scenario).property(claim.id, 'safety');
    return property === undefined ? [] : claim.rules.map((rule) => ({ rule, by: `property ${claim.id}` }));
  });
  const operators = Object.values(manifest.claims).flatMap(({ rules, safety, liveness }) => {
    const by = safety?.operator ?? liveness?.operator;
    return by === undefined ? [] : rules.map((rule) => ({ rule, by }));
  });
  const found = coverage(proposal, [...cites, ...operators]);
  if (found.problems.length > 0)
    throw new SyspecError('BAD_INPUT', found.problems.map(formatProblem).join('\n'));
  return found;
}
