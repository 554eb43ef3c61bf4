// SPDX-License-Identifier: MIT
// How a call is declared: its arguments, and what its steps come to.
import { type ArgTypes, descriptorsOf, type Given, given } from './args.ts';
import { answer, START } from './frame.ts';
import type { Answer, Rule, Task, World } from './types.ts';

/** A call of one step, which is taken again after each sleep; `slept` says so. */
export function callOf<A extends ArgTypes>(
  types: A,
  run: (world: World, task: Task, args: Given<A>, slept: boolean) => Answer,
  covers: (world: World, task: Task, args: Given<A>) => boolean = () => true,
): Rule {
  return {
    descriptors: descriptorsOf(types),
    covers: (world, task, args) => covers(world, task, given(types, 'a call', args)),
    step(world, task, frame) {
      const args = given(types, frame.call, frame.args);
      answer(world, task, frame, run(world, task, args, frame.at !== START));
    },
  };
}

/** What a call returns that has made a descriptor. */
export function opened(fd: number): Answer {
  return { value: fd, made: [fd] };
}
