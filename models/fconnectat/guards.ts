// SPDX-License-Identifier: MIT
// The rules as guards: which step of a counterexample each of them would have stopped.
import { callerGuard, earlierOf, isTaken, type CallerStep as StepOf } from '../kernel/caller-guard.ts';
import { isDir } from '../kernel/objects/path/vfs.ts';
import { isFull } from '../kernel/objects/unix-socket/listener.ts';
import type { Guard, TracedStep } from '../proposal.ts';

import { ERROR_GUARDS } from './error-guards.ts';
import type { Caller, Listener } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

type CallerStep = StepOf<Seen, Caller>;
const guard = callerGuard<Seen, Caller>;

const connects = ({ before, p }: CallerStep) =>
  before.task[p].call === 'connect' || before.task[p].call === 'fconnectat';

const startsToWalk = (step: CallerStep) => connects(step) && step.after.task[step.p].pc === 'walk';

const startsAtDescriptor = ({ before, after, p }: CallerStep) =>
  after.task[p].nd === before.task[p].arg.dirfd;

/** A directory, or under AT_EMPTY_PATH an inode that needs no lookup: for all else E12 comes first. */
const namesStart = ({ scenario, before, p }: CallerStep) => {
  const { dirfd, flags } = before.task[p].arg;
  return flags.has('EMPTY') || isDir(scenarioNamed(scenario).fs, dirfd);
};

const isOfDead = ({ before, p }: CallerStep) => before.sock[before.task[p].other as Listener] === 'dead';

/** The listener on which the caller slept last. */
function stoodOn(step: CallerStep): Listener | undefined {
  const slept = earlierOf(step).find(({ after }) => (after as Seen).task[step.p].pc === 'asleep');
  return slept === undefined ? undefined : ((slept.after as Seen).task[step.p].other as Listener);
}

/** Whether the call ends, freezes or goes on to another listener, and leaves a free slot to nobody, while somebody waits for it. */
function dropsWakeUp(step: CallerStep): boolean {
  const { scenario, before, after, p } = step;
  const k = stoodOn(step);
  if (k === undefined) return false;
  const goesElsewhere = after.task[p].pc === 'lock' && after.task[p].other !== k;
  if (!goesElsewhere && !['frozen', 'done', 'dead'].includes(after.task[p].pc)) return false;
  const waits = after.waiters[k].length > 0 && after.waiters[k].length === before.waiters[k].length;
  return waits && after.sock[k] === 'listening' && !isFull(after, k, scenarioNamed(scenario).fullAt);
}

/** Whether the step takes several callers off the wait queues, the caller itself apart. */
function wakesSeveral({ before, after, p }: CallerStep): boolean {
  const callers = Object.keys(before.task) as Caller[];
  const woken = callers.filter(
    (q) => q !== p && before.task[q].pc === 'asleep' && after.task[q].pc !== 'asleep',
  );
  return woken.length > 1;
}

/** Whether the step joins the accept queue of `other`. */
function joins({ before, after, p }: CallerStep): boolean {
  const k = before.task[p].other as Listener;
  return after.queue[k].length > before.queue[k].length;
}

function joinsBeyondBacklog(step: CallerStep): boolean {
  const { before, after, p, scenario } = step;
  const k = before.task[p].other as Listener;
  return joins(step) && after.queue[k].length > scenarioNamed(scenario).fullAt;
}

function sleepsBesideSlot({ before, after, p, scenario }: CallerStep): boolean {
  const k = before.task[p].other as Listener;
  return after.task[p].pc === 'asleep' && !isFull(before, k, scenarioNamed(scenario).fullAt);
}

function hasOtherPeer(step: CallerStep): boolean {
  const { before, after, p, scenario } = step;
  const k = before.task[p].other as Listener;
  const inode = scenarioNamed(scenario).listeners.find(({ name }) => name === k)?.inode;
  return joins(step) && after.task[p].ret === 'OK' && after.task[p].peer !== inode;
}

/** Whether a lookup goes on without having come nearer to its end. */
function goesRoundLinks({ before, after, p }: CallerStep): boolean {
  const [was, is] = [before.task[p], after.task[p]];
  return is.pc === 'walk' && is.links <= was.links && is.rest.length >= was.rest.length;
}

/** Whether the step wakes a caller that never does anything again. */
function wakesForNothing(step: TracedStep<Seen>): boolean {
  const [was, is] = [step.before.task, step.after.task];
  const isWoken = (p: Caller) => was[p].pc !== 'woken' && is[p].pc === 'woken';
  return (Object.keys(was) as Caller[]).some((p) => isWoken(p) && !isTaken(step, 'Woken', p));
}

