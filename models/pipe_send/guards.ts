// SPDX-License-Identifier: MIT
// The rules as guards: which step of a counterexample each of them would have stopped.
import { callerGuard, isTaken, type CallerStep as StepOf } from '../kernel/caller-guard.ts';
import { cleaned } from '../kernel/objects/pipe/ring.ts';
import { streamOf } from '../kernel/objects/pipe/stream.ts';
import type { Guard, TracedStep } from '../proposal.ts';
import { hasDontWait, isReady } from './call.ts';
import { type Arg, type Caller, PAGE } from './names.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

type CallerStep = StepOf<Seen, Caller>;
const guard = callerGuard<Seen, Caller>;

const dontWait = ({ before, p }: CallerStep): boolean => hasDontWait(before.task[p]);
const sends = ({ before, p }: CallerStep): boolean => before.task[p].arg.op === 'send';
const comesTo = ({ after, p }: CallerStep, pc: string): boolean => after.task[p].pc === pc;
const returns = ({ before, after, p }: CallerStep, ret: string): boolean =>
  before.task[p].ret !== ret && after.task[p].ret === ret;

/** How many bytes the step has moved. */
function movedBy(step: CallerStep): number {
  const { before, after, p } = step;
  const [was, is] = [streamOf(before.slots).length, streamOf(after.slots).length];
  return sends(step) ? is - was : after.task[p].got.length - before.task[p].got.length;
}

/** Whether the step ends a call and says another number than it has moved. */
function countsWrong(step: CallerStep): boolean {
  const { before, after, p } = step;
  if (!comesTo(step, 'done')) return false;
  const all = before.task[p].count + movedBy(step);
  return after.task[p].ret === 'OK' ? after.task[p].count !== all : all > 0;
}

/** Whether bytes have gone from the pipe, or come into it, that nobody has moved. */
function changesBytes(step: CallerStep): boolean {
  const { before, after, p } = step;
  const [was, is] = [streamOf(before.slots).length, streamOf(after.slots).length];
  if (scenarioNamed(step.scenario).packets) return false;
  if (sends(step)) return is - was !== after.task[p].count - before.task[p].count && comesTo(step, 'asleep');
  return was - is !== movedBy(step);
}

/** Whether a write that is to be whole is not. */
function splits(step: CallerStep): boolean {
  const { n } = step.before.task[step.p].arg;
  const moved = movedBy(step);
  return sends(step) && n <= PAGE && moved > 0 && moved < n;
}

/** Whether a call that could have moved something is refused with EAGAIN. */
function refusesForNothing(step: CallerStep): boolean {
  const { before, p, scenario } = step;
  if (!returns(step, 'EAGAIN')) return false;
  if (dontWait(step) && before.lock !== 'none' && before.lock !== p) return false;
  const { ring } = scenarioNamed(scenario);
  const isFree = sends(step)
    ? before.slots.length < ring || !before.ends.has('read')
    : cleaned<readonly string[]>(before.slots).length > 0 || !before.ends.has('write');
  return isFree || !(dontWait(step) || before.nonblock === 'on');
}

/** Whether a call that is to wait is over, with nothing or with a part of what it sends. */
function doesNotWait(step: CallerStep): boolean {
  const { before, after, p } = step;
  if (dontWait(step) || before.nonblock === 'on') return false;
  const { arg, sig } = before.task[p];
  const isPart = after.task[p].count < arg.n && before.ends.has('read') && arg.buf === 'ok' && sig === 'none';
  return returns(step, 'EAGAIN') || (returns(step, 'OK') && sends(step) && isPart);
}

/** What the table says of a call that is alone. */
function answerOf({ before, p, scenario }: CallerStep) {
  const { arg } = before.task[p];
  const given: Arg = { ...arg, flags: [...arg.flags] };
  const { ring } = scenarioNamed(scenario);
  return expectedAnswer({ slots: before.slots, ends: [...before.ends], ring, page: PAGE }, given);
}

const BEFORE_THE_PIPE = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'] as const;

/** Whether the call answers otherwise than by the first row that applies. */
function answersOtherwise(step: CallerStep): boolean {
  const { after, p } = step;
  const answer = answerOf(step);
  const row = BEFORE_THE_PIPE.find((id) => id === answer);
  if (row !== undefined) return after.task[p].ret !== TABLE[row];
  return after.task[p].pc === 'done' && after.task[p].ret !== 'OK';
}

