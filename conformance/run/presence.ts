// SPDX-License-Identifier: MIT
// Whether a kernel has a proposal: its probe, and what comes back where there is none.
import { CLONE_VM } from '../harness/protocol/clone.ts';
import { decodeValue } from '../harness/registers.ts';
import { type Target, whyNotRun } from '../harness/target.ts';
import type { Presence } from '../proposal.ts';

/**
 * Whether the probe's answer is another than that of a kernel without it; a crash is one. A text says why there is no
 * answer.
 */
export async function isPresent(target: Target, { nr, args, absent }: Presence): Promise<boolean | string> {
  const ops = [
    { op: 'spawn', task: 0, flags: CLONE_VM },
    { op: 'call', task: 0, nr, args },
  ] as const;
  const [result] = await target.run([{ ops }]);
  if (result === undefined) return 'no result';
  const notRun = whyNotRun(result);
  if (notRun !== undefined) return notRun;
  if ('crashed' in result) return true;
  const returned = result.settled[1]?.returned[0];
  return returned === undefined || decodeValue(returned.value) !== absent;
}
