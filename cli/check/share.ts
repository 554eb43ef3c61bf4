// SPDX-License-Identifier: MIT
// Of which proposals check asks a share, and by which seeds that is drawn.
import { InvalidArgumentError } from 'commander';
import { ROOT } from '../../base/root.ts';
import { type Run, runOfToday } from '../../records/record.ts';
import type { Subject } from '../../verdicts/select.ts';
import { atLeast } from '../whole-number.ts';

/** A seed for all proposals, or a share of those alone whose whole runs are recorded of what is here. */
export type ShareFlag = number | 'recorded';

/** Reads the option. @throws InvalidArgumentError for what is neither a whole number nor `recorded` */
export function readShare(text: string): ShareFlag {
  if (text === 'recorded') return text;
  try {
    return atLeast(0)(text);
  } catch {
    throw new InvalidArgumentError("Give a whole number from 0, or 'recorded'.");
  }
}

/** A seed from the ids of these runs; undefined where one was not made of what is here, or did not hold. */
function recordedSeed(root: string, slug: string, kinds: readonly Run['kind'][]): number | undefined {
  const ids = kinds.flatMap((kind) => runOfToday(root, slug, { kind, name: '' })?.id ?? []);
  return ids.length < kinds.length
    ? undefined
    : Number.parseInt(ids.map((id) => id.slice(0, 3)).join(''), 16);
}

/**
 * The proposals of which a share is asked, and the seed of each.
 * @param kinds whole runs, all of which have to be recorded of what is here
 * @throws SyspecError BAD_INPUT as `readRecord`
 */
export function seedsOf(
  subjects: readonly Subject[],
  share: ShareFlag | undefined,
  kinds: readonly Run['kind'][],
  root = ROOT,
): ReadonlyMap<string, number> {
  const seeds = new Map<string, number>();
  for (const { proposal } of share === undefined ? [] : subjects) {
    const seed = share === 'recorded' ? recordedSeed(root, proposal.slug, kinds) : share;
    if (seed !== undefined) seeds.set(proposal.slug, seed);
  }
  return seeds;
}
