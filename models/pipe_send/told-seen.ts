// SPDX-License-Identifier: MIT
// What the Specification lets be seen of a call that ends, and of what a rival does, by asking it.
import { same } from '../kernel/same.ts';
import { SIGNALS, type Signal } from '../kernel/signal.ts';
import { LOOPS, named, pendingBefore, textOfAll } from '../kernel/told-outcomes.ts';
import { either, factor, factorOf } from '../kernel/told-words.ts';
import { type Decision, decisions, type Factor } from '../kit/index.ts';
import type { CallerSeen, Observed } from './observation.ts';
import type { Operation, Slots } from './scenarios.ts';
import { type Instant, Queue } from './specification.ts';
import { type Asked, callerText, instantOf, PAGEFUL, restText, worldWith } from './told-asked.ts';

/** What is pending. */
export const SIG = factor('`sig`', ['none', ...SIGNALS]);
const SIG_BEFORE = factor('`sig`', ['none', 'another', 'kill']);

/** A step in which a call ends, in a state made for it, and what it gives. */
interface End {
  readonly asked: Asked;
  readonly ret: CallerSeen['ret'];
  readonly count?: number;
  readonly slots: Slots;
}

const SENDS = { op: 'send', n: 3 } as const;
const NO_WAIT = { flags: ['DONTWAIT'] } as const;

/** One for each way to end in which a signal that is pending has no part. */
const ENDS: Readonly<Record<string, End>> = {
  Put: {
    asked: { arg: { ...SENDS, n: 2 } },
    ...{ ret: 'OK', count: 2, slots: [PAGEFUL, { off: 0, data: ['a1', 'a2'], kind: 'merge' }] },
  },
  Take: {
    asked: { c1: { got: [] } },
    ...{ ret: 'OK', count: 1, slots: [{ off: 1, data: ['o2'], kind: 'merge' }] },
  },
  'Refuse, nobody reads': { asked: { arg: SENDS, ends: ['write'] }, ret: 'EPIPE', slots: [PAGEFUL] },
  'Refuse, something moved': {
    asked: { c1: { count: 1 }, arg: SENDS, ends: ['write'] },
    ...{ ret: 'OK', slots: [PAGEFUL], count: 1 },
  },
  'Refuse, no buffer': { asked: { arg: { buf: 'unmapped' } }, ret: 'EFAULT', slots: [PAGEFUL] },
  'Refuse, contended': {
    asked: { c1: { count: 1 }, arg: { ...SENDS, ...NO_WAIT }, other: 'faults' },
    ...{ ret: 'EAGAIN', slots: [PAGEFUL] },
  },
};

const ENDING: Factor = factorOf(Object.keys(ENDS), () => '');
const ending: Factor = {
  ...ENDING,
  says(some) {
    const rets = new Set(some.map((one) => (ENDS[one]!.ret === 'OK' ? 'OK' : 'an errno')));
    const all = Object.keys(ENDS).filter((one) => rets.has(ENDS[one]!.ret === 'OK' ? 'OK' : 'an errno'));
    return all.length === some.length
      ? `\`ret\` is ${[...rets].join(' or ')}`
      : `the step is ${either(some)}`;
  },
};

/** How a call ends, beside what the step gives it: with it everything is something, so that what becomes none is told. */
const endedOutcomes = () =>
  decisions([SIG, LOOPS, ending], ([sig, loops, one]) => {
    const { asked, ret, count, slots } = ENDS[one!]!;
    const c1 = { ...{ is: 'inside', got: ['o1'], sigpipe: 'sent' }, ...asked.c1, sig } as CallerSeen;
    const before = instantOf({ ...asked, c1 });
    const given = { ...before.seen.caller.c1, ...{ sig: 'restart', ret, count: count ?? 1, got: ['o1'] } };
    const texts = new Queue(worldWith(undefined, loops === 'yes'), {})
      .moves(before, 'c1')
      // One that is killed may also die without the step.
      .filter(({ seen }) => !['inside', 'faults', 'waits'].includes(seen.caller.c1.is))
      .filter(({ seen }) => same(seen.slots, slots))
      .map(({ seen }) => [
        ...callerText(given as CallerSeen, seen.caller.c1),
        ...['what was put stays put', ...restText(before.seen, seen, 'c1')],
      ]);
    return textOfAll(texts.map((text) => text.join('; ')));
  });

/** What may happen when a rival does this. */
export const movesOf = (operation: Operation, now: Instant, severalCalls = false): readonly Instant[] =>
  new Queue(worldWith(operation), { severalCalls }).moves(now, 'rival');

/** Where a caller is. */
export type Standing = CallerSeen['is'];
const WITHIN: Readonly<Record<string, string>> = {
  'inside,faults': 'is inside',
  inside: 'is inside and not at its fault',
  faults: 'is inside at its fault',
};

