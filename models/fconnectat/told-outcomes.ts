// SPDX-License-Identifier: MIT
// What Lock, SendSignal, Freeze, Thaw and others come to, by all that it depends on: by taking the step in a state made for it.

import type { SockState } from '../kernel/objects/unix-socket/listener.ts';
import { type Pending, SIGNALS, type Signal } from '../kernel/signal.ts';
import { pendingBefore } from '../kernel/told-outcomes.ts';
import { factor, factorOf } from '../kernel/told-words.ts';
import { decisions, type Model } from '../kit/index.ts';
import type { ToldOutcome } from '../told.ts';
import { fconnectat } from './model.ts';
import { PCS, type Sockfd } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';
import { advanceOutcomes } from './told-advance.ts';
import { findOutcomes } from './told-find.ts';
import { listenerOutcomes } from './told-listener.ts';
import { after, QUEUE, SIG, SIG_BEFORE, SOCK, scenario, stateOf } from './told-made.ts';
import { sockfdsAtLock } from './told-refusals.ts';
import { seenOutcomes } from './told-seen.ts';
import { unseenOutcomes } from './told-unseen.ts';
import { waitOutcomes } from './told-wait.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Task = Seen['task']['c1'];

/** What has changed of the queues, and of c1. */
function lockText(before: Seen, is: Seen): string {
  const [one, other] = [before.task.c1, is.task.c1];
  const joined = (name: 'queue' | 'waiters') =>
    is[name].A.length > before[name].A.length ? [`p is appended to \`${name}[k]\``] : [];
  const changed = (field: 'peer' | 'slept') =>
    one[field] === other[field] ? [] : [`\`${field}\` becomes k's inode`];
  const ends = other.ret === 'OK' ? 'the call ends with OK' : `the call fails with ${other.ret}`;
  const goes = other.pc === 'find' ? 'the call goes round' : `\`pc\` becomes ${other.pc}`;
  const owes = one.owes === other.owes ? [] : ['`owes` becomes k'];
  return [...joined('queue'), ...joined('waiters'), ...changed('peer'), ...changed('slept'), ...owes]
    .concat(other.pc === 'done' ? ends : goes)
    .join('; ');
}

function lockOutcomes() {
  const model: Model<Seen> = fconnectat(scenario, VARIANTS.proposed);
  const first = model.initials()[0]!;
  const { arg } = first.task.c1;
  const given = sockfdsAtLock();
  const factors = [
    ...[SOCK, QUEUE, factor('`sockfd`', given)],
    factorOf(['none', 'iB'], (one) => `\`slept\` is ${one === 'none' ? '' : 'not '}none`),
  ];
  return decisions(factors, ([sock, queue, sockfd, slept]) => {
    const task = { pc: 'lock', call: 'fconnectat', ino: 'iA', other: 'A' } as const;
    const own = { arg: { ...arg, sockfd: sockfd as Sockfd }, slept: slept as 'none' | 'iB' };
    const before = stateOf(
      first,
      { ...task, ...own },
      { sock: sock as SockState, queue: queue === 'full' ? ['x'] : [], waiters: [] },
    );
    return lockText(before, after(model, before, 'Lock', 'c1'));
  });
}

function signalText(kind: Signal | 'freeze', before: Seen, is: Seen): string {
  const [one, other] = [before.task.c1, is.task.c1];
  if (other.pc === 'dead' && one.pc !== 'dead') return 'p dies';
  return (
    [
      ...(is.waiters.A.length < before.waiters.A.length ? ['p leaves the wait queue'] : []),
      ...(one.pc === other.pc ? [] : [`\`pc\` becomes ${other.pc}`]),
      ...(one.sig === other.sig
        ? []
        : [`\`sig\` becomes ${other.sig === kind && kind !== 'freeze' ? 'the kind' : other.sig}`]),
    ].join('; ') || 'nothing'
  );
}

/** A state in which c1 is at `pc`: with enough of a lookup and a listener for its own step. */
function standingAt(first: Seen, pc: Task['pc'], sig: Pending): Seen {
  const inCall = { call: 'fconnectat', nd: 'D1', rest: ['s'], ino: 'iA', other: 'A' } as const;
  return stateOf(
    first,
    { ...(pc === 'done' || pc === 'dead' ? { call: 'none' } : inCall), pc, sig },
    { sock: 'listening', queue: ['x'], waiters: pc === 'asleep' ? ['c1'] : [] },
  );
}

const PC = factor('`pc`', PCS);

function signalOutcomes() {
  const models = new Map(
    SIGNALS.map((signal) => {
      const sender = {
        name: 'sender',
        loops: false,
        program: [{ step: 'SendSignal', signal, to: 'c1' }],
      } as const;
      const one: Scenario = { ...scenario, rivals: [sender] };
      const model: Model<Seen> = fconnectat(one, VARIANTS.proposed);
      return [signal, { model, first: model.initials()[0]! }];
    }),
  );
  const factors = [PC, SIG_BEFORE, factor('the kind', SIGNALS)];
  return decisions(factors, ([pc, pending, kind]) => {
    const { model, first } = models.get(kind as Signal)!;
    const before = standingAt(first, pc as Task['pc'], pendingBefore(pending!, kind as Signal));
    return signalText(kind as Signal, before, after(model, before, 'SendSignal', 'sender'));
  });
}

/** What a freezer does, in every variant. */
function freezerOutcomes(step: 'Freeze' | 'Thaw') {
  const names = Object.keys(VARIANTS) as VariantName[];
  const freezer = { name: 'freezer', loops: false, program: [{ step, to: 'c1' }] } as const;
  const models = new Map<string, Model<Seen>>(
    names.map((name) => [name, fconnectat({ ...scenario, rivals: [freezer] }, VARIANTS[name])]),
  );
  return decisions(
    [...(step === 'Freeze' ? [PC, SIG] : [SIG, PC]), factor('the variant', names)],
    (values) => {
      const [pc, sig] = step === 'Freeze' ? values : [values[1], values[0]];
      const model = models.get(values[2]!)!;
      const before = standingAt(model.initials()[0]!, pc as Task['pc'], sig as Pending);
      return signalText('freeze', before, after(model, before, step, 'freezer'));
    },
  );
}

/** The tables. */
export const toldOutcomes = (): readonly ToldOutcome[] =>
  Object.entries({
    Find: findOutcomes(),
    Lock: lockOutcomes(),
    SendSignal: signalOutcomes(),
    Freeze: freezerOutcomes('Freeze'),
    Thaw: freezerOutcomes('Thaw'),
    ...waitOutcomes(),
    ...listenerOutcomes(),
    ...unseenOutcomes(),
    ...seenOutcomes(),
    Advance: advanceOutcomes(),
  }).flatMap(([action, lines]) =>
    lines.map(({ when, outcome }) => ({ action, when, what: outcome.split('; ') })),
  );
