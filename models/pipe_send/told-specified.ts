// SPDX-License-Identifier: MIT
// The Specification's hidden state and steps in the words of the document: when each may be taken, and all that it does.
import { same } from '../kernel/same.ts';
import { CANNOT_BE, named, textOfAll } from '../kernel/told-outcomes.ts';
import { type Decision, decisions } from '../kit/index.ts';
import type { ToldSpecification } from '../told.ts';
import { pipeSend } from './model.ts';
import { dataOf } from './names.ts';
import { type CallerSeen, observing } from './observation.ts';
import type { Slots } from './scenarios.ts';
import { type Instant, Queue } from './specification.ts';
import { type Asked, callerText, instantOf, restText, sleptText, worldWith } from './told-asked.ts';
import {
  ALIVE,
  ASKS,
  BUFFER,
  type Case,
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
import { VARIANTS } from './variants.ts';

/** All of these. */
function together(all: readonly Asked[]): Asked {
  const parts = all.map(({ arg }) => arg ?? {});
  return Object.assign({}, ...all, {
    c1: Object.assign({}, ...all.map(({ c1 }) => c1)),
    arg: Object.assign({}, ...parts, { flags: parts.flatMap(({ flags = [] }) => flags) }),
  });
}

const withoutHollow = (slots: Slots): Slots => {
  const first = slots.findIndex(({ data, kind }) => data.length > 0 || kind === 'packet');
  return first < 0 ? [] : slots.slice(first);
};

/** What has become of the queue, of one that sends; the dead have no `count`. */
function putText({ seen: before }: Instant, { seen: after }: Instant): readonly string[] {
  const [was, is] = [before.caller.c1, after.caller.c1];
  if (same(after.slots, before.slots)) return [];
  const behind = (data: readonly string[], slots = before.slots): Slots => [
    ...slots,
    { off: 0, data, kind: 'merge' },
  ];
  if (same(after.slots, behind([]))) return ['a slot without data is put behind the others'];
  const [one, ...more] = dataOf('c1');
  const [first] = before.slots;
  const merged = behind(more, [{ ...first!, data: [...first!.data, one!] }]);
  const paged = behind([one!, more[0]!]);
  const expected = first!.data.length === 1 ? { slots: merged, moved: 3 } : { slots: paged, moved: 2 };
  const grows = is.is === 'dead' || is.count === was.count + expected.moved;
  return same(after.slots, expected.slots)
    ? [
        'as many bytes as its room is are put into `slots`',
        ...(grows ? ['`count` grows by as many'] : [`\`count\` becomes ${is.count}`]),
      ]
    : [`\`slots\` become ${JSON.stringify(after.slots)}`];
}

/** The same of one that receives. */
function takeText({ seen: before }: Instant, { seen: after }: Instant): readonly string[] {
  const is = after.caller.c1;
  const [first, ...others] = withoutHollow(before.slots);
  if (is.got.length > 0 && first !== undefined) {
    const { n } = is.arg;
    const rest = first.kind === 'packet' ? [] : [{ ...first, off: n, data: first.data.slice(n) }];
    const isFront = same(is.got, first.data.slice(0, n)) && same(after.slots, [...rest, ...others]);
    return isFront && (is.is === 'dead' || is.count === is.got.length)
      ? [
          'as many bytes as there are and as are wanted, up to the end of one packet, go from the front of `slots` to `got`',
          '`count` becomes as many',
        ]
      : [`\`got\` becomes ${is.got.join(', ')}`];
  }
  if (same(after.slots, before.slots)) return [];
  if (same(after.slots, withoutHollow(before.slots))) return ['p cleans'];
  return same(after.slots, others) && first?.kind === 'packet' && first.data.length === 0
    ? ['p cleans', 'the empty packet is removed']
    : [`\`slots\` become ${JSON.stringify(after.slots)}`];
}

const isSending = ({ seen }: Instant): boolean => seen.caller.c1.arg.op === 'send';

const bytesIn = ({ seen }: Instant): number => seen.slots.reduce((sum, { data }) => sum + data.length, 0);

/** Whether one that was killed had put something before. */
const hasPut = (before: Instant, after: Instant): boolean =>
  isSending(before) && bytesIn(after) > bytesIn(before);

/** Where p is then, and how its call ends. */
function thenText(before: Instant, after: Instant): readonly string[] {
  const [was, is] = [before.seen.caller.c1, after.seen.caller.c1];
  const sigpipe = was.sigpipe === is.sigpipe ? [] : [`\`sigpipe\` becomes ${is.sigpipe}`];
  if (is.is === 'done') {
    const errno = is.ret === 'EBADF' && was.is === 'outside' ? 'the errno of the first one' : is.ret;
    return [...sigpipe, `the call ends with ${errno}`];
  }
  if (is.is === 'dead' && hasPut(before, after)) return ['the call ends with OK'];
  if (is.is === 'dead') return [...callerText(was, is), 'what was put stays put'];
  if (is.is === 'outside') return [...sigpipe, 'the call is restarted'];
  if (is.is === 'faults') return [...sigpipe, 'p is inside at its fault'];
  return [...sigpipe, ...(was.is === is.is ? [] : [is.is === 'waits' ? 'p waits' : `p becomes ${is.is}`])];
}

/** Whether a call that does not begin has ended with what it had moved before. */
const endsAsItWas = (was: CallerSeen, is: CallerSeen): boolean =>
  is.ret === 'OK' && is.count === was.count && was.count > 0 && same(is.got, was.got);

/** Which step it was. */
function stepOf(before: Instant, after: Instant): string {
  const [was, is] = [before.seen.caller.c1, after.seen.caller.c1];
  if (was.is === 'outside') return 'Begin';
  if (is.is === 'dead') return hasPut(before, after) ? 'Put' : 'Die';
  if (is.is === 'faults') return 'Fault';
  if (is.is === 'inside') return 'Wake';
  if (is.is === 'outside' || is.ret === 'EINTR') return 'Interrupt';
  if (endsAsItWas(was, is)) return was.sig === 'none' || was.sigpipe !== is.sigpipe ? 'Refuse' : 'Interrupt';
  if (is.count > was.count) return was.arg.op === 'send' ? 'Put' : 'Take';
  if (is.is === 'waits') return before.hidden.c1 === after.hidden.c1 ? 'Queue' : 'Sleep';
  return is.ret === 'OK' ? 'Take' : 'Refuse';
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

/** What one step has done; one that sends cleans by doing nothing. */
function doneText(before: Instant, after: Instant, isCleaned: boolean): string {
  return [
    ...(isSending(before) ? putText : takeText)(before, after),
    ...(isCleaned && isSending(before) ? ['p cleans'] : []),
    ...thenText(before, after),
    ...sleptText(before, after),
    ...restText(before.seen, after.seen, 'c1'),
  ].join('; ');
}

/** The lines by which p may take the step, by all that it depends on; the rest is as it is where nothing is said. */
function linesOf(
  step: string,
  cases: readonly Case[],
  { beside = {}, only = (_, moves) => moves }: { beside?: Asked; only?: Moves } = {},
): readonly Decision[] {
  const queue = new Queue(worldWith(), {});
  const lines = decisions(cases, (values) => {
    const before = instantOf(together([beside, ...cases.map((one, at) => one.asks(values[at]!))]));
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
      ...linesOf('Refuse', [PLACE, OTHERS, FINDS, BUFFER, MAY, COUNT, NOSIGNAL], {
        only: (before, moves) => real(before, apart(before, moves)),
      }),
      ...linesOf('Refuse', [PLACE, OTHERS, MAY], { beside: FINDS.asks('bytes') }),
    ],
    Queue: linesOf('Queue', [PLACE, OTHERS, MAY]),
    Sleep: linesOf('Sleep', [PLACE, OTHERS, FINDS, MAY]),
    Wake: linesOf('Wake', [PLACE, SLEPT, OTHERS]),
    Fault: linesOf('Fault', [PLACE, OTHERS, BUFFER, FINDS]),
    Interrupt: linesOf('Interrupt', [FINDS, COUNT, KILL, PLACE, SLEPT, OTHERS]),
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
