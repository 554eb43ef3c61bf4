// SPDX-License-Identifier: MIT
// What a call that has ended returned and moved. The model keeps that of a program that is over; one that loops has begun again,
// and what its last call moved is seen in the pipe. In such a scenario no end is closed: a call that moved nothing was refused.
import type { Caller } from '../../../models/pipe_send/names.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import { VARIANTS, type VariantName } from '../../../models/pipe_send/variants.ts';

const bytesIn = ({ slots }: Seen): readonly string[] => slots.flatMap(({ data }) => [...data]);

/** The bytes that the last step of p's call has moved, and those before it; of one that sends, so many of any name. */
function moved(before: Seen, after: Seen, p: Caller): readonly string[] {
  const { arg, count, got } = before.task[p];
  const [was, is] = [bytesIn(before), bytesIn(after)];
  return arg.op === 'send'
    ? Array<string>(count + is.length - was.length).fill('')
    : [...got, ...was.slice(0, was.length - is.length)];
}

/** Whether the program of p has begun again with this step. */
const hasLooped = (before: Seen, after: Seen, p: Caller, variant: VariantName): boolean =>
  before.task[p].call === VARIANTS[variant].program.at(-1) && after.task[p].pc === 'enter';

/** The result of a call that the model has forgotten: of one that others of its program follow, or of a program that loops. */
export function forgottenResult(before: Seen, after: Seen, p: Caller, variant: VariantName): string {
  return hasLooped(before, after, p, variant) && moved(before, after, p).length === 0 ? 'EAGAIN' : 'OK';
}

/** What the last call of p's program moved, where it has ended with this step and moved what it is asked about; else undefined. */
export function movedAtEnd(
  before: Seen,
  after: Seen,
  p: Caller,
  variant: VariantName,
): { readonly count: number; readonly got: readonly string[] } | undefined {
  const { pc, ret, count, got } = after.task[p];
  if (pc === 'done') return before.task[p].pc !== 'done' && ret === 'OK' ? { count, got } : undefined;
  if (before.task[p].pc === 'enter' || !hasLooped(before, after, p, variant)) return undefined;
  const all = moved(before, after, p);
  return { count: all.length, got: all };
}
