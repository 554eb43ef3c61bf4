// SPDX-License-Identifier: MIT
// How ends of pipes, and bytes, are chosen for a call.
import {
  type End,
  endIn,
  mayRead,
  mayWrite,
  PAGE,
  PIPES,
  pipeOf,
} from '../../../models/kernel/objects/pipe/index.ts';
import { type OpenFile, stateOf } from '../../../models/kernel/system/index.ts';
import type { Dice } from '../../harness/lockstep/engine/dice.ts';
import type { Situation } from '../../harness/lockstep/engine/move.ts';

/** Whether a description is of an end that fits. */
export const onEnd =
  ({ world }: Situation, fits: (end: End) => boolean = () => true) =>
  (file: OpenFile): boolean => {
    const end = endIn(world, file);
    return end !== undefined && fits(end);
  };

/** Ends to receive from: mostly of pipes in which there is something. */
export const forReading = (at: Situation) => {
  const full = at.dice.percent(60);
  return onEnd(at, (end) => mayRead(end) && (!full || pipeOf(at.world, end.pipe).slots.length > 0));
};

export const forWriting = (at: Situation) => onEnd(at, mayWrite);

/** All of a pipe as it is made, in bytes. */
export const ALL = 16 * PAGE;

/** How many bytes a call moves, and how often each is taken: at the edges of a page, of PIPE_BUF, and of a pipe. */
const COUNTS: Readonly<Record<string, number>> = {
  0: 3,
  1: 14,
  2: 8,
  3: 6,
  9: 6,
  [PAGE - 1]: 6,
  [PAGE]: 10,
  [PAGE + 1]: 6,
  [2 * PAGE]: 3,
  [3 * PAGE + 7]: 4,
  [ALL - PAGE]: 1,
  [ALL - 1]: 1,
  [ALL]: 1,
  [ALL + 1]: 1,
};

/** A number of bytes. */
export const chooseCount = (dice: Dice): number => Number(dice.weighted(COUNTS));

/** How many bytes are sent: so many that they fill a pipe only where none has many, since a sequence has room for few such calls. */
function chooseLength({ world, dice }: Situation): number {
  const count = chooseCount(dice);
  if (count < ALL - PAGE) return count;
  const held = [...stateOf(world, PIPES).pipes.values()].map(({ slots }) => slots.length);
  return dice.percent(50) && Math.max(0, ...held) <= 2 ? count : PAGE;
}

/** A text of so many bytes, in which those of different calls are told apart, and those of one by their places. */
export function bytesOf(letter: string, count: number): string {
  return Array.from({ length: Math.ceil(count / 8) }, (_, i) => `${letter}${i.toString(36).padStart(7, '.')}`)
    .join('')
    .slice(0, count);
}

/** Bytes to send. */
export const chooseData = (at: Situation): string =>
  bytesOf(at.dice.pick([...'abcdefghij']), chooseLength(at));