/** Whether somebody is over, and has the lock. */
const leavesLocked = ({ after }: TracedStep<Seen>): boolean =>
  Object.entries((after as Seen).task).some(
    ([p, { pc }]) => p === after.lock && !['copy', 'fault', 'mapped'].includes(pc),
  );

/** Whether the step lets somebody who sleeps go on, for the reason given, and that one never does. */
function leavesAsleep(step: TracedStep<Seen>, mayGoOn: (s: Seen, p: Caller) => boolean): boolean {
  const could = (s: Seen, p: Caller) => s.task[p].pc === 'asleep' && mayGoOn(s, p);
  return (Object.keys(step.before.task) as Caller[]).some(
    (p) => could(step.after, p) && !could(step.before, p) && !isTaken(step, 'Wake', p),
  );
}

/** In the order in which they are looked for. */
export const GUARDS: readonly Guard[] = [
  guard(
    'R3',
    'another one has the lock: EAGAIN',
    'Lock',
    (step) => dontWait(step) && comesTo(step, 'blocked'),
  ),
  guard(
    'R2',
    'MSG_DONTWAIT: returns, and does not sleep',
    'Copy',
    (step) => dontWait(step) && comesTo(step, 'asleep'),
  ),
  guard(
    'R4',
    'a pipe always has the flag, whoever splices',
    'SysEnter',
    (step) => returns(step, 'EOPNOTSUPP') && step.before.task[step.p].arg.fd === 'pipe',
  ),
  guard(
    'R2',
    'the flag is of the call: O_NONBLOCK of the description stays',
    'SysEnter',
    ({ before, after }) => {
      return before.nonblock !== after.nonblock;
    },
  ),
  {
    rule: 'R20',
    text: 'FMODE_NOWAIT stays, whoever splices',
    stops: ({ before, after }) => (before as Seen).nowait === 'on' && (after as Seen).nowait === 'off',
  },
  guard('R20', 'a FIFO has FMODE_NOWAIT', 'SysEnter', ({ before }) => before.nowait === 'off'),
  guard('R11', 'the first error of the table is returned', 'SysEnter', answersOtherwise),
  {
    rule: 'R13',
    text: 'the lock is let go before the call returns or sleeps',
    stops: leavesLocked,
  },
  guard('R1', 'the lock is taken when nobody has it', 'Acquire', ({ before, after }) => {
    return before.lock !== 'none' && after.lock !== before.lock;
  }),
  guard(
    'R1',
    'without flags and O_NONBLOCK a call waits for bytes, or for room for all',
    'Copy',
    doesNotWait,
  ),
  guard('R12', 'no signal ends the wait for the lock', 'Acquire', (step) => comesTo(step, 'dead')),
  guard('R9', 'MSG_NOSIGNAL: no SIGPIPE', 'Copy', ({ before, after, p }) => {
    return after.task[p].sigpipe === 'sent' && before.task[p].arg.flags.has('NOSIGNAL');
  }),
  guard('R9', 'without MSG_NOSIGNAL there is a SIGPIPE', 'Copy', (step) => {
    return (
      returns(step, 'EPIPE') &&
      step.after.task[step.p].sigpipe === 'none' &&
      !step.before.task[step.p].arg.flags.has('NOSIGNAL')
    );
  }),
  ...['Lock', 'Copy'].flatMap((action) => [
    guard('R6', 'the number returned is that of the bytes moved', action, countsWrong),
    guard('R7', 'a write of at most PIPE_BUF is moved as a whole', action, splits),
    guard('R6', 'no byte goes or comes that is not moved', action, changesBytes),
    guard('R2', 'there is something to move, or no reason to refuse', action, refusesForNothing),
  ]),
  {
    rule: 'R1',
    text: 'who waits for bytes or room wakes when there are some',
    stops: (step) => leavesAsleep(step, (s, p) => isReady(scenarioNamed(step.scenario), s, p)),
  },
  {
    rule: 'R12',
    text: 'a signal ends the wait',
    stops: (step) => leavesAsleep(step, (s, p) => s.task[p].sig !== 'none'),
  },
  guard('R12', 'what has been moved is returned', 'Copy', (step) => returns(step, 'EINTR')),
  guard('R12', 'only without SA_RESTART a call is EINTR', 'Wake', ({ before, after, p }) => {
    return after.task[p].pc === 'enter' ? before.task[p].sig !== 'restart' : before.task[p].sig === 'restart';
  }),
];
