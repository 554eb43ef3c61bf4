// SPDX-License-Identifier: MIT
// Runs the lanes of a variant that judge themselves, where the kernel has what they need.
import { performance } from 'node:perf_hooks';
import type { Coverage } from '../harness/lockstep/engine/coverage.ts';
import type { Numbers } from '../harness/numbers.ts';
import type { OwnLane, OwnResult } from '../harness/own-lane.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Conformance } from '../proposal.ts';
import type { LaneOutcome } from '../report/rows.ts';
import { rowOrSoFar } from './interrupted.ts';
import type { ConformOptions } from './options.ts';

type Own = Pick<ConformOptions, 'boot' | 'features' | 'lane' | 'signal' | 'onProgress'>;

/** Whether a kernel that is built with `features` is to have such a row: of one that nobody knows, it is asked. */
function isDue({ needs, scenario }: OwnLane, { boot, features, lane }: Own): boolean {
  if (boot === undefined || (lane !== undefined && lane !== scenario)) return false;
  return features === undefined || needs.every((need) => features.includes(need));
}

/** A row for each; none for a lane that the kernel was not built for. */
export async function* ownRows(
  conformance: Conformance,
  numbers: Numbers,
  seen: Coverage,
  options: Own,
): AsyncGenerator<LaneOutcome> {
  for (const lane of (conformance.ownLanes ?? []).filter((one) => isDue(one, options))) {
    const row = await ownRow(conformance, lane, numbers, seen, options);
    if (row !== undefined) yield row;
    if (options.signal?.aborted === true) return;
  }
}

async function ownRow(
  { slug, variant }: Conformance,
  lane: OwnLane,
  numbers: Numbers,
  seen: Coverage,
  { boot, features, signal, onProgress }: Own,
): Promise<LaneOutcome | undefined> {
  const start = performance.now();
  const guests: OpenTarget[] = [];
  const say = (text: string) => onProgress?.(`${slug} ${variant} ${lane.scenario}: ${text}`);
  const names = { slug, variant, lane: 'lockstep', scenario: lane.scenario, transitions: null } as const;
  const seconds = () => (performance.now() - start) / 1000;
  say('booting');
  const whole = async (): Promise<LaneOutcome | undefined> => {
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
      ...names,
      ...{ cases: result.cases, calls: result.calls, seconds: seconds() },
      failures: [
        ...result.failures,
        ...complaints.map(({ crashed }) => ({ title: `crashed: ${crashed}`, kind: 'crash' as const })),
      ],
      ...unfinished(result),
    };
  };
  try {
    // It judges itself when it has all: of a part nothing is known.
    return await rowOrSoFar(signal, whole, () => ({
      ...names,
      ...{ cases: 0, calls: 0, seconds: seconds(), failures: [] },
    }));
  } finally {
    await Promise.all(guests.map((guest) => guest.close()));
  }
}

function unfinished({ lacking, cases }: OwnResult): { unfinished?: string } {
  if (lacking !== undefined) return { unfinished: lacking };
  return cases === 0 ? { unfinished: 'nothing was tried' } : {};
}
