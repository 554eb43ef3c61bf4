// SPDX-License-Identifier: MIT
// How a lane ends: its failures are made as short as they get, and the kernel is asked for what it has complained of.
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Seen } from '../report/rows.ts';
import type { ConformOptions } from './options.ts';
import { complaintSeen } from './record.ts';

/** A lane that has run. */
export interface Ended<Failure> {
  readonly failures: readonly Failure[];
  readonly unfinished: string | undefined;
  /** The first few, as short as they get. */
  shrunk(): Promise<readonly Failure[]>;
}

/** What is kept of a failure. */
export interface Kept<Failure> {
  readonly slug: string;
  /** Saves one that was shrunk. */
  record(failure: Failure): Seen;
  /** Of the others. */
  inOneLine(failure: Failure): Seen;
}

/** `, 2 failures` behind what is said while a lane runs; empty where there are none. */
export function failuresSaid(failures: readonly unknown[]): string {
  return failures.length === 0 ? '' : `, ${counted(failures.length, 'failure')}`;
}

/** What a row says of its failures, and why it is not whole. Throws SyspecError INTERRUPTED where the run was interrupted. */
export async function endOf<Failure>(
  lane: Ended<Failure>,
  { slug, record, inOneLine }: Kept<Failure>,
  {
    signal,
    onProgress,
    targets,
  }: Pick<ConformOptions, 'signal' | 'onProgress'> & {
    readonly targets: readonly Pick<OpenTarget, 'complaints'>[];
  },
): Promise<{ readonly failures: readonly Seen[]; readonly unfinished?: string }> {
  if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  if (lane.failures.length > 0)
    onProgress?.(`${slug}: shrinking ${counted(lane.failures.length, 'failure')}`);
  const shrunk = await lane.shrunk();
  const complaints = (await Promise.all(targets.map((target) => target.complaints()))).flat();
  return {
    failures: [
      ...shrunk.map(record),
      // A record is worth reading when it is short; the others are counted.
      ...lane.failures.slice(shrunk.length).map(inOneLine),
      ...complaints.map(complaintSeen),
    ],
    ...(lane.unfinished === undefined ? {} : { unfinished: lane.unfinished }),
  };
}
