// SPDX-License-Identifier: MIT
// What becomes of a wait and of a call, by all that it depends on: who goes round, who is woken, and how a call ends.

import type { SockState } from '../kernel/objects/unix-socket/listener.ts';
import type { Pending } from '../kernel/signal.ts';
import { factor, factorOf, listOrNone } from '../kernel/told-words.ts';
import { type Decision, decisions, type Model } from '../kit/index.ts';
import { kernelOf } from './call.ts';
import { fconnectat } from './model.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen, State } from './state.ts';
import {
  after,
  afterIfAny,
  NOT_TAKEN,
  QUEUE,
  SIG,
  SOCK,
  scenario,
  stateOf,
  WAITERS,
  wakeText,
} from './told-made.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Task = Seen['task']['c1'];

const NAMES = Object.keys(VARIANTS) as VariantName[];
const VARIANT = factor('the variant', NAMES);

const HELD = ['nd', 'rest', 'links', 'ino', 'other', 'owes'] as const;

/** In the middle of a call that has waited for A, with all that a call can hold. */
const inCall: Partial<Task> = {
  ...{ nd: 'D1', rest: ['s'], links: 1, ino: 'iA', other: 'A', owes: 'A', slept: 'iA' },
  ...{ pc: 'woken', fd: 'iA' },
};

/** What is as at first again, of what a call holds; nothing where it goes round. */
function forgotten(before: Task, is: Task, first: Task): readonly string[] {
  const fields = HELD.filter(
    (field) => String(before[field]) !== String(first[field]) && String(is[field]) === String(first[field]),
  );
  return fields.length === 0 ? [] : [`${fields.map((field) => `\`${field}\``).join(', ')} go back`];
}

const models = new Map<VariantName, Model<Seen>>();

function modelOf(variant: VariantName): Model<Seen> {
  const model = models.get(variant) ?? fconnectat(scenario, VARIANTS[variant]);
  models.set(variant, model);
  return model;
}

/** Woken in a variant, of one for whose listener others wait beside a slot. */
function wokenWith(variant: VariantName, sig: Pending) {
  const model = modelOf(variant);
  const first = model.initials()[0]!;
  const call = VARIANTS[variant].program.at(-1)!;
  const before = stateOf(
    first,
    { ...inCall, call, sig },
    { sock: 'listening', queue: [], waiters: ['c2', 'c3'] },
  );
  return { first, before, is: after(model, before, 'Woken', 'c1') };
}

const wokenOutcomes = () =>
  decisions([SIG, VARIANT], ([sig, variant]) => {
    const { first, before, is } = wokenWith(variant as VariantName, sig as Pending);
    const [was, now] = [before.task.c1, is.task.c1];
    const handsOn = wakeText(before, is).join() === 'the first waiter is woken';
    if (handsOn && now.ret === 'EINTR') return 'the call fails with EINTR';
    if (!handsOn && (now.pc === 'find' || now.pc === 'init')) return 'the call goes round';
    return [
      ...(handsOn ? ['the call hands on'] : wakeText(before, is)),
      ...(now.pc === 'dead' ? ['p dies'] : [`\`pc\` becomes ${now.pc}`]),
      ...(now.pc === 'dead' || was.sig === now.sig ? [] : [`\`sig\` becomes ${now.sig}`]),
      ...(now.pc === 'dead' ? [] : forgotten(was, now, first.task.c1)),
    ].join('; ');
  });

const roundOutcomes = () =>
  decisions([VARIANT], ([variant]) => {
    const { before, is } = wokenWith(variant as VariantName, 'none');
    const [was, now] = [before.task.c1, is.task.c1];
    return (['other', 'ino', 'pc'] as const)
      .filter((field) => was[field] !== now[field])
      .map((field) => `\`${field}\` becomes ${now[field]}`)
      .join('; ');
  });

const OWES = factorOf(['none', 'k'], (one) => `\`owes\` is ${one}`);

/** What becomes of a wake-up when a call fails. */
function handingOnOutcomes() {
  const model = modelOf('proposed');
  const first = model.initials()[0]!;
  return decisions([OWES, SOCK, QUEUE, WAITERS], ([owes, sock, queue, waiters]) => {
    const before = stateOf(
      first,
      { ...inCall, call: 'fconnectat', sig: 'interrupt', owes: owes === 'k' ? 'A' : 'none' },
      {
        sock: sock as SockState,
        queue: queue === 'full' ? ['x'] : [],
        waiters: waiters === 'empty' ? [] : ['c2', 'c3'],
      },
    );
    return wakeText(before, after(model, before, 'Woken', 'c1')).join('; ') || 'nothing';
  });
}

