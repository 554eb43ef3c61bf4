// SPDX-License-Identifier: MIT
// What a call that has ended has moved. The model keeps that of a program that is over; one that loops has begun again, and what its
// last call moved is seen in the pipe.
import type { Caller } from '../../../models/pipe_send/names.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';

const bytesIn = ({ slots }: Seen): readonly string[] => slots.flatMap(({ data }) => [...data]);

/** What p's call has moved in all, which has ended with this step. */
export function movedBy(before: Seen, after: Seen, p: Caller): Pick<Seen['task'][Caller], 'count' | 'got'> {
  const { pc, count, got } = after.task[p];
  if (pc === 'done') return { count, got };
  const was = bytesIn(before);
  // Of one that sends it is negative.
  const taken = was.length - bytesIn(after).length;
  const call = before.task[p];
  return {
    count: call.count + Math.abs(taken),
    got: [...call.got, ...was.slice(0, Math.max(taken, 0))],
  };
}
