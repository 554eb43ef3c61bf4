// SPDX-License-Identifier: MIT
// The Specification's hidden state and steps in the words of the document.
import { PENDING } from '../kernel/signal.ts';
import type { ToldSpecification } from '../told.ts';
import { fconnectat } from './model.ts';
import { type CallerSeen, type Observed, observing } from './observation.ts';
import type { CallStage } from './resolution.ts';
import type { Instant } from './specified-calls.ts';
import { beginText } from './told-begin.ts';
import { article, calls, first, STAGES, scenario, stepText, thenText } from './told-stages.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

const CONNECTS = 'p is appended to `queue[k]`';
const SLEEPS = 'p is appended to `waiters[k]`';
const ENDS = 'the call ends';
const HANDS_ON = 'the first leaves `waiters[k]`';

/** Refuse, without a wait before it, and what it does more after one. */
function refuseText(): readonly string[] {
  const ends = stepText((effects) => effects.includes(ENDS) && !effects.includes(CONNECTS));
  const [, ...handsOn] = stepText((effects) => effects.includes(HANDS_ON) && !effects.includes(CONNECTS), {
    waited: true,
  });
  const more = handsOn.filter((each) => !ends.includes(each) && each !== HANDS_ON);
  return [
    ...ends,
    `if \`waited\` is a listener k, ${more.join(', ')}: the first, if there is one, leaves \`waiters[k]\``,
  ];
}

/** Leave, of one that waits. */
function leaveText(): readonly string[] {
  const waiting = (sig: CallerSeen['sig']): Instant => ({
    seen: {
      ...first(),
      waiters: { ...first().waiters, A: ['c2', 'c1'] },
      caller: { ...first().caller, c1: { ...first().caller.c1, is: 'inside', sig } },
    },
    hidden: { c1: { stages: [], waited: 'A' } },
  });
  const found = PENDING.flatMap((sig) => {
    const before = waiting(sig);
    return calls.moves(before, 'c1').map((after) => ({ sig, effects: thenText(before, after).join('; ') }));
  });
  const pending = PENDING.every((sig) => sig === 'none' || found.some((each) => each.sig === sig));
  const never = found.every(({ sig }) => sig !== 'none');
  return [
    'p stands in `waiters[k]`',
    pending && never
      ? 'a signal is pending for it'
      : `its \`sig\` is ${found.map(({ sig }) => sig).join(' or ')}`,
    ...new Set(found.map(({ effects }) => effects)),
  ];
}

/** Yield, of one that has waited and does not end. */
function yieldText(): readonly string[] {
  const isYield = (effects: readonly string[]) => effects.join() === HANDS_ON;
  const texts = PENDING.map((sig) => ({ sig, says: stepText(isYield, { waited: true, sig }) }));
  const found = texts.filter(({ says }) => says.includes(HANDS_ON));
  const [only] = found;
  return [
    only?.sig === 'freeze' && found.length === 1
      ? 'a freeze is pending for p'
      : `its \`sig\` is ${found.map(({ sig }) => sig).join(' or ')}`,
    '`waited` is a listener k',
    ...(only?.says ?? []),
  ];
}

/** The stages that calls come to. */
function kindsMet(): readonly string[] {
  const { c1 } = first().caller;
  const [begun] = calls.moves({ seen: first(), hidden: {} }, 'c1');
  const denied: Observed = { ...first(), nowrite: [...first().nowrite, 'iA'] };
  const [refused] = calls.moves({ seen: { ...denied, caller: { ...denied.caller, c1 } }, hidden: {} }, 'c1');
  const stages = [begun, refused].flatMap((one) => one?.hidden.c1?.stages ?? []);
  const met = new Set(stages.flatMap((text) => Object.keys(JSON.parse(text) as CallStage)));
  return Object.keys(STAGES).filter((kind) => met.has(kind));
}

/** What is seen of callers that run this program; the arguments are given, and where a caller stands is no variable. */
export function seenOf(behaviour: Behaviour): readonly string[] {
  const { caller, ...variables } = observing(behaviour)(fconnectat(scenario, behaviour).initials()[0]!);
  const fields = Object.keys(caller.c1).filter((field) => field !== 'arg' && field !== 'is');
  return [...Object.keys(variables), ...fields];
}

/** What is seen, what is remembered, and the steps. */
export function toldSpecification(): ToldSpecification {
  const kinds = kindsMet().map(article);
  const [begin, sleep] = [beginText(calls, first()), stepText((effects) => effects.includes(SLEEPS))];
  const waits = [...begin, ...sleep].filter((text) => text.startsWith('`waited` becomes '));
  const isKnown = waits.join() === '`waited` becomes none,`waited` becomes k';
  return {
    // Whatever the program is.
    seen: seenOf(VARIANTS['today-lstat']),
    state: [
      { variable: 'stage', domain: `${kinds.slice(0, -1).join(', ')}, or ${kinds.at(-1)}` },
      { variable: 'waited', domain: isKnown ? 'Listener + none' : waits.join(', ') },
    ],
    steps: [
      { step: 'Begin', says: begin },
      { step: 'Connect', says: stepText((effects) => effects.includes(CONNECTS)) },
      { step: 'Refuse', says: refuseText() },
      { step: 'Sleep', says: sleep },
      { step: 'Leave', says: leaveText() },
      { step: 'Yield', says: yieldText() },
    ],
  };
}
