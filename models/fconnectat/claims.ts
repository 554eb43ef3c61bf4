// SPDX-License-Identifier: MIT
// C1 to C14 as predicates on states and steps, each with its progress twin. Whom a call connects to is judged by what its
// arguments name, and never by what the call has written down.
import { type Claim, quantified } from '../kernel/claim.ts';
import { isFull } from '../kernel/objects/unix-socket/listener.ts';
import { inodeAt, naming } from './named.ts';
import type { Arg, Caller, Listener } from './names.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';

type Predicate = (s: Seen) => boolean;

type OfCaller = (s: Seen, p: Caller) => boolean;

const isOk: OfCaller = (s, p) => s.task[p].ret === 'OK';
const hasSlept: OfCaller = (s, p) => s.task[p].slept !== 'none';
const isNofollow: OfCaller = (s, p) => s.task[p].arg.flags.has('NOFOLLOW');

/** Done, dead, frozen, or asleep without a pending signal. */
const isAtRest: OfCaller = (s, p) => {
  const { pc, sig } = s.task[p];
  return (pc === 'asleep' && sig === 'none') || pc === 'frozen' || pc === 'done' || pc === 'dead';
};

const gaveUp: OfCaller = (s, p) =>
  ['EINTR', 'EISCONN', 'EACCES'].includes(s.task[p].ret) || s.task[p].pc === 'dead';

/** A listener with a free slot and a waiter, while nobody is on the way to either. */
function wakeUpIsLost({ callers, rivals, listeners, fullAt }: Scenario, s: Seen): boolean {
  if (!callers.every((p) => isAtRest(s, p))) return false;
  const owesWake = rivals.some((r) => r.program[s.at[r.name]! - 1]?.step === 'AcceptWake');
  if (owesWake) return false;
  return listeners.some(
    ({ name: k }) => s.sock[k] === 'listening' && s.waiters[k].length > 0 && !isFull(s, k, fullAt),
  );
}

/** C7: the call ends with the first error of the table, or sleeps where none applies and the backlog is full. */
function answersByTheTable(scenario: Scenario, s: Seen, p: Caller): boolean {
  const { arg, pc, ret } = s.task[p];
  if (pc !== 'asleep' && pc !== 'done') return true;
  const answer = expectedAnswer(scenario, { ...arg, flags: [...arg.flags] } as Arg);
  if (pc === 'asleep') return 'result' in answer && answer.result === 'sleeps';
  return ret === ('failure' in answer ? TABLE[answer.failure] : answer.result);
}

/** Whether a path of one name names a link. */
function namesALink({ fs }: Scenario, s: Seen, p: Caller): boolean {
  const { addr, dirfd, path } = s.task[p].arg;
  const dir = fs.dirs.find((d) => d === dirfd);
  if (addr !== 'path' || path.length !== 1 || dir === undefined) return false;
  const inode = s.entry[dir][path[0]!];
  return inode !== 'none' && fs.links[inode] !== undefined;
}

/** C6: what could rightly be the cause of a refusal. */
function hasCause(scenario: Scenario, named: ReturnType<typeof naming>, s: Seen, p: Caller): boolean {
  const { ret, arg } = s.task[p];
  const { fs, listeners, rivals } = scenario;
  const listens = (inode: string) =>
    listeners.some((l) => l.inode === inode && s.sock[l.name] === 'listening');
  const some = (holds: (inode: ReturnType<typeof inodeAt>) => boolean) => [...named(arg)].some(holds);
  switch (ret) {
    case 'ENOENT':
      return false;
    case 'ECONNREFUSED':
      return some((inode) => !listens(inode));
    case 'ELOOP':
      return some((inode) => inode !== 'none' && fs.links[inode] !== undefined);
    case 'EACCES':
      return some((inode) => inode !== 'none' && s.nowrite.has(inode));
    case 'EAGAIN':
      return arg.sockfd === 'nonblock';
    case 'EINTR':
      return rivals.some(({ program }) => program.some((op) => op.step === 'SendSignal' && op.to === p));
    default:
      return true;
  }
}

type TaskSeen = Seen['task'][Caller];

/** C12: whether a step within a lookup brings it nearer to its end. */
function goesOn(was: TaskSeen, is: TaskSeen): boolean {
  if (was.pc !== 'walk' || is.pc !== 'walk') return true;
  const isAsItWas =
    was.nd === is.nd &&
    was.links === is.links &&
    was.sig === is.sig &&
    was.rest.join('/') === is.rest.join('/');
  return isAsItWas || is.links > was.links || (is.links === was.links && is.rest.length < was.rest.length);
}

/** C14: whether a step of a caller, after which every rival stands where it stood, takes at most one off the wait queues. */
function wakesOneAtMost({ callers }: Scenario, before: Seen, after: Seen): boolean {
  const isRivals = Object.entries(before.at).some(([r, at]) => after.at[r] !== at);
  const left = callers.filter((p) => before.task[p].pc === 'asleep' && after.task[p].pc !== 'asleep');
  return isRivals || left.length <= 1;
}

type Claims = Readonly<Record<string, Claim<Seen>>>;

