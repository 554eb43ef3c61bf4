// SPDX-License-Identifier: MIT
// C1 to C12 as predicates on states and steps, each with its progress twin.
import { type Claim, quantified } from '../kernel/claim.ts';
import { streamOf } from '../kernel/objects/pipe/stream.ts';
import { hasDontWait } from './call.ts';
import { type Arg, type Caller, dataOf, OLD, PAGE } from './names.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import type { Scenario } from './scenarios.ts';
import { bytesOf, type Seen } from './state.ts';

type OfCaller = (s: Seen, p: Caller) => boolean;
type StepOfCaller = (before: Seen, after: Seen, p: Caller) => boolean;

const isOk: OfCaller = (s, p) => s.task[p].ret === 'OK';
const isDone: OfCaller = (s, p) => s.task[p].pc === 'done';
const sends: OfCaller = (s, p) => s.task[p].arg.op === 'send';
const dontWait: OfCaller = (s, p) => hasDontWait(s.task[p]);
const hasNosignal: OfCaller = (s, p) => s.task[p].arg.flags.has('NOSIGNAL');

/** How often a byte is somewhere: in the pipe, or in a buffer. */
function timesOf({ callers }: Scenario, s: Seen, byte: string): number {
  const all = [streamOf(s.slots), ...callers.map((p) => s.task[p].got)];
  return all.reduce((sum, bytes) => sum + bytes.filter((b) => b === byte).length, 0);
}

/** Which of p's bytes are somewhere, from 1. */
const movedOf = (scenario: Scenario, s: Seen, p: Caller): readonly number[] =>
  dataOf(p).flatMap((byte, i) => (timesOf(scenario, s, byte) > 0 ? [i + 1] : []));

const isFirst = (moved: readonly number[], n: number): boolean => moved.join() === firsts(n).join();
const firsts = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

/** C4, of one caller that is done. */
function countsRight(scenario: Scenario, s: Seen, p: Caller): boolean {
  const { pc, count, got } = s.task[p];
  if (pc !== 'done') return true;
  const counted = isOk(s, p) ? count : 0;
  return sends(s, p) ? isFirst(movedOf(scenario, s, p), counted) : got.length === counted;
}

function eachByteOnce(scenario: Scenario, s: Seen): boolean {
  return (
    bytesOf(scenario).every((byte) => timesOf(scenario, s, byte) <= 1) &&
    scenario.slots.every((slots) => streamOf(slots).every((byte) => timesOf(scenario, s, byte) > 0)) &&
    scenario.callers.every((p) => countsRight(scenario, s, p))
  );
}

const isSmall: OfCaller = (s, p) => sends(s, p) && s.task[p].arg.n <= PAGE;

/** Whether p's bytes stand one behind the other. */
function standsTogether(s: Seen, p: Caller, bytes: readonly string[]): boolean {
  const own = dataOf(p).slice(0, s.task[p].arg.n);
  return bytes
    .slice(0, -1)
    .every((byte, i) => own.slice(0, -1).every((one, k) => (byte === one) === (bytes[i + 1] === own[k + 1])));
}

function isWhole(scenario: Scenario, s: Seen, p: Caller): boolean {
  if (!isSmall(s, p)) return true;
  const moved = movedOf(scenario, s, p);
  return (
    (moved.length === 0 || isFirst(moved, s.task[p].arg.n)) &&
    [streamOf(s.slots), ...scenario.callers.map((q) => s.task[q].got)].every((bytes) =>
      standsTogether(s, p, bytes),
    )
  );
}

/** How many bytes of a write there is room for (the document's *room*). */
function findsRoom({ ring }: Scenario, s: Seen, p: Caller): boolean {
  const { arg, count, slept } = s.task[p];
  const last = s.slots[s.slots.length - 1];
  const merges =
    slept === 'no' &&
    count === 0 &&
    last?.kind === 'merge' &&
    arg.n % PAGE > 0 &&
    last.off + last.data.length + (arg.n % PAGE) <= PAGE;
  return arg.n > count && (merges || s.slots.length < ring);
}

