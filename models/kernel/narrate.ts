// SPDX-License-Identifier: MIT
// Steps of callers and rivals in words.
import type { Narration, Transition } from '../proposal.ts';
import type { CallersSeen } from './callers.ts';
import type { Operation } from './rival.ts';

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

/** The operation of a rival. */
export function operationText(operation: Operation<string, string, string, string, string>): string {
  switch (operation.step) {
    case 'RenameExchange':
      return `${operation.a.join('/')} <-> ${operation.b.join('/')}`;
    case 'Chmod':
      return `chmod of ${operation.inode}: ${operation.denies ? 'denies' : 'allows'} write`;
    case 'AcceptDequeue':
      return `accept on ${operation.on}: takes one connection`;
    case 'AcceptWake':
      return `accept on ${operation.on}: wakes a waiter`;
    case 'ReleaseUnhash':
      return `close of ${operation.on}: unhashed`;
    case 'ReleaseDead':
      return `close of ${operation.on}: dead, wakes all`;
    case 'SendSignal':
      return `${operation.signal === 'kill' ? 'SIGKILL' : `signal (${operation.signal})`} to ${operation.to}`;
    case 'Freeze':
      return `freezes ${operation.to}`;
    case 'Thaw':
      return `thaws ${operation.to}`;
  }
}

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
