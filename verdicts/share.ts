// SPDX-License-Identifier: MIT
// Shares of what is asked of a proposal of which the whole is recorded. Of the places in which TLC is asked: each variant,
// each scenario, and each claim where it holds and where it is violated. Which places show that is drawn.
import { createHash } from 'node:crypto';
import type { Group } from './questions.ts';

/** All that a place shows, each in a word of its own. */
function shownBy({ variant, scenario, asked }: Group): string[] {
  const claims = asked.map(({ claim, part, expected }) => `${claim} ${part} ${expected}`);
  return [`in ${scenario}`, `of ${variant}`, ...claims];
}

/** The same for the same seed, and in no order that anything else has. */
const lot = (seed: number, name: string): string =>
  createHash('sha256').update(`${seed} ${name}`).digest('hex');

const byLot = (a: { readonly its: string }, b: { readonly its: string }): number => (a.its < b.its ? -1 : 1);

/** How many things there are for each that is drawn. */
const OUT_OF = 8;

/** One thing in eight, in their order. @param nameOf tells them apart */
export function drawSome<T>(all: readonly T[], seed: number, nameOf: (one: T) => string): T[] {
  const lots = all.map((one) => ({ one, its: lot(seed, nameOf(one)) })).sort(byLot);
  const drawn = new Set(lots.slice(0, Math.ceil(all.length / OUT_OF)).map(({ one }) => one));
  return all.filter((one) => drawn.has(one));
}

/**
 * A share of the places of one proposal, in their order. All of them together show no more than it does: who leaves one out
 * of it may leave out what nothing else shows.
 * @param seed another one draws other places
 */
export function drawShare<G extends Group>(groups: readonly G[], seed: number): G[] {
  const shown = new Set<string>();
  const drawn = new Set<G>();
  const nameOf = ({ variant, scenario }: Group) => `${variant} ${scenario}`;
  const lots = groups.map((group) => ({ group, its: lot(seed, nameOf(group)) })).sort(byLot);
  for (const { group } of lots) {
    const fresh = shownBy(group).filter((one) => !shown.has(one));
    if (fresh.length === 0) continue;
    for (const one of fresh) shown.add(one);
    drawn.add(group);
  }
  return groups.filter((group) => drawn.has(group));
}
