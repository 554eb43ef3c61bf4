// SPDX-License-Identifier: MIT
// The Specification's hidden state and steps in the words of the document: when each may be taken, and all that it does.
import { same } from '../kernel/same.ts';
import { CANNOT_BE, named, textOfAll } from '../kernel/told-outcomes.ts';
import { type Decision, decisions } from '../kit/index.ts';
import type { ToldSpecification } from '../told.ts';
import { pipeSend } from './model.ts';
import { observing } from './observation.ts';
import { type Instant, Queue } from './specification.ts';
import { type Asked, instantOf, worldWith } from './told-asked.ts';
import {
  ALIVE,
  ASKS,
  type AskedFactor,
  BUFFER,
  COPIES,
  COUNT,
  FINDS,
  KILL,
  MAY,
  NOSIGNAL,
  NOTHING,
  OTHERS,
  PENDING,
  PLACE,
  SIGNAL,
  SLEPT,
} from './told-cases.ts';
import { doneText, stepOf } from './told-moves.ts';
import { VARIANTS } from './variants.ts';

/** All of these. */
function together(all: readonly Asked[]): Asked {
  const parts = all.map(({ arg }) => arg ?? {});
  return Object.assign({}, ...all, {
    c1: Object.assign({}, ...all.map(({ c1 }) => c1)),
    arg: Object.assign({}, ...parts, { flags: parts.flatMap(({ flags = [] }) => flags) }),
  });
}

type Moves = (before: Instant, moves: readonly Instant[]) => readonly Instant[];

/** Whether the call was refused and nothing else has come of it, as where another one is inside. */
const isContended = (before: Instant, after: Instant): boolean =>
  after.seen.caller.c1.ret === 'EAGAIN' && same(before.seen.slots, after.seen.slots);

/** The moves without the one that others who are inside are the cause of. */
function apart(before: Instant, moves: readonly Instant[]): readonly Instant[] {
  const { caller, at } = before.seen;
  const others = caller.c2.is === 'inside' || caller.c2.is === 'faults' || at.splicer === 2;
  const isRefused = others && caller.c1.arg.flags.includes('DONTWAIT');
  const cause = isRefused ? moves.findIndex((after) => isContended(before, after)) : -1;
  return moves.filter((_, at) => at !== cause);
}

/** Without what is no case: nothing is merged of a call that has moved something. */
function real(before: Instant, moves: readonly Instant[]): readonly Instant[] {
  const { slots, ends, caller } = before.seen;
  const isMerging = slots[0]?.data.length === 1 && ends.includes('read');
  return isMerging && caller.c1.count > 0 ? [] : moves;
}

/** The lines by which p may take the step, by all that it depends on; the rest is as it is where nothing is said. */
function linesOf(
  step: string,
  cases: readonly AskedFactor[],
  { beside = {}, only = (_, moves) => moves }: { beside?: Asked; only?: Moves } = {},
): readonly Decision[] {
  const lines = decisions(cases, (values) => {
    const asked = together([beside, ...cases.map((one, at) => one.asks(values[at]!))]);
    const { copiesFirst = false } = asked;
    const before = instantOf(asked);
    const queue = new Queue({ ...worldWith(), copiesFirst }, {});
    const own = queue.moves(before, 'c1').filter((after) => stepOf(before, after) === step);
    const isCleaned = before.seen.caller.c1.is === 'inside' && values.some((one) => NOTHING.includes(one));
    return textOfAll(only(before, own).map((after) => doneText(before, after, isCleaned)));
  });
  return named(lines, CANNOT_BE).map(({ when, outcome }) => ({
    when: when.flatMap((each) => each.split('; ')),
    outcome,
  }));
}

/** What may come with a death is said of it. */
function deathLines(): readonly Decision[] {
  const beside = { ...FINDS.asks('nothing'), spliced: true };
  return linesOf('Die', [ALIVE, KILL], { beside }).map(({ when, outcome }) => {
    const [dies, cleans, ...more] = outcome.split(', or: ');
    return {
      when,
      outcome: cleans === `p cleans; ${dies}` && more.length === 0 ? `${dies}; p may clean` : outcome,
    };
  });
}

