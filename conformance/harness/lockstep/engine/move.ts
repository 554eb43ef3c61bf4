// SPDX-License-Identifier: MIT
// How the next call of a task is chosen.
import type { Task, World } from '../../../../models/kernel/system/index.ts';
import type { Declaring } from './choices.ts';
import type { Dice } from './dice.ts';
import type { CallArgs, FdArg } from './sequence.ts';

/** What a move may look at. */
export interface Situation {
  readonly world: World;
  readonly task: Task;
  readonly dice: Dice;
  /** What a descriptor of this task is called in the sequence. */
  readonly nameOf: (fd: number) => FdArg;
}

/** A call with its arguments; undefined when the move makes no sense here. */
export type Move = (at: Situation) => { readonly call: string; readonly args: CallArgs } | undefined;

/** Moves with the number of times they are taken in the sum of all. */
export interface WeightedMove extends Declaring {
  readonly weight: number;
  /** Whether it changes what surrounds other calls: mounts, roots, credentials. */
  readonly surrounds?: boolean;
  readonly move: Move;
}