/** Who sleeps though a signal came before. */
const refusedOutcomes = () =>
  decisions([SIG], ([sig]) => {
    const model = modelOf('proposed');
    const sleeper = { ...inCall, pc: 'asleep', call: 'fconnectat', sig: sig as Pending } as const;
    const queues = { sock: 'listening', queue: ['x'], waiters: ['c2', 'c1', 'c3'] } as const;
    const before = stateOf(model.initials()[0]!, sleeper, queues);
    const is = afterIfAny(model, before, 'RefusedSleep', 'c1');
    if (is === undefined) return NOT_TAKEN;
    const left = before.waiters.A.filter((p) => !is.waiters.A.includes(p));
    return [
      left.join() === 'c1' ? 'p leaves the wait queue' : `${listOrNone(left)} leave the wait queue`,
      `\`pc\` becomes ${is.task.c1.pc}`,
      ...(is.task.c1.sig === sig ? [] : [`\`sig\` becomes ${is.task.c1.sig}`]),
    ].join('; ');
  });

const ENDING = scenarioNamed('newcomers');

/** What is other than before of one whose call has ended with e. */
function endText(first: Task, was: Task, is: Task, e: string): readonly string[] {
  const others = (Object.keys(first) as (keyof Task)[]).filter((field) => field !== 'arg');
  const isFirst = (field: keyof Task) => String(is[field]) === String(first[field]);
  if (others.every(isFirst)) return ['all fields but `arg` go back'];
  if (is.pc === 'dead') {
    const asDead = others.filter((field) => field !== 'pc' && field !== 'call').every(isFirst);
    return [asDead && is.call === 'none' ? 'p dies' : `it is dead, and has ${JSON.stringify(is)}`];
  }
  const called = is.call === 'none' ? 'none' : "the program's next one";
  return [
    `\`sig\` becomes ${is.sig}`,
    ...(was.ret === is.ret ? [] : [`\`ret\` becomes ${is.ret === e ? 'e' : is.ret}`]),
    ...(was.call === is.call ? [] : [`\`call\` becomes ${called}`]),
    `\`pc\` becomes ${is.pc}`,
    ...forgotten(was, is, first),
    ...(was.fd === is.fd ? [] : [`\`fd\` becomes ${is.fd}`]),
    ...(was.slept === is.slept && was.peer === is.peer ? [] : ['the peer is forgotten']),
  ];
}

/** How a call of today-lstat ends, which has one that is not the last. */
function endOutcomes() {
  const variant = VARIANTS['today-lstat'];
  const first = fconnectat(ENDING, variant).initials()[0]!;
  const kernel = kernelOf(ENDING, variant);
  const factors = [
    SIG,
    factorOf(['OK', 'EACCES'], (e) => `e is ${e === 'OK' ? '' : 'not '}OK`),
    factorOf(['last', 'other'], (one) => `the call is ${one === 'last' ? '' : 'not '}its program's last`),
    factorOf(['c2', 'c1'], (p) => (p === 'c2' ? 'p loops' : 'p does not loop')),
  ];
  return decisions(factors, ([sig, e, which, who]) => {
    const p = who as 'c1' | 'c2';
    const call = which === 'last' ? 'connect' : 'fstatat';
    const task: Task = { ...first.task[p], ...inCall, call, sig: sig as Pending };
    const before = { ...first, queue: { ...first.queue, A: [p] }, task: { ...first.task, [p]: task } };
    const s = structuredClone(before) as State;
    kernel.end(s, p, e as 'OK' | 'EACCES');
    const says = endText(first.task[p], task, s.task[p], e!);
    return [...says, s.queue.A.join() === p ? 'what p has queued stays queued' : 'its queue is another'].join(
      '; ',
    );
  });
}

const HOLDS = ['fewer', 'as many', 'more'] as const;

/** When a queue is full, with every backlog. */
const fullOutcomes = () =>
  decisions(
    [{ values: HOLDS, says: (some) => `it holds ${some.join(' or ')} connections than the backlog admits` }],
    ([how]) => {
      const first = modelOf('proposed').initials()[0]!;
      const says = [1, 2, 3].map((fullAt) => {
        const held = fullAt - 1 + HOLDS.indexOf(how as (typeof HOLDS)[number]);
        const s = stateOf(first, {}, { sock: 'listening', queue: Array<'x'>(held).fill('x'), waiters: [] });
        return kernelOf({ ...scenario, fullAt }, VARIANTS.proposed).isFull(s as State, 'A');
      });
      return says.every((full) => full) ? 'full' : says.some((full) => full) ? 'full with some' : 'not full';
    },
  );

/** The tables, by what they are about. */
export const waitOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  IsFull: fullOutcomes(),
  Woken: wokenOutcomes(),
  GoingRound: roundOutcomes(),
  HandingOn: handingOnOutcomes(),
  End: endOutcomes(),
  RefusedSleep: refusedOutcomes(),
});
