// SPDX-License-Identifier: MIT
// Steps of callers and rivals in words.
import type { Narration, Transition } from '../proposal.ts';
import type { CallersSeen } from './callers.ts';
import { type AnyOperation, nextOf, type Rival, type RivalsAt } from './rival.ts';
import type { Signal } from './signal.ts';

/** How a step ends the call that its caller is in; empty when it does not. */
export function endingOf<P extends string>({ before, after }: Transition<CallersSeen<P>>, p: P): string {
  const [was, is] = [before.task[p], after.task[p]];
  if (is.pc === 'dead') return 'the task dies';
  if (is.pc === 'done') return `returns ${is.ret}`;
  return is.call === was.call ? '' : 'returns OK';
}

/** Another caller whose pc a step changes: one that it wakes or kills. */
function reachedBy<P extends string>(
  { before, after }: Transition<CallersSeen<P>>,
  lane: string,
): string | undefined {
  return (Object.keys(before.task) as P[]).find((p) => p !== lane && before.task[p].pc !== after.task[p].pc);
}

/** A signal that is sent. */
export const signalText = ({ signal, to }: { readonly signal: Signal; readonly to: string }): string =>
  `${signal === 'kill' ? 'SIGKILL' : `signal (${signal})`} to ${to}`;

/**
 * A step with who takes it, and whom it reaches.
 * @param kernel the kernel's function, where the step stands for several
 */
export function narration<P extends string>(
  step: Transition<CallersSeen<P>>,
  text: string,
  kernel?: string,
): Narration {
  const lane = String(step.params[0]);
  const reaches = reachedBy(step, lane);
  return {
    lane,
    text,
    ...(kernel === undefined ? {} : { kernel }),
    ...(reaches === undefined ? {} : { reaches }),
  };
}

/** A text, and how the step ends the call where it does. */
export function withEnding<P extends string>(
  text: string,
  step: Transition<CallersSeen<P>>,
  p: P,
  mark = ': ',
): string {
  const end = endingOf(step, p);
  return end === '' ? text : text + mark + end;
}

/** Tells the steps of rivals by their operations, and those of callers as is said. */
export function narrator<S extends CallersSeen<P> & RivalsAt, P extends string, Op extends AnyOperation>(
  rivalsOf: (scenario: string) => readonly Rival<Op>[],
  operationText: (operation: Op) => string,
  callerStep: (step: Transition<S>, p: P) => readonly [text: string, kernel?: string | undefined],
) {
  return (scenario: string, step: Transition<S>): Narration => {
    const lane = String(step.params[0]);
    const rival = rivalsOf(scenario).find(({ name }) => name === lane);
    const operation = rival && nextOf(step.before, rival);
    if (operation !== undefined) return narration(step, operationText(operation));
    const [text, kernel] = callerStep(step, lane as P);
    return narration(step, text, kernel);
  };
}