/** Of the steps, when they may be taken, and what comes of them. */
function stepLines(): Readonly<Record<string, readonly Decision[]>> {
  return {
    Begin: linesOf('Begin', [PLACE, ASKS], { beside: { slept: true } }),
    Put: linesOf('Put', [PLACE, OTHERS, FINDS, BUFFER, MAY, SIGNAL]),
    Take: linesOf('Take', [PLACE, OTHERS, FINDS, BUFFER, MAY, PENDING]),
    Refuse: [
      ...linesOf('Refuse', [PLACE, OTHERS, FINDS, COPIES, BUFFER, MAY, COUNT, NOSIGNAL], {
        only: (before, moves) => real(before, apart(before, moves)),
      }),
      ...linesOf('Refuse', [PLACE, OTHERS, MAY], { beside: FINDS.asks('bytes') }),
    ],
    Queue: linesOf('Queue', [PLACE, OTHERS, MAY]),
    Sleep: linesOf('Sleep', [PLACE, OTHERS, FINDS, MAY]),
    Wake: linesOf('Wake', [PLACE, SLEPT, OTHERS]),
    Fault: linesOf('Fault', [PLACE, OTHERS, BUFFER, FINDS]),
    Interrupt: linesOf('Interrupt', [FINDS, COUNT, KILL, PLACE, SLEPT, OTHERS, MAY]),
    Die: deathLines(),
  };
}

let known: Readonly<Record<string, readonly Decision[]>> | undefined;

/** They are asked for once: two tables are made of them. */
function lines(): Readonly<Record<string, readonly Decision[]>> {
  known ??= stepLines();
  return known;
}

const effectsOf = ({ outcome }: Decision): readonly string[] => outcome.split('; ');

/** What all lists have, in the order of the first. */
const inAll = ([first = [], ...others]: readonly (readonly string[])[]): readonly string[] =>
  first.filter((each) => others.every((other) => other.includes(each)));

/** What is the same in all lines of a step, and the lines without it; none, of one that has one line. */
function shared(all: readonly Decision[]) {
  const when = inAll(all.map((line) => line.when));
  const what = inAll(all.map(effectsOf));
  const isAll = all.some((line) => effectsOf(line).every((each) => what.includes(each)));
  const rest = all.map((line) => ({
    when: line.when.filter((each) => !when.includes(each)),
    // A line says what comes of it, if only once more.
    outcome: effectsOf(line)
      .filter((each) => isAll || !what.includes(each))
      .join('; '),
  }));
  return { says: [...when, ...what], rest: all.length > 1 ? rest : [] };
}

/** Of the steps that may come to several things, these, without what the table of the steps says. */
export const specifiedOutcomes = (): Readonly<Record<string, readonly Decision[]>> =>
  Object.fromEntries(
    Object.entries(lines())
      .map(([step, all]) => [step, shared(all).rest] as const)
      .filter(([, rest]) => rest.length > 0),
  );

/** What becomes of `slept`. */
function sleptValues(): readonly string[] {
  const effects = Object.values(lines()).flatMap((all) => all.flatMap(effectsOf));
  return ['no', 'yes'].filter((one) => effects.includes(`\`slept\` becomes ${one}`));
}

/** What is seen, what is remembered, and the steps. */
export function toldSpecification(): ToldSpecification {
  const first = pipeSend(worldWith(), VARIANTS.proposed, {}).initials()[0]!;
  const { caller, ...variables } = observing(VARIANTS.proposed)(first);
  const fields = Object.keys(caller.c1).filter((field) => field !== 'arg' && field !== 'is');
  return {
    seen: [...Object.keys(variables), ...fields],
    state: [{ variable: 'slept', domain: `[Caller -> ${sleptValues().join(', ')}]` }],
    steps: Object.entries(lines()).map(([step, all]) => ({ step, says: shared(all).says })),
  };
}
