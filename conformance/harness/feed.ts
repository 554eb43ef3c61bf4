// SPDX-License-Identifier: MIT
// What lanes have in common that send batches to kernels, and shorten what fails.
import type { Target } from './target.ts';

/** What is sent at a time. */
export const BATCH = 192;

/** Crashes after which a lane ends: each costs a boot, and one is enough to fail. */
export const MAX_CRASHES = 10;

/** How often what was shrunk is run again. */
export const TIMES = 5;

/** Failures that are shrunk; those beyond are counted. */
export const MAX_SHRUNK = 3;

/** The next `count` of a source; fewer at its end. */
export function take<T>(source: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = source.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** How batches are made, sent and judged. */
export interface Feed<T, R> {
  /** The next batch; an empty one is the end. */
  make(): readonly T[];
  send(batch: readonly T[], target: Target): Promise<R>;
  /** Whether to go on. */
  judge(batch: readonly T[], results: R): boolean;
}

/** Feeds all targets side by side, until there is no more or one result says to end. */
export async function feed<T, R>(
  targets: readonly Target[],
  { make, send, judge }: Feed<T, R>,
): Promise<void> {
  let goOn = true;
  const feedOne = async (target: Target) => {
    let batch = make();
    while (batch.length > 0) {
      const running = send(batch, target);
      // Made while the kernel is at work on the batch before.
      const next = goOn ? make() : [];
      goOn = judge(batch, await running) && goOn;
      batch = goOn ? next : [];
    }
  };
  await Promise.all(targets.map(feedOne));
}

/** Finds one that fails and tries no more: a crash costs a boot. */
export async function firstFailing<C>(
  candidates: readonly C[],
  fails: (candidate: C) => Promise<boolean>,
): Promise<boolean[]> {
  const found = candidates.map(() => false);
  for (const [i, candidate] of candidates.entries()) {
    if (!(await fails(candidate))) continue;
    found[i] = true;
    break;
  }
  return found;
}