/** Where p is: also at its fault it is inside. */
const STANDING: Factor = {
  values: ['done', 'dead', 'outside', 'inside', 'faults', 'waits'] satisfies Standing[],
  says(some) {
    const within = WITHIN[some.filter((one) => one === 'inside' || one === 'faults').join()];
    const places = some.filter((one) => one === 'done' || one === 'dead' || one === 'outside');
    const parts = [
      ...(places.length === 0 ? [] : [`is ${either(places)}`]),
      ...(within === undefined ? [] : [within]),
      ...(some.includes('waits') ? ['waits'] : []),
    ];
    return `p ${parts.join(parts.length > 2 ? ', or ' : ' or ')}`;
  },
};

/** The end that somebody closes. */
const CLOSED = 'write';

function endsText(was: Observed['ends'], is: Observed['ends']): readonly string[] {
  if (same(was, is)) return [];
  const without = was.filter((end) => end !== CLOSED);
  return [
    same(without, is) ? 'that end is taken from `ends`' : `\`ends\` become ${is.join(', ') || 'empty'}`,
  ];
}

const BROUGHT = { off: 0, data: ['x'], kind: 'plain' } as const;

/** What has become of the queue. */
export function slotsText(was: Slots, is: Slots): readonly string[] {
  if (same(was, is)) return [];
  return same([...was, BROUGHT], is)
    ? ['a slot [off 0, data <x>, kind plain] is put behind the others']
    : [`\`slots\` become ${JSON.stringify(is)}`];
}

/** All that a rival has done. */
function rivalText({ seen: before }: Instant, { seen: after }: Instant, kind?: Signal): string {
  return (
    [
      ...callerText(before.caller.c1, after.caller.c1, kind),
      ...slotsText(before.slots, after.slots),
      ...endsText(before.ends, after.ends),
      ...(before.nonblock === after.nonblock ? [] : [`\`nonblock\` becomes ${after.nonblock}`]),
      ...restText(before, after, 'rival'),
    ].join('; ') || 'nothing'
  );
}

/** The operation. */
export const sendTo = (signal: Signal): Operation => ({ step: 'SendSignal', signal, to: 'c1' });

/** What is seen of p when something is sent to it, or its page is brought. */
function sentOutcomes(): readonly Decision[] {
  const at = (is: string | undefined, sig: string | undefined) =>
    instantOf({ c1: { is: is as Standing, sig: sig as CallerSeen['sig'] } });
  const signals = decisions([STANDING, SIG_BEFORE, factor('the kind', SIGNALS)], ([is, pending, one]) => {
    const kind = one as Signal;
    // Nothing is pending for who is outside.
    const before = at(is, is === 'outside' ? 'none' : pendingBefore(pending!, kind));
    return textOfAll(movesOf(sendTo(kind), before).map((after) => rivalText(before, after, kind)));
  });
  const pages = decisions([STANDING, SIG], ([is, sig]) => {
    const before = at(is, sig);
    const moves = movesOf({ step: 'ResolveFault', of: 'c1' }, before);
    return textOfAll(moves.map((after) => rivalText(before, after)));
  });
  return Object.entries({ SendSignal: signals, ResolveFault: pages }).flatMap(([step, lines]) =>
    named(lines, 'nothing').map((line) => ({ ...line, when: [`the step is ${step}`, ...line.when] })),
  );
}

/** Those that do something to the pipe, or seem to. */
const OF_PIPE: readonly Operation[] = [
  { step: 'SetFlags' },
  { step: 'SpliceClear' },
  { step: 'SpliceLock' },
  { step: 'SpliceRead' },
  { step: 'SpliceQuit' },
  { step: 'Release', end: CLOSED },
];

const TAKEN: Factor = {
  values: ['nobody', 'splicer', 'fault'],
  says(some) {
    if (some.join() === 'nobody') return 'the pipe is taken against nobody';
    return some.join() === 'splicer,fault' ? 'the pipe is taken' : `the pipe is taken by ${either(some)}`;
  },
};
const SLOTS = factorOf(['fewer', 'Ring'], (one) =>
  one === 'fewer' ? 'there are fewer than Ring slots' : 'there are Ring slots',
);
const READ = factorOf(['', 'not '], (no) => `read is ${no}in \`ends\``);

/** What a rival does to the pipe, and when. */
const rivalOutcomes = () =>
  decisions(
    [
      factor(
        'the step',
        OF_PIPE.map(({ step }) => step),
      ),
      TAKEN,
      SLOTS,
      READ,
    ],
    ([step, taken, slots, no]) => {
      const operation = OF_PIPE.find((one) => one.step === step)!;
      const before = instantOf({
        slots: slots === 'fewer' ? [PAGEFUL] : [PAGEFUL, PAGEFUL],
        ends: no === '' ? ['read', 'write'] : ['write'],
        nonblock: 'on',
        other: taken === 'fault' ? 'faults' : 'outside',
        spliced: taken === 'splicer',
      });
      return textOfAll(movesOf(operation, before).map((after) => rivalText(before, after)));
    },
  );

/** The tables, by what they are about. */
export const seenOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  Ended: endedOutcomes(),
  Sent: sentOutcomes(),
  RivalStep: rivalOutcomes(),
});
