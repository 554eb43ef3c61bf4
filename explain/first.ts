// SPDX-License-Identifier: MIT
// Which counterexample is told where nobody names one.
import type { Proposal } from '../spec/index.ts';
import type { Told } from './story.ts';

/** Where a claim is broken, and in how many steps where that is known. */
interface At {
  readonly claim: string;
  readonly scenario: string;
  readonly steps?: number;
}

/**
 * In the order of the document's claims but S last: a claim in words says more to a reader than the refinement of which it is a corollary.
 * Of one claim in the order of its scenarios, and of one place the shortest first.
 */
export function inOrderOf<T>(
  { claims, scenarios }: Pick<Proposal, 'claims' | 'scenarios'>,
  items: readonly T[],
  atOf: (item: T) => At,
): T[] {
  const rank = (item: T): readonly [number, number, number] => {
    const { claim, scenario, steps = 0 } = atOf(item);
    return [
      claim === 'S' ? claims.length : claims.findIndex(({ id }) => id === claim),
      scenarios.findIndex(({ name }) => name === scenario),
      steps,
    ];
  };
  const ranked = items.map((item) => ({ item, rank: rank(item) }));
  ranked.sort((a, b) => {
    const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return at === -1 ? 0 : a.rank[at]! - b.rank[at]!;
  });
  return ranked.map(({ item }) => item);
}

/** Counterexamples of one proposal in that order. */
export function inDocumentOrder(found: readonly Told[]): Told[] {
  const [first] = found;
  if (first === undefined) return [];
  return inOrderOf(first.proposal, found, ({ claim, scenario, trace }) => ({
    ...{ claim: claim.id, scenario, steps: trace.steps.length },
  }));
}
