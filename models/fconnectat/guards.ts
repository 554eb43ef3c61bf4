// SPDX-License-Identifier: MIT
// The rules as guards: which step of a counterexample each of them would have stopped.
import { isFull } from '../kernel/unix-socket.ts';
import type { Guard, Step } from '../proposal.ts';
import type { Caller, Listener } from './names.ts';
import type { Seen } from './state.ts';

interface CallerStep extends Step<Seen> {
  readonly p: Caller;
}

function guard(rule: string, text: string, action: string, stops: (step: CallerStep) => boolean): Guard {
  return {
    rule,
    text,
    stops: (step) => step.action === action && stops({ ...step, p: step.params[0] as Caller }),
  };
}

const connects = ({ before, p }: CallerStep) =>
  before.call[p] === 'connect' || before.call[p] === 'fconnectat';

/** Whether the step leaves a free slot of `other` to nobody while somebody waits for it. */
function dropsWakeUp({ before, after, p }: CallerStep): boolean {
  const k = before.other[p] as Listener;
  const waits = after.waiters[k].length > 0 && after.waiters[k].length === before.waiters[k].length;
  return waits && after.sock[k] === 'listening' && !isFull(after, k);
}

/** In the order in which they are looked for. */
export const GUARDS: readonly Guard[] = [
  guard(
    'R2',
    'the call has an inode already: look for its socket again, not for its name',
    'PathInit',
    (step) => {
      const { before, after, p } = step;
      return connects(step) && after.pc[p] === 'walk' && before.named[p] !== 'none';
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
];
