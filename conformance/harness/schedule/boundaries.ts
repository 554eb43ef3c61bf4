// SPDX-License-Identifier: MIT
// A schedule without points: nobody parks, and each task runs on until its call returns or sleeps. That is the same path
// when no other task does anything in between.
import type { Op } from '../protocol/types.ts';
import type { Leg } from './view.ts';
import { makeView, type View } from './view.ts';
import { type Schedule, SET_UP } from './walk.ts';

const OF_POINTS: readonly Op['op'][] = ['arm', 'disarm', 'release'];

/** Whether an operation is for a task that parks. */
export const needsPoints = ({ op }: Op): boolean => OF_POINTS.includes(op);

/** Whether a task stands still in the middle of a call. */
const isHeld = ({ show }: View): boolean => Object.values(show).some((one) => one.startsWith('parked at '));

/**
 * The same path for a kernel without points; undefined when it needs them: a task would have to stand still while another
 * does something. What is seen is compared where all tasks are at rest.
 */
export function atBoundaries({ initial, path, ops, legs }: Schedule): Schedule | undefined {
  const made: Op[] = [];
  const kept: Leg[] = [];
  let from = 0;
  let held = false;
  let events: string[] = [];
  for (const leg of legs) {
    const own = ops.slice(from, leg.to).filter((op) => !needsPoints(op));
    from = leg.to;
    if (held && own.length > 0) return undefined;
    made.push(...own);
    events.push(...leg.expected.events);
    held = isHeld(leg.expected);
    if (held) continue;
    const expected = makeView(leg.expected.show, leg.name === SET_UP ? [] : events);
    kept.push({ ...leg, to: made.length, expected });
    events = [];
  }
  return held ? undefined : { initial, path, ops: made, legs: kept, isMerged: true };
}
