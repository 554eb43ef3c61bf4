// SPDX-License-Identifier: MIT
// Runs the lanes of a variant that judge themselves, where the kernel has what they need.
import { performance } from 'node:perf_hooks';
import { SyspecError } from '../../base/errors.ts';
import type { Coverage } from '../harness/lockstep/engine/coverage.ts';
import type { Numbers } from '../harness/numbers.ts';
import type { OwnLane, OwnResult } from '../harness/own-lane.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Conformance } from '../proposal.ts';
import type { LaneOutcome } from '../report/rows.ts';
import type { ConformOptions } from './options.ts';

type Own = Pick<ConformOptions, 'boot' | 'features' | 'lane' | 'signal' | 'onProgress'>;

/** Whether a kernel that is built with `features` is to have such a row: of one that nobody knows, it is asked. */
function isDue({ needs, scenario }: OwnLane, { boot, features, lane }: Own): boolean {
  if (boot === undefined || (lane !== undefined && lane !== scenario)) return false;
  return features === undefined || needs.every((need) => features.includes(need));
}

/** A row for each; none for a lane that the kernel was not built for. @throws SyspecError INTERRUPTED */
export async function ownRows(
  conformance: Conformance,
  numbers: Numbers,
  seen: Coverage,
  options: Own,
): Promise<LaneOutcome[]> {
  const rows: LaneOutcome[] = [];
  for (const lane of (conformance.ownLanes ?? []).filter((one) => isDue(one, options))) {
    const row = await ownRow(conformance, lane, numbers, seen, options);
    if (row !== undefined) rows.push(row);
    if (options.signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  }
  return rows;
}

async function ownRow(
  { slug, variant }: Conformance,
  lane: OwnLane,
  numbers: Numbers,
  seen: Coverage,
  { boot, features, onProgress }: Own,
): Promise<LaneOutcome | undefined> {
  const start = performance.now();
  const guests: OpenTarget[] = [];
  const say = (text: string) => onProgress?.(`${slug} ${variant} ${lane.scenario}: ${text}`);
  say('booting');
  try {
    const result = await lane.run({
      numbers,
      onProgress: say,
      async boot(...append) {
        const guest = await boot!(append);
        guests.push(guest);
        return guest;
      },
    });
    await Promise.all(guests.map((guest) => guest.close()));
    const complaints = (await Promise.all(guests.map((guest) => guest.complaints()))).flat();
    // What nobody promised may be missing.
    if (result.lacking !== undefined && features === undefined) return undefined;
    seen.see(result.covered);
    return {
      ...{ slug, variant, lane: 'lockstep', scenario: lane.scenario, transitions: null },
      ...{ cases: result.cases, calls: result.calls, seconds: (performance.now() - start) / 1000 },
      failures: [
        ...result.failures,
        ...complaints.map(({ crashed }) => ({ title: `crashed: ${crashed}`, kind: 'crash' as const })),
      ],
      ...unfinished(result),
    };
  } finally {
    await Promise.all(guests.map((guest) => guest.close()));
  }
}

function unfinished({ lacking, cases }: OwnResult): { unfinished?: string } {
  if (lacking !== undefined) return { unfinished: lacking };
  return cases === 0 ? { unfinished: 'nothing was tried' } : {};
}
