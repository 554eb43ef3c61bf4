// SPDX-License-Identifier: MIT
// A call with every combination of arguments, as sequences: that of two errors the first one of the table wins.
import type { System } from '../../../models/kernel/system/index.ts';
import { type Called, type Case, goOn } from '../lockstep/cases.ts';
import { Prediction } from '../lockstep/engine/predict.ts';

/** Calls in one sequence: those that change nothing can stand one after the other. */
const GROUP = 64;

/** What the model says of one choice after the opening: a result, or `sleeps`. */
export type Answer = { readonly value: number | string; readonly row?: string } | 'sleeps';

/** A call with every combination of its arguments. */
export interface ArgumentChoices<C> {
  /** Makes all that the arguments are about. */
  readonly opening: Case;
  choices(): Iterable<C>;
  /** The call of a choice, which t1 makes. */
  called(choice: C): Called;
  /** What follows a call that has changed the world, or sleeps, so that it is seen what it did. */
  after(call: Called, answer: Answer): readonly Called[];
}

/** A choice, its call, and what the model says of it. */
export interface Answered<C> {
  readonly chosen: C;
  readonly called: Called;
  readonly answer: Answer;
}

/** Every choice with the model's answer. */
export function* answers<C>(
  system: System,
  { opening, choices, called }: ArgumentChoices<C>,
): Generator<Answered<C>> {
  const opened = new Prediction(system);
  for (const op of opening.ops) opened.take(op);
  let here = opened.copy();
  for (const chosen of choices()) {
    const call = called(chosen);
    here.take({ id: opening.ops.length, op: 'call', task: 't1', ...call });
    const [outcome] = here.steps.at(-1)!.allowed;
    const answer = outcome!.returned[0] ?? 'sleeps';
    yield { chosen, called: call, answer };
    if (!isRefusal(answer)) here = opened.copy();
  }
}

/** Whether the world is as it was. */
function isRefusal(answer: Answer): boolean {
  return answer !== 'sleeps' && typeof answer.value === 'string';
}

/** All of them as sequences: refusals together, and alone what changes the world. */
export function* errorCases<C>(system: System, choices: ArgumentChoices<C>): Generator<Case> {
  let refused: Called[] = [];
  let count = 0;
  const next = (name: string, calls: readonly Called[]) => {
    count += 1;
    return goOn(choices.opening, `arguments, ${name} ${count}`, calls);
  };
  for (const { called, answer } of answers(system, choices)) {
    if (!isRefusal(answer)) {
      yield next('alone', [called, ...choices.after(called, answer)]);
      continue;
    }
    refused.push(called);
    if (refused.length < GROUP) continue;
    yield next('group', refused);
    refused = [];
  }
  if (refused.length > 0) yield next('group', refused);
}
