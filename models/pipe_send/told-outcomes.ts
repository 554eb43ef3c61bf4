// SPDX-License-Identifier: MIT
// What Lock and SendSignal come to, by all that it depends on: by taking the step in a state made for it.
import { SIGNALS, type Signal } from '../kernel/signal.ts';
import { pendingBefore } from '../kernel/told-outcomes.ts';
import { either, factor, factorOf } from '../kernel/told-words.ts';
import { decisions, type Factor, type Model } from '../kit/index.ts';
import type { ToldOutcome } from '../told.ts';
import { pipeSend } from './model.ts';
import { PCS } from './names.ts';
import type { Seen } from './state.ts';
import { worldWith } from './told-asked.ts';
import { betweenCallsOutcomes } from './told-between.ts';
import { seenOutcomes } from './told-seen.ts';
import { specifiedOutcomes } from './told-specified.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Task = Seen['task']['c1'];

/** The first state, with something else of c1 and of the lock. */
function stateOf(first: Seen, task: Partial<Task>, lock: Seen['lock'] = 'none'): Seen {
  return { ...first, lock, task: { ...first.task, c1: { ...first.task.c1, ...task } } };
}

/** The state after a step that is enabled. */
const after = (model: Model<Seen>, before: Seen, action: string, actor: string): Seen =>
  model.successors(before).find((step) => step.action === action && step.params[0] === actor)!.state;

/** What has changed of the lock, and of c1. */
function lockText(before: Seen, is: Seen): string {
  const [one, other] = [before.task.c1, is.task.c1];
  const ends = other.pc === 'done' ? [`the call ends with ${other.ret}`] : [`\`pc\` becomes ${other.pc}`];
  return [
    ...(before.lock === is.lock ? [] : [`\`lock\` becomes ${is.lock === 'c1' ? 'p' : is.lock}`]),
    ...(one.pc === other.pc ? [] : ends),
  ].join('; ');
}

const NAMES = Object.keys(VARIANTS) as VariantName[];
const HAS = 'has DONTWAIT';

/** Whose call it is, and whether it may wait: who is refused, and all others. */
const WHO: Factor = {
  values: NAMES.flatMap((name) => [`${name} ${HAS}`, `${name} has none`]),
  says(some) {
    if (some.length > NAMES.length) return 'otherwise';
    const names = some.map((one) => one.split(' ')[0] as VariantName);
    const calls = new Set(names.map((name) => VARIANTS[name].program.at(-1)!));
    const are = some.every((one) => one.endsWith(HAS)) ? `p ${HAS}` : `it is one of ${some.join()}`;
    return `\`call\` is ${either([...calls])} of ${either(names.map((name) => `\`${name}\``))}; ${are}`;
  },
};

const lockOutcomes = () =>
  decisions([factorOf(['', 'not '], (no) => `\`lock\` is ${no}none`), WHO], ([no, who]) => {
    const variant = VARIANTS[who!.split(' ')[0] as VariantName];
    const model: Model<Seen> = pipeSend(worldWith(), variant, {});
    const first = model.initials()[0]!;
    const arg: Task['arg'] = { ...first.task.c1.arg, flags: new Set(who!.endsWith(HAS) ? ['DONTWAIT'] : []) };
    const before = stateOf(
      first,
      { pc: 'lock', call: variant.program.at(-1)!, arg },
      no === '' ? 'none' : 'splicer',
    );
    return lockText(before, after(model, before, 'Lock', 'c1'));
  });

/** The places of which a signal makes no difference, or all others. */
const PC: Factor = {
  values: ['enter', 'done', 'dead', ...PCS.filter((pc) => !['enter', 'done', 'dead'].includes(pc))],
  says(some) {
    const others = PC.values.filter((pc) => !some.includes(pc));
    return others.length < some.length ? `\`pc\` is not ${either(others)}` : `\`pc\` is ${either(some)}`;
  },
};

function signalText(kind: Signal, before: Seen, is: Seen): string {
  const [one, other] = [before.task.c1, is.task.c1];
  if (other.pc === 'dead' && one.pc !== 'dead') return 'p dies';
  return (
    [
      ...(one.pc === other.pc ? [] : [`\`pc\` becomes ${other.pc}`]),
      ...(one.sig === other.sig ? [] : [`\`sig\` becomes ${other.sig === kind ? 'the kind' : other.sig}`]),
    ].join('; ') || 'nothing'
  );
}

function signalOutcomes() {
  const models = new Map(
    SIGNALS.map((signal) => {
      const model: Model<Seen> = pipeSend(
        worldWith({ step: 'SendSignal', signal, to: 'c1' }),
        VARIANTS.proposed,
        {},
      );
      return [signal as string, { model, first: model.initials()[0]! }];
    }),
  );
  const factors = [PC, factor('`sig`', ['none', 'another', 'kill']), factor('the kind', SIGNALS)];
  return decisions(factors, ([pc, pending, kind]) => {
    const { model, first } = models.get(kind!)!;
    const sig = pendingBefore(pending!, kind as Signal) as Task['sig'];
    const before = stateOf(first, { pc: pc as Task['pc'], sig });
    return signalText(kind as Signal, before, after(model, before, 'SendSignal', 'rival'));
  });
}

/** The tables. */
export const toldOutcomes = (): readonly ToldOutcome[] =>
  Object.entries({
    Lock: lockOutcomes(),
    SendSignal: signalOutcomes(),
    ...seenOutcomes(),
    ...betweenCallsOutcomes(),
    ...specifiedOutcomes(),
  }).flatMap(([action, lines]) =>
    lines.map(({ when, outcome }) => ({
      action,
      when: when.flatMap((each) => each.split('; ')),
      what: outcome.split('; '),
    })),
  );
