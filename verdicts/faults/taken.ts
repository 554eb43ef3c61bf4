// SPDX-License-Identifier: MIT
// Which branches of a model's bodies run, in any variant and any scenario.
import { SyspecError } from '../../base/errors.ts';
import { type Branch, countBranches } from './branches.ts';
import { type CrewOptions, onCopy, shared } from './crew.ts';
import type { Counted, Search } from './task.ts';
import { type Sources, Workshop } from './tree.ts';

/** By whom a branch is taken: a variant, or only a mutant that is written by hand, whose switch it then is. */
export interface Taken {
  readonly branch: Branch;
  readonly by: 'variant' | 'mutant' | null;
}

/** What to run, and whom to tell. */
export interface TakenOptions extends CrewOptions {
  readonly sources: Sources;
  /** Their rows are not asked: what a claim runs is not what the model does. */
  readonly variants: readonly Search[];
  readonly mutants: readonly Search[];
}

/** For a search that does not end. */
const SECONDS = 600;

/** Runs every search. Throws SyspecError BAD_MODEL when one cannot be done. */
export async function takenBranches(options: TakenOptions): Promise<Taken[]> {
  const { sources, slug, variants, mutants, signal, onProgress } = options;
  const workshop = new Workshop(sources);
  const { texts, branches } = countBranches(workshop.bodies, sources.folder);
  const total = variants.length + mutants.length;
  let done = 0;
  return onCopy(workshop.layOut(texts), options, async (hands) => {
    const hit = async (searches: readonly Search[], mayCrash: boolean): Promise<Set<number>> => {
      const hits = await shared(searches, hands, signal, async (search, hand) => {
        const counted = await hand.ask<Counted>({ kind: 'count', search }, SECONDS);
        onProgress?.(`${slug}: ${++done} of ${total} searches for branches`);
        const { crash, own, loading } = counted;
        if (crash === undefined || mayCrash) return [own, loading];
        throw new SyspecError('BAD_MODEL', `${slug}, ${search.variant} in ${search.scenario}: ${crash}`);
      });
      return new Set(hits.flat().flatMap((counts) => Object.keys(counts).map(Number)));
    };
    const byVariant = await hit(variants, false);
    const byMutant = await hit(mutants, true);
    const who = ({ number }: Branch) =>
      byVariant.has(number) ? 'variant' : byMutant.has(number) ? 'mutant' : null;
    return branches.map((branch) => ({ branch, by: who(branch) }));
  });
}
