// SPDX-License-Identifier: MIT
// Whether a kernel has a proposal: its probe, and what comes back where there is none.
import { CLONE_VM } from '../harness/protocol/clone.ts';
import type { Op } from '../harness/protocol/types.ts';
import { decodeValue } from '../harness/registers.ts';
import { type Target, whyNotRun } from '../harness/target.ts';
import type { Presence } from '../interface.ts';

/**
 * Whether the answer to the probe's last call is another than that of a kernel without the proposal; a crash is one. A text
 * says why there is no answer: a call before it fails.
 */
export async function isPresent(target: Target, { calls, absent }: Presence): Promise<boolean | string> {
  const ops: Op[] = [
    { op: 'spawn', task: 0, flags: CLONE_VM },
    ...calls.map(({ name: _, ...call }) => ({ op: 'call', task: 0, ...call }) as const),
  ];
  const [result] = await target.run([{ ops }]);
  if (result === undefined) return 'no result';
  const notRun = whyNotRun(result);
  if (notRun !== undefined) return notRun;
  if ('crashed' in result) return true;
  const answers = calls.map((_, at) => {
    const returned = result.settled[at + 1]?.returned[0];
    return returned === undefined ? undefined : { returned, text: decodeValue(returned.value) };
  });
  for (const [at, { name }] of calls.slice(0, -1).entries()) {
    const answer = answers[at];
    if (answer === undefined) return `${name}, before the probe's last call, does not return`;
    if (answer.returned.value < 0n) return `${name}, before the probe's last call, is ${answer.text}`;
  }
  return answers.at(-1)?.text !== absent;
}
