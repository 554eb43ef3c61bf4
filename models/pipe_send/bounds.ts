// SPDX-License-Identifier: MIT
// Each bound of the scenarios raised by one, one at a time: is a verdict no accident of how small the scenario is?
import type { RaisedBound } from '../proposal.ts';
import { instance } from './instance.ts';
import { CALLERS } from './names.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Rival = Scenario['rivals'][number];

/** One more caller, which does what the last one does, with bytes of its own. */
function moreCallers(scenario: Scenario): Scenario {
  const { callers, args } = scenario;
  const [last, next] = [callers.at(-1)!, CALLERS[callers.length]!];
  return { ...scenario, callers: [...callers, next], args: { ...args, [next]: args[last] } };
}

const moreSlots = (scenario: Scenario): Scenario => ({ ...scenario, ring: scenario.ring + 1 });

/** Operations that come once in a life: an end is closed once, and a page is there when it has been brought. */
const ONCE: readonly string[] = ['Release', 'ResolveFault'];

/** The rival's operations once more, of a splicer, who then has let go of the lock; else the first. Who sleeps on does no more. */
function again({ program }: Rival): Rival['program'] {
  const first = program[0];
  if (first === undefined || ONCE.includes(first.step)) return [];
  if (!program.some(({ step }) => step === 'SpliceLock')) return [first];
  return program.some(({ step }) => step === 'SpliceQuit' || step === 'SpliceRead') ? program : [];
}

function moreOperations(scenario: Scenario, rival: Rival): Scenario {
  const longer = { ...rival, program: [...rival.program, ...again(rival)] };
  return { ...scenario, rivals: scenario.rivals.map((one) => (one === rival ? longer : one)) };
}

const both = (why: string) => ({ naive: why, proposed: why });

const TOO_MANY_RECEIVE = 'there is one byte for one more who waits for it, so that somebody waits for ever.';
const FOURTH_PAGE = "nobody brings the fourth one's page, so that who has MSG_DONTWAIT is blocked for ever.";
const TOO_MANY_WAIT = 'one more waits, and nobody moves anything for it, so that it waits for ever.';

/** Why a verdict is another one above the bound: by scenario and bound, then by variant. */
const BECAUSE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'splice callers': both(TOO_MANY_RECEIVE),
  'gone callers': both(TOO_MANY_RECEIVE),
  'signal callers': both(TOO_MANY_WAIT),
  'wakes callers': both(TOO_MANY_WAIT),
  'blank callers': { naive: FOURTH_PAGE },
  'fault callers': {
    naive: FOURTH_PAGE,
    proposed: "nobody brings the fourth one's page, so that it waits for ever.",
  },
  'paged callers': both("nobody brings the second one's page, so that it has the lock for ever."),
  'wrap slots': { naive: 'in a pipe of two slots there is room for all, and nobody is refused.' },
  'spliced splicer': both('the same byte x is brought a second time, and is in the pipe twice.'),
};

function raise(scenario: Scenario, bound: string, from: number, raised: Scenario): RaisedBound {
  const because = BECAUSE[`${scenario.name} ${bound}`];
  return {
    ...{ scenario: scenario.name, bound, from },
    ...(because && { because }),
    instance: (variant) => instance(VARIANTS[variant as VariantName], raised),
  };
}

/** The bounds of one scenario; none of one whose arguments are chosen, where there is one of each. */
function raisedIn(scenario: Scenario): RaisedBound[] {
  const { callers, ring, rivals, args } = scenario;
  if ((args[callers[0]!]?.length ?? 0) > 1) return [];
  return [
    raise(scenario, 'callers', callers.length, moreCallers(scenario)),
    raise(scenario, 'slots', ring, moreSlots(scenario)),
    ...rivals
      .filter((rival) => again(rival).length > 0)
      .map((rival) => raise(scenario, rival.name, rival.program.length, moreOperations(scenario, rival))),
  ];
}

/** All of them, by scenario. */
export const RAISED: readonly RaisedBound[] = SCENARIOS.flatMap(raisedIn);
