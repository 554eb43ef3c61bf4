// SPDX-License-Identifier: MIT
// What the Specification lets a signal do to a call that waits or has waited, by asking it.
import { distinct, factor, factorOf } from '../kernel/told-words.ts';
import { type Decision, decisions } from '../kit/index.ts';
import { SOCKFDS, type Sockfd } from './names.ts';
import type { CallerSeen } from './observation.ts';
import type { CallStage } from './resolution.ts';
import type { Instant } from './specified-calls.ts';
import { QUEUE, SIG } from './told-made.ts';
import { calls, first, STAGES, thenText } from './told-stages.ts';

const KINDS = Object.keys(STAGES) as (keyof typeof STAGES)[];
const WAITED = factorOf(['none', 'A'], (one) => `\`waited\` is ${one === 'none' ? 'none' : 'a listener'}`);

const EINTR = JSON.stringify({ errno: 'EINTR' } satisfies CallStage);

function inside(sig: string, waits: boolean, hidden: Instant['hidden']['c1']): Instant {
  const { caller, waiters } = first();
  return {
    seen: {
      ...first(),
      waiters: { ...waiters, A: waits ? ['c2', 'c1'] : [] },
      caller: { ...caller, c1: { ...caller.c1, is: 'inside', sig: sig as CallerSeen['sig'] } },
    },
    hidden: { c1: hidden! },
  };
}

/** Where Advance lets a call come to EINTR unseen. */
const interruptOutcomes = () =>
  decisions([WAITED, SIG, factor('`stage`', KINDS)], ([waited, sig, kind]) => {
    const stages = [JSON.stringify(STAGES[kind as keyof typeof STAGES])];
    const now = inside(sig!, false, { stages, waited: waited as 'none' | 'A' });
    const has = calls.advanced(now).c1!.stages.includes(EINTR);
    return has ? '`stage` may become the errno EINTR' : 'nothing';
  });

/** What a call is at when it has left the wait queue. */
const leftOutcomes = () =>
  decisions([SIG], ([sig]) => {
    const left = calls.leave(inside(sig!, true, { stages: [], waited: 'A' }), 'c1');
    const { stages } = left.hidden.c1!;
    if (stages.join() === EINTR) return '`stage` becomes the errno EINTR';
    const isInode = stages.join() === JSON.stringify({ inode: 'iA' } satisfies CallStage);
    return isInode ? '`stage` becomes the inode to which `waited` is bound' : `it is at ${stages.join()}`;
  });

/** The steps that an outsider sees of one that is inside, by what they do: c1 stands between c2 and c3. */
function stepOf(effects: readonly string[]): string {
  if (effects.some((each) => each.startsWith('p is appended to `queue'))) return 'Connect';
  if (effects.includes('the call ends')) return 'Refuse';
  if (effects.some((each) => each.startsWith('p is appended to `waiters'))) return 'Sleep';
  if (effects.join() === 'p leaves `waiters[k]`') return 'Leave';
  return effects.join() === 'the first leaves `waiters[k]`' ? 'Yield' : effects.join('; ');
}

const NONE = 'none of them';

/** What may be taken by one that stands on a wait queue, at each stage that it could be at, and at none. */
const waitingOutcomes = () =>
  decisions(
    [SIG, QUEUE, factor('`stage`', ['nowhere', ...KINDS]), factor('`sockfd`', SOCKFDS)],
    ([sig, queue, kind, sockfd]) => {
      const stages = kind === 'nowhere' ? [] : [JSON.stringify(STAGES[kind as keyof typeof STAGES])];
      const { seen, hidden } = inside(sig!, true, { stages, waited: 'A' });
      const { c1 } = seen.caller;
      const now: Instant = {
        seen: {
          ...seen,
          queue: { ...seen.queue, A: queue === 'full' ? ['x'] : [] },
          waiters: { ...seen.waiters, A: ['c2', 'c1', 'c3'] },
          caller: { ...seen.caller, c1: { ...c1, arg: { ...c1.arg, sockfd: sockfd as Sockfd } } },
        },
        hidden,
      };
      const steps = distinct(calls.moves(now, 'c1').map((after) => stepOf(thenText(now, after))));
      return steps.length === 0 ? NONE : `${steps.join(' or ')} alone`;
    },
  );

/** The tables, by what they are about. */
export const unseenOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  Interrupt: interruptOutcomes(),
  Left: leftOutcomes(),
  Waiting: waitingOutcomes().map((line) => ({ ...line, when: ['p stands in `waiters[k]`', ...line.when] })),
});
