// SPDX-License-Identifier: MIT
// Each bound of the scenarios raised by one, one at a time: is a verdict no accident of how small the scenario is?
import { isOfArguments, raisedBounds } from '../kernel/raised.ts';
import { instance } from './instance.ts';
import { CALLERS } from './names.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Rival = Scenario['rivals'][number];

/** Operations that come once in a life: an end is closed once, and a page is there when it has been brought. */
const ONCE: readonly string[] = ['Release', 'ResolveFault'];

/** The rival's operations once more, of a splicer, who then has let go of the lock; else the first. Who sleeps on does no more. */
function again({ program }: Rival): Rival['program'] {
  const first = program[0];
  if (first === undefined || ONCE.includes(first.step)) return [];
  if (!program.some(({ step }) => step === 'SpliceLock')) return [first];
  return program.some(({ step }) => step === 'SpliceQuit' || step === 'SpliceRead') ? program : [];
}

const both = (why: string) => ({ naive: why, proposed: why });

const TOO_MANY_RECEIVE = 'there is one byte for one more who waits for it, so that somebody waits for ever.';
const FOURTH_PAGE = "nobody brings the fourth one's page, so that who has MSG_DONTWAIT is blocked for ever.";
const PAGE_OF_FOURTH = {
  naive: FOURTH_PAGE,
  proposed: "nobody brings the fourth one's page, so that it waits for ever.",
};
const TOO_MANY_WAIT = 'one more waits, and nobody moves anything for it, so that it waits for ever.';

/** Why a verdict is another one above the bound: by scenario and bound, then by variant. */
const BECAUSE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'splice callers': both(TOO_MANY_RECEIVE),
  'gone callers': both(TOO_MANY_RECEIVE),
  'signal callers': both(TOO_MANY_WAIT),
  'wakes callers': both(TOO_MANY_WAIT),
  'blank callers': { naive: FOURTH_PAGE },
  'fault callers': PAGE_OF_FOURTH,
  'copied callers': PAGE_OF_FOURTH,
  'paged callers': both("nobody brings the second one's page, so that it has the lock for ever."),
  'unmapped slots': both(
    'in a pipe of three slots the sender has room at once, and nobody brings its page: a signal does not end that.',
  ),
  'husk callers': both(TOO_MANY_WAIT),
  'wrap slots': { naive: 'in a pipe of two slots there is room for all, and nobody is refused.' },
  'spliced splicer': both('the same byte x is brought a second time, and is in the pipe twice.'),
};

/** All of them, by scenario. */
export const RAISED = raisedBounds(SCENARIOS, {
  names: CALLERS,
  others: (scenario) =>
    isOfArguments(scenario) ? [] : [['slots', scenario.ring, { ...scenario, ring: scenario.ring + 1 }]],
  again,
  because: BECAUSE,
  instance: (variant: VariantName, scenario) => instance(VARIANTS[variant], scenario),
});