/** How the claims speak of callers, and of what a step makes of each. */
function callersOf({ callers }: Scenario) {
  const { eachStep, ...said } = quantified<Seen, Caller>(callers);
  return {
    ...said,
    eachStep: (holds: (was: TaskSeen, is: TaskSeen) => boolean) =>
      eachStep((before, after, p) => holds(before.task[p], after.task[p])),
  };
}

/** Whom a call connects to. */
function claimsOnPeers(scenario: Scenario, named: ReturnType<typeof naming>): Claims {
  const { fs, callers } = scenario;
  const { some, always, eachStep } = callersOf(scenario);
  const isNamed: OfCaller = (s, p) => named(s.task[p].arg).has(s.task[p].peer);
  const rootHasChanged: Predicate = (s) =>
    fs.names.some((n) => s.entry[fs.root][n] !== (fs.entries[fs.root]?.[n] ?? 'none'));
  return {
    C1: { safety: always((s, p) => !isOk(s, p) || isNamed(s, p)), progress: some(isOk) },
    C2: {
      safety: always((s, p) => !isOk(s, p) || !hasSlept(s, p) || s.task[p].peer === s.task[p].slept),
      progress: some((s, p) => isOk(s, p) && hasSlept(s, p)),
    },
    C3: {
      safety: always((s, p) => !isOk(s, p) || !isNofollow(s, p) || isNamed(s, p)),
      progress: some((s, p) => isOk(s, p) && isNofollow(s, p)),
    },
    C4: {
      safety: eachStep((was, is) => was.pc !== 'init' || is.pc !== 'walk' || is.nd === was.arg.dirfd),
      progress: (s) => rootHasChanged(s) && callers.some((p) => isOk(s, p)),
    },
    C5: {
      safety: always((s, p) => {
        const { peer } = s.task[p];
        return !isOk(s, p) || peer === 'none' || !s.nowrite.has(peer);
      }),
      progress: (s) => callers.some((p) => isOk(s, p)) && callers.some((p) => s.task[p].ret === 'EACCES'),
    },
    C11: {
      safety: eachStep(
        (was, { ino, pc }) => was.ino === 'none' || ino === was.ino || pc === 'done' || pc === 'dead',
      ),
      progress: some(
        (s, p) =>
          isOk(s, p) && hasSlept(s, p) && inodeAt(scenario, s.entry, s.task[p].arg) !== s.task[p].peer,
      ),
    },
  };
}

/** How a call ends, and what becomes of the backlog. */
function claimsOnEnds(scenario: Scenario, named: ReturnType<typeof naming>): Claims {
  const { callers, listeners, fullAt } = scenario;
  const { all, some, always, eachStep } = callersOf(scenario);
  const allDone = all((s, p) => s.task[p].pc === 'done');
  const isKept = (s: Seen, k: Listener) =>
    s.queue[k].length <= fullAt && (s.sock[k] !== 'dead' || s.queue[k].length === 0);
  return {
    S: { safety: 'every step is one of the specification', progress: allDone },
    C6: { safety: always((s, p) => hasCause(scenario, named, s, p)), progress: some(isOk) },
    C7: {
      safety: always((s, p) => answersByTheTable(scenario, s, p)),
      progress: some((s, p) => isOk(s, p) && namesALink(scenario, s, p)),
    },
    C8: {
      safety: { state: (s) => !wakeUpIsLost(scenario, s) },
      progress: some((s, p) => isOk(s, p) && hasSlept(s, p) && callers.some((q) => q !== p && gaveUp(s, q))),
    },
    C9: { safety: 'no state is stuck but a terminal one', progress: allDone },
    C12: { safety: eachStep(goesOn), progress: some((s, p) => s.task[p].ret === 'ELOOP') },
    C13: {
      safety: {
        state: (s) => listeners.every(({ name }) => s.waiters[name].every((p) => s.task[p].pc !== 'frozen')),
      },
      progress: some((s, p) => s.task[p].pc === 'frozen' && hasSlept(s, p)),
    },
    C14: {
      safety: { step: (before, after) => wakesOneAtMost(scenario, before, after) },
      progress: some(
        (s, p) =>
          isOk(s, p) && hasSlept(s, p) && callers.some((q) => q !== p && gaveUp(s, q) && hasSlept(s, q)),
      ),
    },
    C10: {
      safety: { state: (s) => listeners.every(({ name }) => isKept(s, name)) },
      progress: some((s, p) =>
        listeners.some(
          ({ name, inode }) =>
            s.task[p].ret === 'ECONNREFUSED' && s.sock[name] === 'dead' && named(s.task[p].arg).has(inode),
        ),
      ),
    },
  };
}

/** The claims in one scenario, by their ids in the document. */
export function claimsIn(scenario: Scenario): Claims {
  const named = naming(scenario);
  return { ...claimsOnPeers(scenario, named), ...claimsOnEnds(scenario, named) };
}

/** `p` sleeps, no signal is pending for it, and its listener is full. */
export function isAsleepOnFull({ fullAt }: Scenario, s: Seen, p: Caller): boolean {
  const { pc, sig, other } = s.task[p];
  return pc === 'asleep' && sig === 'none' && isFull(s, other as Listener, fullAt);
}
