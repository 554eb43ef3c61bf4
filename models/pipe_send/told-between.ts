// SPDX-License-Identifier: MIT
// What the Specification lets come between the calls of a program, and of a call that is made once more, by asking it.
import { SIGNALS } from '../kernel/signal.ts';
import { named, textOfAll, without } from '../kernel/told-outcomes.ts';
import { factor, factorOf } from '../kernel/told-words.ts';
import { type Decision, decisions, type Factor } from '../kit/index.ts';
import type { CallerSeen } from './observation.ts';
import type { Operation } from './scenarios.ts';
import { type Instant, Queue } from './specification.ts';
import { callerText, instantOf, restText, sleptText, worldWith } from './told-asked.ts';
import { movesOf, SIG, type Standing, sendTo, slotsText } from './told-seen.ts';

const PROGRAM = factorOf(['one', 'several'], (one) =>
  one === 'one' ? 'the program has one call' : 'the program has several calls',
);

/** Where a call is that a signal has it make once more: with nothing to receive, and nothing received. */
const restartedOutcomes = () =>
  decisions([PROGRAM, factorOf(['inside', 'waits'], (is) => `p is ${is}`)], ([program, place]) => {
    const is = place as Standing;
    const before = instantOf({ c1: { is, sig: 'restart' }, slept: true, slots: [] });
    const moves = new Queue(worldWith(), { severalCalls: program === 'several' }).moves(before, 'c1');
    const texts = moves
      // What only takes its signal, and goes on, has slept still.
      .filter(({ seen, hidden }) => seen.caller.c1.sig === 'none' && hidden.c1 === undefined)
      .map((after) => {
        const { c1 } = after.seen.caller;
        const elsewhere: CallerSeen = { ...before.seen.caller.c1, is: 'done' };
        return [
          ...[...callerText(elsewhere, c1), ...sleptText(before, after)],
          ...restText(before.seen, after.seen, 'c1'),
        ].join('; ');
      });
    return textOfAll(texts);
  });

const NO_OTHER = 'no other';

/** Where p may be between two calls, and where it cannot. */
const BETWEEN: Factor = {
  values: ['outside', 'inside', 'moved', 'faults', 'waits', 'done', 'dead'],
  says(some) {
    if (some.join() === 'outside') return 'p is outside';
    return some.join() === 'inside'
      ? 'p is inside, not at its fault, and has moved nothing'
      : some.join(', ');
  },
};

/** The steps that may be others there; null for one of its own. */
const OF_BETWEEN: Readonly<Record<string, Operation | null>> = {
  'its own': null,
  ...Object.fromEntries(SIGNALS.map((signal) => [`SendSignal of ${signal}`, sendTo(signal)])),
  ResolveFault: { step: 'ResolveFault', of: 'c1' },
};

/** Arguments that are refused, with which the call is over at once, and with which it comes to the pipe. */
const ASKS = { refused: { fd: 'bad' }, null: { fd: 'null' }, zero: { n: 0 }, pipe: {} } as const;
type Asks = keyof typeof ASKS;
const ASKED: Factor = {
  values: Object.keys(ASKS),
  says(some) {
    const words: Readonly<Record<string, string>> = {
      refused: 'an error down to E6 applies to `arg[p]`',
      'null,zero': 'none of these applies, and the file is no pipe or `n` is 0',
      pipe: 'none of these applies, and the file is a pipe and `n` is not 0',
      'refused,null,zero': 'the call does not come to the pipe',
    };
    return words[some.join()] ?? some.join(', ');
  },
};

/** How a call ends is said with it; here, that it does. */
function betweenText(before: Instant, after: Instant, actor: string): string {
  const { c1 } = after.seen.caller;
  const ends = c1.ret === 'EBADF' ? 'the call ends with that errno' : `the call ends with ${c1.ret}`;
  return (
    [
      ...(c1.is === 'done' ? [ends] : callerText(before.seen.caller.c1, c1)),
      ...[...sleptText(before, after), ...slotsText(before.seen.slots, after.seen.slots)],
      ...restText(before.seen, after.seen, actor),
    ].join('; ') || 'nothing'
  );
}

/** What may happen in programs of several calls, and not in those of one. */
const betweenOutcomes = () =>
  decisions([BETWEEN, factor('the step', Object.keys(OF_BETWEEN)), SIG, ASKED], ([at, step, sig, asks]) => {
    const is = (at === 'moved' ? 'inside' : at) as Standing;
    // Nothing is pending for who is outside.
    const pending = (is === 'outside' ? 'none' : sig) as CallerSeen['sig'];
    const c1 = { is, sig: pending, count: at === 'moved' ? 1 : 0 };
    const before = instantOf({ c1, arg: ASKS[asks as Asks], slept: true });
    const operation = OF_BETWEEN[step!]!;
    const texts = (severalCalls: boolean) =>
      operation === null
        ? new Queue(worldWith(), { severalCalls })
            .moves(before, 'c1')
            .map((after) => betweenText(before, after, 'c1'))
        : movesOf(operation, before, severalCalls).map((after) => betweenText(before, after, 'rival'));
    const more = without(texts(true), texts(false));
    return more.length === 0 ? NO_OTHER : textOfAll(more);
  });

/** The tables, by what they are about. */
export const betweenCallsOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  Restarted: restartedOutcomes(),
  BetweenCalls: named(betweenOutcomes(), NO_OTHER),
});
