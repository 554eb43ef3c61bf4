// SPDX-License-Identifier: MIT
// A share of the places in which TLC is asked: each variant, each scenario, and each claim where it holds and where it is
// violated. Which places show that is drawn.
import { createHash } from 'node:crypto';
import type { Group } from './questions.ts';

/** All that a place shows, each in a word of its own. */
function shownBy({ variant, scenario, asked }: Group): string[] {
  const claims = asked.map(({ claim, part, expected }) => `${claim} ${part} ${expected}`);
  return [`in ${scenario}`, `of ${variant}`, ...claims];
}

/** The same for the same seed, and in no order that anything else has. */
const lot = (seed: number, { variant, scenario }: Group): string =>
  createHash('sha256').update(`${seed} ${variant} ${scenario}`).digest('hex');

/**
 * A share of the places of one proposal, in their order. All of them together show no more than it does: who leaves one out
 * of it may leave out what nothing else shows.
 * @param seed another one draws other places
 */
export function drawShare<G extends Group>(groups: readonly G[], seed: number): G[] {
  const shown = new Set<string>();
  const drawn = new Set<G>();
  const lots = groups.map((group) => ({ group, its: lot(seed, group) }));
  for (const { group } of lots.sort((a, b) => (a.its < b.its ? -1 : 1))) {
    const fresh = shownBy(group).filter((one) => !shown.has(one));
    if (fresh.length === 0) continue;
    for (const one of fresh) shown.add(one);
    drawn.add(group);
  }
  return groups.filter((group) => drawn.has(group));
}
