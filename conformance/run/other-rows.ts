// SPDX-License-Identifier: MIT
// Rows that are no lane: memory that was lost, and a proposal that is not there.
import { performance } from 'node:perf_hooks';
import { scanForLeaks } from '../harness/scripted/leaks.ts';
import type { Presence } from '../interface.ts';
import type { Conformance } from '../proposal.ts';
import type { LaneOutcome } from '../report/rows.ts';
import type { ConformOptions } from './options.ts';
import { isPresent } from './presence.ts';

/** The scenario of the row. */
export const LEAKS = 'leaks';

/** Memory that a guest of this run has lost so far; no row where no kernel can tell. */
export async function* leaksRow(
  { slug, variant }: Conformance,
  { targets, features, onProgress }: ConformOptions,
): AsyncGenerator<LaneOutcome> {
  const start = performance.now();
  const guests = targets.filter(({ hello }) => hello.capabilities.includes('guest'));
  onProgress?.(`${slug}: looking for leaks`);
  const scans = (await Promise.all(guests.map((guest) => scanForLeaks(guest)))).filter(
    (scan) => scan !== undefined,
  );
  const isPromised = features?.includes('kmemleak') === true;
  if (scans.length === 0 && !isPromised) return;
  const unfinished =
    scans.length === 0
      ? 'the kernel has no kmemleak'
      : scans.find((scan) => scan.unfinished !== undefined)?.unfinished;
  const cases = scans.reduce((sum, scan) => sum + scan.scans, 0);
  yield {
    ...{ slug, variant, lane: 'lockstep', scenario: LEAKS, cases, calls: cases, transitions: null },
    failures: scans.flatMap(({ leaks }) => leaks),
    seconds: (performance.now() - start) / 1000,
    ...(unfinished === undefined ? {} : { unfinished }),
  };
}

/** A variant that needs the proposal, on a kernel that lacks it, or does not say; undefined where it is there. */
export async function missingRow(
  { slug, variant }: Conformance,
  probe: Presence,
  [target]: ConformOptions['targets'],
): Promise<LaneOutcome | undefined> {
  const present = await isPresent(target, probe);
  if (present === true) return undefined;
  return {
    ...{ slug, variant, lane: 'lockstep', scenario: null, cases: 0, calls: 0, transitions: null },
    ...{ failures: [], seconds: 0, absent: present === false },
    ...(present === false ? {} : { unfinished: present }),
  };
}