function findsSomething(scenario: Scenario, s: Seen, p: Caller): boolean {
  if (sends(s, p)) return !s.ends.has('read') || findsRoom(scenario, s, p);
  const isEmptyPacket = s.slots.some(({ data, kind }) => data.length === 0 && kind === 'packet');
  return !s.ends.has('write') || streamOf(s.slots).length > 0 || isEmptyPacket;
}

/** C6: what could rightly be the cause of EAGAIN. */
function hasCause(scenario: Scenario, before: Seen, after: Seen, p: Caller): boolean {
  if (before.task[p].ret === 'EAGAIN' || after.task[p].ret !== 'EAGAIN') return true;
  if (before.task[p].arg.n === 0) return false;
  const { lock } = before;
  if (dontWait(before, p) && lock !== 'none' && lock !== p) return true;
  return (dontWait(before, p) || scenario.nonblock === 'on') && !findsSomething(scenario, before, p);
}

function heedsNosignal(s: Seen, p: Caller): boolean {
  const { ret, sigpipe } = s.task[p];
  return sigpipe === 'sent' ? !hasNosignal(s, p) : ret !== 'EPIPE' || hasNosignal(s, p);
}

const given = (s: Seen, p: Caller): Arg => {
  const { arg } = s.task[p];
  return { ...arg, flags: [...arg.flags] };
};

/** C8: of the pipe as it was at first, which the old bytes tell that are still somewhere. */
function answersByTheTable(scenario: Scenario, s: Seen, p: Caller, assumed?: Arg): boolean {
  const { pc, ret } = s.task[p];
  if (pc !== 'asleep' && pc !== 'done') return true;
  const arg = assumed ?? given(s, p);
  const old = OLD.filter((byte) => timesOf(scenario, s, byte) > 0).join();
  return scenario.slots
    .filter((slots) => streamOf(slots).join() === old)
    .some((slots) => {
      const answer = expectedAnswer({ slots, ends: [...s.ends], ring: scenario.ring, page: PAGE }, arg);
      if (pc === 'asleep' || answer === 'waits') return pc === 'asleep' && answer === 'waits';
      return ret === (answer === 'OK' ? 'OK' : TABLE[answer]);
    });
}

/** C12: write(2) and read(2) see a bad descriptor before a bad buffer. */
function answersAsToday(scenario: Scenario, s: Seen, p: Caller): boolean {
  const { flags, addr } = s.task[p].arg;
  if (flags.size > 0 || addr === 'given') return true;
  const arg = given(s, p);
  const isBad = ['bad', 'path', 'wrong', 'epoll'].includes(arg.fd);
  const orders = isBad ? [arg, { ...arg, buf: 'ok' } as const] : [arg];
  return orders.some((seen) => answersByTheTable(scenario, s, p, seen));
}

/** C10, of p: it has the lock exactly where the steps are that need it, and who waits for it goes on with it alone. */
const holdsLockInPlace: StepOfCaller = (before, { lock, task }, p) =>
  (lock === p) === ['copy', 'fault', 'mapped'].includes(task[p].pc) &&
  (before.task[p].pc !== 'blocked' || task[p].pc === 'blocked' || lock === p);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** C10: nobody takes the lock from one who has it, nor changes without it what it guards. */
const isUnderTheLock = (before: Seen, after: Seen): boolean =>
  (before.lock === after.lock || before.lock === 'none' || after.lock === 'none') &&
  (before.lock !== 'none' || same(before.slots, after.slots)) &&
  (before.lock === 'none' || same([...before.ends], [...after.ends]));

