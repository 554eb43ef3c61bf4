// SPDX-License-Identifier: MIT
// The claims of the document as predicates on states: C1 to C11, each with its progress twin.

import { FULL_AT, isFull } from '../kernel/unix-socket.ts';
import { always, noDeadlock, reachable } from '../kit/index.ts';
import type { Arg, Caller, Inode, Listener } from './names.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';

type Predicate = (s: Seen) => boolean;

/** The two halves of a claim. A `safety` of 'no deadlock' is the explorer's own check. */
interface Claim {
  readonly safety: Predicate | 'no deadlock';
  readonly progress: Predicate;
}

const isOk = (s: Seen, p: Caller): boolean => s.ret[p] === 'OK';

function boundTo(scenario: Scenario, inode: string): Listener | undefined {
  return scenario.listeners.find((l) => l.inode === inode)?.name;
}

function isStill(s: Seen, p: Caller): boolean {
  return (s.pc[p] === 'asleep' && s.sig[p] === 'none') || s.pc[p] === 'done' || s.pc[p] === 'dead';
}

/** A listener with a free slot and a waiter, while nobody is on the way to either. */
function wakeUpIsLost(scenario: Scenario, s: Seen): boolean {
  if (!scenario.callers.every((p) => isStill(s, p))) return false;
  const owesWake = scenario.rivals.some((r) => r.program[s.at[r.name]! - 1]?.step === 'AcceptWake');
  if (owesWake) return false;
  return scenario.listeners.some(
    ({ name: k }) => s.sock[k] === 'listening' && !isFull(s, k) && s.waiters[k].length > 0,
  );
}

function answersByTheTable(scenario: Scenario, s: Seen): boolean {
  const arg = s.arg.c1;
  const answer = expectedAnswer(scenario, { ...arg, flags: [...arg.flags] } as Arg);
  if (s.pc.c1 === 'asleep') return 'result' in answer && answer.result === 'sleeps';
  if (s.pc.c1 !== 'done') return true;
  return s.ret.c1 === ('failure' in answer ? TABLE[answer.failure] : answer.result);
}

/** The claims in one scenario, by their ids in the document. */
export function claimsIn(scenario: Scenario): Readonly<Record<string, Claim>> {
  const { callers } = scenario;
  const all =
    (holds: (s: Seen, p: Caller) => boolean): Predicate =>
    (s) =>
      callers.every((p) => holds(s, p));
  const some =
    (holds: (s: Seen, p: Caller) => boolean): Predicate =>
    (s) =>
      callers.some((p) => holds(s, p));
  const listenersAll = (holds: (s: Seen, k: Listener) => boolean): Predicate => {
    return (s) => scenario.listeners.every(({ name }) => holds(s, name));
  };
  /** Whether an inode was found, and connecting to it is rightly refused. */
  const isToBlame = (s: Seen, inode: Inode | 'none'): boolean => {
    const k = boundTo(scenario, inode);
    return inode !== 'none' && (k === undefined || s.sock[k] !== 'listening');
  };
  return {
    C1: { safety: all((s, p) => !isOk(s, p) || s.peer[p] === s.named[p]), progress: some(isOk) },
    C2: {
      safety: all((s, p) => !isOk(s, p) || s.slept[p] === 'none' || s.peer[p] === s.slept[p]),
      progress: some((s, p) => isOk(s, p) && s.slept[p] !== 'none'),
    },
    C3: {
      safety: all((s, p) => !(isOk(s, p) && s.arg[p].flags.has('NOFOLLOW') && s.via[p])),
      progress: some((s, p) => isOk(s, p) && s.arg[p].flags.has('NOFOLLOW')),
    },
    C4: {
      safety: all((s, p) => !isOk(s, p) || s.base[p] === s.arg[p].dirfd),
      progress: some((s, p) => isOk(s, p) && s.entry.R.d1 !== 'D1'),
    },
    C5: {
      safety: all((s, p) => !(isOk(s, p) && scenario.fs.denyWrite.includes(s.peer[p] as Inode))),
      progress: (s) => isOk(s, 'c1') && s.ret.c2 === 'EACCES',
    },
    C6: {
      safety: all(
        (s, p) => s.ret[p] !== 'ENOENT' && (s.ret[p] !== 'ECONNREFUSED' || isToBlame(s, s.named[p])),
      ),
      progress: some(isOk),
    },
    C7: { safety: (s) => answersByTheTable(scenario, s), progress: (s) => isOk(s, 'c1') && s.via.c1 },
    C8: {
      safety: (s) => !wakeUpIsLost(scenario, s),
      progress: some(
        (s, p) => isOk(s, p) && s.slept[p] !== 'none' && callers.some((q) => q !== p && gaveUp(s, q)),
      ),
    },
    C9: { safety: 'no deadlock', progress: all((s, p) => s.pc[p] === 'done') },
    C10: {
      safety: listenersAll(
        (s, k) => s.queue[k].length <= FULL_AT && (s.sock[k] !== 'dead' || s.queue[k].length === 0),
      ),
      progress: some((s, p) => {
        const k = boundTo(scenario, s.named[p]);
        return s.ret[p] === 'ECONNREFUSED' && k !== undefined && s.sock[k] === 'dead';
      }),
    },
    C11: {
      safety: all((s, p) => !isOk(s, p) || s.peer[p] === s.first[p]),
      progress: some((s, p) => isOk(s, p) && s.slept[p] !== 'none' && s.entry.D1.s !== s.first[p]),
    },
  };
}

function gaveUp(s: Seen, p: Caller): boolean {
  return s.ret[p] === 'EINTR' || s.ret[p] === 'EISCONN' || s.pc[p] === 'dead';
}

/** One row's property for the explorer, named as the rows name it. */
export function propertyFor(scenario: Scenario, claim: string, part: 'safety' | 'progress') {
  const found = claimsIn(scenario)[claim];
  if (found === undefined) return undefined;
  if (part === 'progress') return reachable<Seen>(`${claim}.progress`, found.progress);
  return found.safety === 'no deadlock' ? noDeadlock(claim) : always<Seen>(claim, found.safety);
}
