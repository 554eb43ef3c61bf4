// SPDX-License-Identifier: MIT
// What the rivals do at a listener, and when they can.

import type { SockState } from '../kernel/objects/unix-socket/listener.ts';
import { factor } from '../kernel/told-words.ts';
import { type Decision, decisions } from '../kit/index.ts';
import { fconnectat } from './model.ts';
import type { Caller } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { afterIfAny, NOT_TAKEN, QUEUED, SOCK, scenario, stateOf, WAITERS, wakeText } from './told-made.ts';
import { VARIANTS } from './variants.ts';

/** What a rival is about to do elsewhere, for who closes k. */
const NEXT = {
  'AcceptWake on k': { step: 'AcceptWake', on: 'A' },
  'AcceptWake on another listener': { step: 'AcceptWake', on: 'B' },
  'AcceptDequeue on k': { step: 'AcceptDequeue', on: 'A' },
} as const;
const NEXTS = Object.keys(NEXT) as (keyof typeof NEXT)[];
const BESIDE = factor("another rival's next operation", NEXTS);

interface At {
  readonly sock: SockState;
  readonly queued: string;
  readonly waiting: string;
}

type Operation = { readonly step: 'AcceptDequeue' | 'AcceptWake' | 'ReleaseUnhash' | 'ReleaseDead' };

/** What has become of A when the rival has taken its step, in the words of the document. */
function rivalText(operation: Operation, { sock, queued, waiting }: At, others: Scenario['rivals'] = []) {
  const { step } = operation;
  const rival = { name: 'rival', loops: false, program: [{ step, on: 'A' }] } as const;
  const model = fconnectat({ ...scenario, rivals: [rival, ...others] }, VARIANTS.proposed);
  // Two of each, so that the first and all are told apart.
  const queue: readonly ('x' | Caller)[] = queued === 'empty' ? [] : ['c1', 'x'];
  const waiters: readonly Caller[] = waiting === 'empty' ? [] : ['c2', 'c3'];
  const before = stateOf(model.initials()[0]!, {}, { sock, queue, waiters });
  const is = afterIfAny(model, before, step, 'rival');
  if (is === undefined) return NOT_TAKEN;
  return (
    [
      ...(is.sock.A === sock ? [] : [`\`sock[k]\` becomes ${is.sock.A}`]),
      ...queueText(before, is),
      ...wakeText(before, is),
    ].join('; ') || 'nothing'
  );
}

function queueText({ queue: { A: was } }: Seen, { queue: { A: is }, sock }: Seen): readonly string[] {
  if (sock.A === 'dead' && is.length === 0) return ['`queue[k]` becomes empty'];
  if (was.join() === is.join()) return [];
  if (is.join() === was.slice(1).join()) return ['the first leaves `queue[k]`'];
  return [`\`queue[k]\` becomes ${is.join(' and ')}`];
}

/** The tables, by what they are about. */
export const listenerOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  AcceptDequeue: decisions([SOCK, QUEUED], ([sock, queued]) =>
    rivalText({ step: 'AcceptDequeue' }, { sock: sock as SockState, queued: queued!, waiting: 'not empty' }),
  ),
  AcceptWake: decisions([QUEUED, WAITERS], ([queued, waiting]) =>
    rivalText({ step: 'AcceptWake' }, { sock: 'listening', queued: queued!, waiting: waiting! }),
  ),
  ReleaseUnhash: decisions([BESIDE], ([next]) => {
    const other = { name: 'other', loops: false, program: [NEXT[next as keyof typeof NEXT]] } as const;
    const at = { sock: 'listening', queued: 'not empty', waiting: 'not empty' } as const;
    return rivalText({ step: 'ReleaseUnhash' }, at, [other]);
  }),
  ReleaseDead: decisions([QUEUED, WAITERS], ([queued, waiting]) =>
    rivalText({ step: 'ReleaseDead' }, { sock: 'unhashed', queued: queued!, waiting: waiting! }),
  ),
});
