// SPDX-License-Identifier: MIT
// Each bound of the scenarios raised by one, one at a time: is a verdict no accident of how small the scenario is?
import type { RaisedBound } from '../proposal.ts';
import { instance } from './instance.ts';
import type { Caller } from './names.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { VARIANTS, type VariantName } from './variants.ts';

type Rival = Scenario['rivals'][number];

/** A caller beyond those of the document's scenarios. */
const NEXT: Readonly<Record<number, Caller>> = { 1: 'c2', 2: 'c3', 3: 'c4' as Caller };

/** One more caller, which does what the last one does. */
function moreCallers(scenario: Scenario): Scenario {
  const { callers, args, opened } = scenario;
  const [last, next] = [callers.at(-1)!, NEXT[callers.length]!];
  return {
    ...scenario,
    callers: [...callers, next],
    args: { ...args, [next]: args[last] },
    opened: { ...opened, [next]: opened[last] },
  };
}

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

function moreOperations(scenario: Scenario, rival: Rival): Scenario {
  const longer = { ...rival, program: [...rival.program, ...again(rival)] };
  return { ...scenario, rivals: scenario.rivals.map((one) => (one === rival ? longer : one)) };
}

const CROWDED =
  'cwd, three callers: they are more than there are slots, and nobody accepts, so that one of them sleeps on.';

/** Why a verdict is another one above the bound: by scenario and bound, then by variant. */
const BECAUSE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cwd callers': { naive: CROWDED, proposed: CROWDED },
  'forever backlog': {
    naive:
      'forever, a backlog of two: two connections can be accepted, so that each of two sleepers is woken once.',
  },
  'swap backlog': {
    naive:
      "swap, a backlog of two: of three callers one sleeps, and a wake-up that it loses is nobody else's.",
  },
};

function raise(scenario: Scenario, bound: string, from: number, raised: Scenario): RaisedBound {
  const because = BECAUSE[`${scenario.name} ${bound}`];
  return {
    ...{ scenario: scenario.name, bound, from },
    ...(because && { because }),
    instance: (variant) => instance(VARIANTS[variant as VariantName], raised),
  };
}

/** The bounds of one scenario. Its callers are not raised where its arguments are: there is one of each. */
function raisedIn(scenario: Scenario): RaisedBound[] {
  const { callers, fs, fullAt, rivals, args } = scenario;
  const isOfArguments = (args[callers[0]!]?.length ?? 0) > 1;
  return [
    ...(isOfArguments ? [] : [raise(scenario, 'callers', callers.length, moreCallers(scenario))]),
    raise(scenario, 'links', fs.maxLinks, moreLinks(scenario)),
    raise(scenario, 'backlog', fullAt, longerBacklog(scenario)),
    ...rivals
      .filter((rival) => again(rival).length > 0)
      .map((rival) => raise(scenario, rival.name, rival.program.length, moreOperations(scenario, rival))),
  ];
}

/** All of them, by scenario. */
export const RAISED: readonly RaisedBound[] = SCENARIOS.flatMap(raisedIn);
