// SPDX-License-Identifier: MIT
// Each bound of the scenarios raised by one, one at a time: is a verdict no accident of how small the scenario is?
import { raisedBounds } from '../kernel/raised.ts';
import { instance } from './instance.ts';
import type { Caller } from './names.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Rival = Scenario['rivals'][number];

/** Every connection of nobody that filled a queue fills it again. */
function longerBacklog(scenario: Scenario): Scenario {
  const { fullAt, listeners } = scenario;
  const longer = listeners.map((l) => ({ ...l, queued: l.queued === fullAt ? fullAt + 1 : l.queued }));
  return { ...scenario, fullAt: fullAt + 1, listeners: longer };
}

function moreLinks(scenario: Scenario): Scenario {
  return { ...scenario, fs: { ...scenario.fs, maxLinks: scenario.fs.maxLinks + 1 } };
}

/** The rival's first operation once more, at the end: of accept(2) both its steps. A listener is closed only once. */
function again({ program }: Rival): Rival['program'] {
  const [first, second] = program;
  if (first === undefined || first.step === 'ReleaseUnhash') return [];
  return first.step === 'AcceptDequeue' && second !== undefined ? [first, second] : [first];
}

const CROWDED =
  'cwd, three callers: they are more than there are slots, and nobody accepts, so that one of them sleeps on.';

const ONE_SLEEPS =
  'closed and two: one more waits than accept(2) makes room for, so that one of them sleeps on.';

/** Why a verdict is another one above the bound: by scenario and bound, then by variant. */
const BECAUSE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cwd callers': { naive: CROWDED, proposed: CROWDED },
  'closed callers': { naive: ONE_SLEEPS, proposed: ONE_SLEEPS },
  'two callers': { naive: ONE_SLEEPS, proposed: ONE_SLEEPS },
  'two server': {
    naive: 'two, a third accept(2): it wakes who would sleep on beside the slot.',
  },
  'handed server': {
    proposed: 'handed, a second accept(2): there is a slot for each of two, so that nobody waits for ever.',
  },
  'thawed freezer': {
    proposed: 'thawed, frozen once more at the end: nobody thaws the caller again.',
  },
  'newcomers owner': {
    proposed: 'newcomers, write denied once more at the end: who would wait for ever is refused.',
  },
  'forever backlog': {
    naive:
      'forever, a backlog of two: two connections can be accepted, so that each of two sleepers is woken once.',
  },
  'swap backlog': {
    naive:
      "swap, a backlog of two: of three callers one sleeps, and a wake-up that it loses is nobody else's.",
  },
};

/** All of them, by scenario. */
export const RAISED = raisedBounds(SCENARIOS, {
  names: ['c1', 'c2', 'c3', 'c4' as Caller],
  alike: ({ opened }, next, last) => ({ opened: { ...opened, [next]: opened[last] } }),
  others: (scenario) => [
    ['links', scenario.fs.maxLinks, moreLinks(scenario)],
    ['backlog', scenario.fullAt, longerBacklog(scenario)],
  ],
  again,
  because: BECAUSE,
  instance: (variant: VariantName, scenario) => instance(VARIANTS[variant], scenario),
});