/** Whether a lookup of the caller's has come to its end before, whatever became of it. */
function hasResolved(step: CallerStep): boolean {
  return earlierOf(step).some(
    ({ action, after }) => action === 'WalkComponent' && (after as Seen).task[step.p].pc !== 'walk',
  );
}

/** Whether the call was started again by a signal: R11's business, not R2's. */
function isRestarted(step: CallerStep): boolean {
  const [last, beforeThat] = earlierOf(step);
  return last?.action === 'SysEnter' && beforeThat?.action === 'Woken';
}

/** In the order in which they are looked for. */
export const GUARDS: readonly Guard[] = [
  guard(
    'R2',
    'the call has an inode already: look for its socket again, not for its name',
    'PathInit',
    (step) => startsToWalk(step) && hasResolved(step) && !isRestarted(step),
  ),
  guard(
    'R10',
    'the listener is dead: look for a socket on the same inode again',
    'Lock',
    (step) => isOfDead(step) && (joins(step) || step.after.task[step.p].pc === 'init'),
  ),
  guard(
    'R2',
    'the call has an inode: look for its socket again, not for its name',
    'Woken',
    ({ after, p }) => after.task[p].pc === 'init',
  ),
  guard(
    'R11',
    'a signal handler ends the call with EINTR, also under SA_RESTART',
    'Woken',
    ({ after, p }) => after.task[p].pc === 'enter',
  ),
  guard(
    'R11',
    'a freezer is no signal: freeze with what has been found, and go on with it',
    'Woken',
    ({ before, after, p }) =>
      after.task[p].pc === 'frozen' && before.task[p].ino !== 'none' && after.task[p].ino === 'none',
  ),
  guard(
    'R12',
    'leave the queue before freezing: an accept would choose who cannot run',
    'Woken',
    ({ after, p }) =>
      after.task[p].pc === 'frozen' &&
      Object.values(after.waiters).some((queue) => (queue as readonly Caller[]).includes(p)),
  ),
  guard(
    'R4',
    'a final component that is a symbolic link is ELOOP under NOFOLLOW',
    'WalkComponent',
    (step) => {
      const [was, is] = [step.before.task[step.p], step.after.task[step.p]];
      const isFinal = was.rest.length === 1 && is.links > was.links;
      return connects(step) && isFinal && was.arg.flags.has('NOFOLLOW');
    },
  ),
  guard(
    'R3',
    "a relative path starts at dirfd's directory, whatever the working directory is",
    'PathInit',
    (step) => startsToWalk(step) && namesStart(step) && !startsAtDescriptor(step),
  ),
  guard(
    'R5',
    'the descriptor names the inode itself: no /proc is needed',
    'PathInit',
    ({ before, after, p }) => before.task[p].fd !== 'none' && after.task[p].ret === 'ENOENT',
  ),
  ...['Woken', 'Lock', 'Find', 'WalkComponent'].map((action) =>
    guard('R12', 'hand the wake-up on: there is a slot and somebody waits for it', action, dropsWakeUp),
  ),
  ...['Woken', 'Lock', 'Find', 'WalkComponent'].map((action) =>
    guard('R12', 'hand the wake-up on to one: there is one slot', action, wakesSeveral),
  ),
  guard('R8', 'refuse only what does not listen', 'SysEnter', ({ before, after, p }) => {
    return before.task[p].ret === 'none' && after.task[p].ret === 'ECONNREFUSED';
  }),
  guard('R7', 'the inode denies write: EACCES', 'Find', ({ before, after, p }) => {
    const { ino } = before.task[p];
    return ino !== 'none' && before.nowrite.has(ino) && after.task[p].pc !== 'done';
  }),
  guard('R9', 'the backlog is full: sleep', 'Lock', joinsBeyondBacklog),
  guard('R9', 'only a full backlog holds the call: there is a slot', 'Lock', sleepsBesideSlot),
  guard('R9', 'a blocking call sleeps', 'Lock', ({ before, after, p }) => {
    return after.task[p].ret === 'EAGAIN' && before.task[p].arg.sockfd !== 'nonblock';
  }),
  guard('R8', 'the peer is the socket whose queue is joined', 'Lock', hasOtherPeer),
  guard('R13', 'each link that is followed counts: too many are ELOOP', 'WalkComponent', goesRoundLinks),
  {
    rule: 'R9',
    text: 'only a full backlog holds the call: the waiter that is woken runs',
    stops: wakesForNothing,
  },
  ...ERROR_GUARDS,
];
