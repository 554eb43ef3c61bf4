// SPDX-License-Identifier: MIT
// Of which proposals check asks a share, and by which seeds that is drawn.
import { createHash } from 'node:crypto';
import { InvalidArgumentError } from 'commander';
import { ROOT } from '../../base/root.ts';
import { inputsOf, type Run, runOfToday } from '../../records/record.ts';
import type { Subject } from '../../verdicts/select.ts';
import { atLeast } from '../whole-number.ts';

/** A seed for all proposals, or a share of those whose whole runs are recorded of what is here. */
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

/** Whether these runs were made of what is here, and held. */
const isRecorded = (root: string, slug: string, kinds: readonly Run['kind'][]): boolean =>
  kinds.every((kind) => runOfToday(root, slug, { kind, name: '' }) !== undefined);

/** A seed from what these runs depend on: another edit draws another share. */
function seedOfInputs(root: string, slug: string, kinds: readonly Run['kind'][]): number {
  const inputs = JSON.stringify(kinds.map((kind) => inputsOf(root, slug, kind)));
  return Number.parseInt(createHash('sha256').update(inputs).digest('hex').slice(0, 6), 16);
}

/**
 * The proposals of which a share is asked, and the seed of each. Those that are not recorded have none, for one fits into the time
 * that `test` has; where several are not, as after an edit of a shared part, they have one too.
 * @param kinds whole runs, all of which have to be recorded of what is here
 * @throws SyspecError BAD_INPUT as `readRecord`
 */
export function seedsOf(
  subjects: readonly Subject[],
  share: ShareFlag | undefined,
  kinds: readonly Run['kind'][],
  root = ROOT,
): ReadonlyMap<string, number> {
  if (share === undefined) return new Map();
  const slugs = subjects.map(({ proposal }) => proposal.slug);
  if (share !== 'recorded') return new Map(slugs.map((slug) => [slug, share]));
  const stale = slugs.filter((slug) => !isRecorded(root, slug, kinds));
  const whole = stale.length > 1 ? [] : stale;
  const drawn = slugs.filter((slug) => !whole.includes(slug));
  return new Map(drawn.map((slug) => [slug, seedOfInputs(root, slug, kinds)]));
}
