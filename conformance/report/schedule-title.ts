// SPDX-License-Identifier: MIT
// A failure of a schedule in one line, without what differs from run to run.
import type { ScheduleFailure } from '../harness/schedule/judge.ts';
import type { View } from '../harness/schedule/view.ts';

const parts = ({ text }: View): string[] => text.split(', ');

/** What a view has and another has not. */
function only(view: View, other: View): string {
  const there = parts(other);
  const left = parts(view).filter((part) => !there.includes(part));
  return left.length === 0 ? 'nothing more' : left.join(', ');
}

/** For example `Woken(c1): allowed c1 parked at kernel.path_init, observed c1 returned EINTR, c1 idle`. */
export function scheduleTitle({ strayed, crash }: ScheduleFailure): string {
  if (strayed === undefined) return `crashed: ${(crash?.crashed ?? 'no result').split('\n')[0]}`;
  const { name, allowed, observed } = strayed;
  if (observed === undefined)
    return `${name}: allowed ${allowed[0]!.text}, observed nothing: it was not possible`;
  const differ = [...new Set(allowed.map((one) => only(one, observed)))].join(' or ');
  return `${name}: allowed ${differ}, observed ${only(observed, allowed[0]!)}`;
}