/** Whether p is over, or waits for what others are to do: the document's `Waits`, which the model's own terminal states are not asked. */
function isOverOrWaits({ ring }: Scenario, s: Seen, p: Caller): boolean {
  const { pc, sig, arg } = s.task[p];
  const mayWait = !arg.flags.has('DONTWAIT');
  switch (pc) {
    case 'done':
    case 'dead':
      return true;
    case 'fault':
      return sig !== 'kill';
    case 'asleep': {
      const isFree = sends(s, p)
        ? !s.ends.has('read') || s.slots.length < ring
        : !s.ends.has('write') || s.slots.length > 0;
      return mayWait && !isFree && sig === 'none';
    }
    case 'blocked': {
      const { lock, task } = s;
      return mayWait && lock !== 'none' && (!(lock in task) || task[lock as Caller].pc === 'fault');
    }
    default:
      return false;
  }
}

/** C9's liveness: nobody is on its way for ever. */
export const areOverOrWait = (scenario: Scenario, s: Seen): boolean =>
  scenario.callers.every((p) => isOverOrWaits(scenario, s, p));

/** The claims in a scenario, by id. */
export function claimsIn(scenario: Scenario): Readonly<Record<string, Claim<Seen>>> {
  const { callers, rivals } = scenario;
  const { all, some, always, eachStep } = quantified<Seen, Caller>(callers);
  const isLockedByOther: OfCaller = ({ lock }, p) => lock !== 'none' && lock !== p;
  return {
    S: { safety: 'every step is one of the specification', progress: all(isDone) },
    C1: {
      safety: always((s, p) => !dontWait(s, p) || s.task[p].pc !== 'asleep'),
      progress: some((s, p) => dontWait(s, p) && s.task[p].ret === 'EAGAIN'),
    },
    C2: {
      safety: always((s, p) => !dontWait(s, p) || s.task[p].pc !== 'blocked'),
      progress: some((s, p) => dontWait(s, p) && isDone(s, p) && isLockedByOther(s, p)),
    },
    C3: {
      safety: always((s, p) => s.task[p].ret !== 'EOPNOTSUPP' || s.task[p].arg.fd !== 'pipe'),
      progress: (s) =>
        callers.some((p) => dontWait(s, p) && isOk(s, p)) && rivals.some(({ name }) => s.at[name]! > 1),
    },
    C4: {
      safety: { state: (s) => eachByteOnce(scenario, s) },
      progress: some((s, p) => !sends(s, p) && isOk(s, p) && s.task[p].count > 0),
    },
    C5: {
      safety: always((s, p) => isWhole(scenario, s, p)),
      progress: some((s, p) => isSmall(s, p) && s.task[p].arg.n === PAGE && isOk(s, p)),
    },
    C6: {
      safety: eachStep((before, after, p) => hasCause(scenario, before, after, p)),
      progress: some((s, p) => dontWait(s, p) && isOk(s, p) && s.task[p].count > 0),
    },
    C7: {
      safety: always(heedsNosignal),
      progress: some((s, p) => s.task[p].ret === 'EPIPE' && s.task[p].sigpipe === 'none'),
    },
    C8: {
      safety: always((s, p) => answersByTheTable(scenario, s, p)),
      progress: some((s, p) => isOk(s, p) && s.task[p].arg.flags.size > 0),
    },
    C9: { safety: 'no state is stuck but a terminal one', progress: all(isDone) },
    C10: {
      safety: {
        step: (before, after) =>
          isUnderTheLock(before, after) && callers.every((p) => holdsLockInPlace(before, after, p)),
      },
      progress: some((s, p) => s.lock === p && s.task[p].pc === 'fault'),
    },
    C11: {
      safety: always((s, p) => s.task[p].pc === 'enter' || s.nowait === 'on'),
      progress: (s) => callers.some((p) => isOk(s, p)) && rivals.some(({ name }) => s.at[name]! > 1),
    },
    C12: {
      safety: always((s, p) => answersAsToday(scenario, s, p)),
      progress: some((s, p) => isOk(s, p) && s.task[p].arg.flags.size === 0),
    },
  };
}
