// SPDX-License-Identifier: MIT
// What the model's properties assume, by the processes of each scenario that their fairness is of.
import { isSameSet } from '../../base/same-set.ts';
import type { Fairness } from '../../models/kit/index.ts';
import type { ProposalModels } from '../../models/proposal.ts';
import type { ToldProcess } from '../../models/told.ts';
import type { Assumed } from './fairness-words.ts';

/** Which processes of one scenario it is assumed of that they go on. */
function coveredIn(fairness: readonly Fairness[], processes: readonly ToldProcess[]) {
  return fairness.map(({ kind, of }) => ({
    kind,
    of: processes.filter(({ name }) => of({ action: '', params: [name] })),
  }));
}

type Covered = ReturnType<typeof coveredIn>;

/** The same of all scenarios, which together tell whether those that loop are left out; null where they do not agree. */
function assumedIn(
  all: readonly { covered: Covered; processes: readonly ToldProcess[] }[],
): Assumed[] | null {
  if (
    all.every(({ covered, processes }) => covered.length === 1 && covered[0]!.of.length === processes.length)
  )
    return ['somebody'];
  if (all.some(({ covered }) => covered.some(({ of }) => of.length !== 1))) return null;
  const kinds = [...new Set(all.flatMap(({ processes }) => processes.map(({ kind }) => kind)))];
  const assumed = kinds.flatMap((each): Assumed[] => {
    const own = all.map(({ covered, processes }) => ({
      covered: covered.filter(({ of }) => of[0]!.kind === each),
      processes: processes.filter(({ kind }) => kind === each),
    }));
    const strengths = new Set(own.flatMap(({ covered }) => covered.map(({ kind }) => kind)));
    const [kind = 'weak'] = strengths;
    const isOf = (wanted: (process: ToldProcess) => boolean) =>
      own.every(({ covered, processes }) =>
        isSameSet(
          covered.map(({ of }) => of[0]!.name),
          processes.filter(wanted).map(({ name }) => name),
        ),
      );
    if (strengths.size > 1) return [];
    if (isOf(() => true)) return [{ kind, each, loops: true }];
    if (isOf(({ loops }) => !loops)) return [{ kind, each, loops: false }];
    const names = new Set(own.flatMap(({ covered }) => covered.map(({ of }) => of[0]!.name)));
    return [...names].map((one) => ({ kind, one }));
  });
  return assumed;
}

/** What the model's property of this part assumes; null where it has none, or where there are no words for it. */
export function assumedByModel(
  models: ProposalModels,
  claim: string,
  part: 'liveness' | 'unfair',
): Assumed[] | null {
  const all = models.scenarios.flatMap((scenario) => {
    const property = models.variant('proposed', scenario).property(claim, part);
    if (property?.kind !== 'liveness') return [];
    const processes = models.told?.processes?.(scenario) ?? [];
    return [{ covered: coveredIn(property.fairness, processes), processes }];
  });
  return all.length === 0 ? null : assumedIn(all);
}
