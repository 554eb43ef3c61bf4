// SPDX-License-Identifier: MIT
// The rules as guards: which step of a counterexample each of them would have stopped.
import { isFull } from '../kernel/unix-socket.ts';
import type { Guard, TracedStep } from '../proposal.ts';
import { type CallerStep, guard } from './caller-step.ts';
import { ERROR_GUARDS } from './error-guards.ts';
import type { Caller, Inode, Listener } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

const connects = ({ before, p }: CallerStep) =>
  before.call[p] === 'connect' || before.call[p] === 'fconnectat';

/** Whether the step leaves a free slot of `other` to nobody while somebody waits for it. */
function dropsWakeUp({ before, after, p }: CallerStep): boolean {
  const k = before.other[p] as Listener;
  const waits = after.waiters[k].length > 0 && after.waiters[k].length === before.waiters[k].length;
  return waits && after.sock[k] === 'listening' && !isFull(after, k);
}

/** Whether the step joins the accept queue of `other`. */
function joins({ before, after, p }: CallerStep): boolean {
  const k = before.other[p] as Listener;
  return after.queue[k].length > before.queue[k].length;
}

/** Whether the step wakes a caller that never does anything again. */
function wakesForNothing({ before, after, trace, at }: TracedStep<Seen>): boolean {
  const callers = Object.keys(before.pc) as Caller[];
  const goesOn = (p: Caller) =>
    trace.slice(at).some((step) => step.action === 'Woken' && step.params[0] === p);
  return callers.some((p) => before.pc[p] !== 'woken' && after.pc[p] === 'woken' && !goesOn(p));
}

/** Whether the call has had an inode and was then started again: R11's business, not R2's. */
function isRestarted({ before, p, trace, at }: CallerStep): boolean {
  const previous = trace.slice(0, at).findLast(({ params }) => params[0] === p);
  return previous?.action === 'SysEnter' && before.first[p] !== 'none';
}

/** In the order in which they are looked for. */
export const GUARDS: readonly Guard[] = [
  guard(
    'R2',
    'the call has an inode already: look for its socket again, not for its name',
    'PathInit',
    (step) => {
      const { before, after, p } = step;
      const resolves = connects(step) && after.pc[p] === 'walk' && before.named[p] !== 'none';
      return resolves && !isRestarted(step);
    },
  ),
  guard(
    'R11',
    'a signal handler ends the call with EINTR, also under SA_RESTART',
    'Woken',
    ({ after, p }) => {
      return after.pc[p] === 'enter';
    },
  ),
  guard(
    'R4',
    'a final component that is a symbolic link is ELOOP under NOFOLLOW',
    'WalkComponent',
    (step) => {
      const { before, after, p } = step;
      return (
        connects(step) && before.arg[p].flags.has('NOFOLLOW') && after.via[p] && before.rest[p].length === 1
      );
    },
  ),
  guard(
    'R3',
    "a relative path starts at dirfd's directory, whatever the working directory is",
    'PathInit',
    (step) => {
      const { before, after, p } = step;
      return connects(step) && after.pc[p] === 'walk' && after.base[p] !== before.arg[p].dirfd;
    },
  ),
  guard(
    'R5',
    'the descriptor names the inode itself: no /proc is needed',
    'PathInit',
    ({ before, after, p }) => {
      return before.fd[p] !== 'none' && after.ret[p] === 'ENOENT';
    },
  ),
  guard('R12', 'hand the wake-up on: there is a slot and somebody waits for it', 'Woken', dropsWakeUp),
  guard('R12', 'hand the wake-up on: the call fails with the slot unused', 'Lock', (step) => {
    return step.after.ret[step.p] === 'EISCONN' && dropsWakeUp(step);
  }),
  guard('R8', 'refuse only what does not listen', 'SysEnter', ({ before, after, p }) => {
    return before.ret[p] === 'none' && after.ret[p] === 'ECONNREFUSED';
  }),
  guard('R7', 'the inode denies write: EACCES', 'Find', ({ scenario, before, after, p }) => {
    return scenarioNamed(scenario).fs.denyWrite.includes(before.ino[p] as Inode) && after.pc[p] !== 'done';
  }),
  guard('R9', 'the backlog is full: sleep', 'Lock', (step) => {
    return joins(step) && isFull(step.before, step.before.other[step.p] as Listener);
  }),
  guard('R10', 'the listener is dead: look for a socket on the same inode again', 'Lock', (step) => {
    return joins(step) && step.before.sock[step.before.other[step.p] as Listener] === 'dead';
  }),
  {
    rule: 'R9',
    text: 'only a full backlog holds the call: the waiter that is woken runs',
    stops: wakesForNothing,
  },
  ...ERROR_GUARDS,
];
