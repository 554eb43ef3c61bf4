// SPDX-License-Identifier: MIT
// The lane `schedule` as far as mutants need it: scenario by scenario, the small ones first, up to the first failure.
import { SyspecError } from '../../base/errors.ts';
import type { Numbers } from '../harness/numbers.ts';
import { ScheduleLane } from '../harness/schedule/lane.ts';
import { isOfRelease, type ScheduledVariant, walkedOf } from '../harness/schedule/proposal.ts';
import { Walk } from '../harness/schedule/walk.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import { scheduleTitle } from '../report/schedule-title.ts';
import { complaintSeen } from '../run/record.ts';
import type { Trial, Watched } from './trial.ts';

/** The same for all mutants. */
const SEED = 1;

/** The lane's name. */
export const SCHEDULE = 'schedule';

// biome-ignore lint/suspicious/noExplicitAny: as in ScheduledVariant.
type Walks = readonly (readonly [scenario: string, walk: Walk<any>])[];

/** A graph is explored, and its paths are found, once for all mutants. */
const explored = new WeakMap<ScheduledVariant, Walks>();

function walksOf(scheduled: ScheduledVariant, numbers: Numbers): Walks {
  const known = explored.get(scheduled);
  if (known !== undefined) return known;
  const walks = walkedOf(scheduled).map((name) => [name, new Walk(scheduled.scene(name, numbers))] as const);
  walks.sort(([, a], [, b]) => a.cover().paths.length - b.cover().paths.length);
  explored.set(scheduled, walks);
  return walks;
}

/** Walks a mutant's kernel through the graphs. */
export async function runSchedules(
  target: OpenTarget,
  scheduled: ScheduledVariant,
  numbers: Numbers,
  { signal, onProgress }: Watched,
): Promise<Trial | undefined> {
  for (const [scenario, walk] of walksOf(scheduled, numbers)) {
    if (!isOfRelease(scheduled, scenario, target.hello.release)) continue;
    const { paths } = walk.cover();
    const lane = new ScheduleLane(walk, [target]);
    await lane.seek(paths, SEED, () => {
      onProgress?.(`${SCHEDULE} ${scenario}: ${lane.cases} of ${paths.length} paths`);
      return lane.failures.length === 0 && signal?.aborted !== true;
    });
    if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
    const [failure] = lane.failures;
    const [complaint] = await target.complaints();
    const what = failure === undefined ? complaint && complaintSeen(complaint).title : scheduleTitle(failure);
    if (what !== undefined) return { killedBy: { lane: SCHEDULE, title: `${scenario}: ${what}` } };
    if (lane.unfinished !== undefined) return { unfinished: lane.unfinished };
  }
  return undefined;
}
