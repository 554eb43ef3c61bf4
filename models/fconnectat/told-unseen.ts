// SPDX-License-Identifier: MIT
// What the Specification lets a signal do to a call that has waited, by asking it.
import { factor, factorOf } from '../kernel/told-words.ts';
import { type Decision, decisions } from '../kit/index.ts';
import type { CallerSeen } from './observation.ts';
import type { CallStage } from './resolution.ts';
import type { Instant } from './specified-calls.ts';
import { SIG } from './told-made.ts';
import { calls, first, STAGES } from './told-stages.ts';

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

/** The tables, by what they are about. */
export const unseenOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  Interrupt: interruptOutcomes(),
  Left: leftOutcomes(),
});
