// SPDX-License-Identifier: MIT
// Which counterexample is told where nobody names one.
import type { Told } from './story.ts';

/** In the order of the document's claims but S last; of one claim in that of its scenarios, and of one place the shortest first. */
export function inDocumentOrder(found: readonly Told[]): Told[] {
  const rank = ({ proposal, claim, scenario, trace }: Told): readonly [number, number, number] => [
    claim.id === 'S' ? proposal.claims.length : proposal.claims.findIndex(({ id }) => id === claim.id),
    proposal.scenarios.findIndex(({ name }) => name === scenario),
    trace.steps.length,
  ];
  const ranked = found.map((told) => ({ told, rank: rank(told) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return at === -1 ? 0 : a.rank[at]! - b.rank[at]!;
  });
  return ranked.map(({ told }) => told);
}
