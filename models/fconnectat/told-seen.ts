// SPDX-License-Identifier: MIT
// What the Specification lets be seen of a caller whose call ends, or to whom a signal or a freeze is sent, by asking it.
import { same } from '../kernel/same.ts';
import { type Pending, SIGNALS, type Signal } from '../kernel/signal.ts';
import { becomeTexts, LOOPS, named, pendingBefore, textOfAll, without } from '../kernel/told-outcomes.ts';
import { either, factor } from '../kernel/told-words.ts';
import { type Decision, decisions, type Factor } from '../kit/index.ts';
import type { CallerSeen, Observed } from './observation.ts';
import type { Scenario } from './scenarios.ts';
import { Calls, type Instant } from './specified-calls.ts';
import { rivalMoves } from './specified-rivals.ts';
import { SIG, SIG_BEFORE } from './told-made.ts';
import { first, queueText, STAGES, scenario } from './told-stages.ts';

type Operation = Scenario['rivals'][number]['program'][number];

/** Where c1 is: who waits is inside too. */
type Standing = CallerSeen['is'] | 'waiting';
const STANDING: Factor = {
  values: ['done', 'dead', 'outside', 'waiting', 'inside'] satisfies Standing[],
  says: (some) => {
    if (some.join() === 'waiting') return 'p stands in `waiters[k]`';
    return some.join() === 'inside' ? 'p is otherwise inside' : `p is ${either(some)}`;
  },
};

interface At {
  readonly standing: Standing;
  readonly sig: CallerSeen['sig'];
  readonly waited?: boolean;
}

/** c2 and c3 wait, and c1 may stand between them. */
function instantAt({ standing, sig, waited = false }: At): Instant {
  const waits = standing === 'waiting';
  const { caller, waiters } = first();
  const seen: Observed = {
    ...first(),
    at: { rival: 1 },
    waiters: { ...waiters, A: waits ? ['c2', 'c1', 'c3'] : ['c2', 'c3'] },
    caller: { ...caller, c1: { ...caller.c1, is: waits ? 'inside' : standing, sig } },
  };
  const stages = waits ? [] : [JSON.stringify(STAGES.inode)];
  const isInside = seen.caller.c1.is === 'inside';
  return {
    seen,
    hidden: isInside ? { c1: { stages, waited: waits || waited ? 'A' : 'none' } } : {},
  };
}

const FIELDS = ['sig', 'ret', 'peer'] as const;

/** What has become of c1, and whether of anything else; all that is none of one who is elsewhere. */
function callerText(was: CallerSeen, is: CallerSeen, kind?: Signal): readonly string[] {
  const moved = was.is !== is.is;
  const gone = FIELDS.filter((field) => is[field] === 'none' && (moved || was[field] !== 'none'));
  const others = FIELDS.filter((field) => is[field] !== 'none' && is[field] !== was[field]);
  return [...(moved ? [`p becomes ${is.is}`] : []), ...becomeTexts(gone, others, is, kind)];
}

/** Whether more has changed than c1, the queues of A, and where rivals are. */
function restText(before: Observed, after: Observed): readonly string[] {
  const rest = ({ caller, queue, waiters, at: _, ...others }: Observed) => ({
    ...others,
    caller: { ...caller, c1: 'p' },
    queue: { ...queue, A: [] },
    waiters: { ...waiters, A: [] },
  });
  return same(rest(before), rest(after)) ? [] : ['something else changes'];
}

function seenText({ seen: before }: Instant, { seen: after }: Instant, kind?: Signal): string {
  return (
    [
      ...queueText('queue', before.queue.A, after.queue.A),
      ...queueText('waiters', before.waiters.A, after.waiters.A),
      ...callerText(before.caller.c1, after.caller.c1, kind),
      ...restText(before, after),
    ].join('; ') || 'nothing'
  );
}

/** What may happen when a rival does this. */
function movesOf(operation: Operation, now: Instant, severalCalls = false): readonly Instant[] {
  const rival = { name: 'rival', loops: false, program: [operation] } as const;
  const one: Scenario = { ...scenario, rivals: [rival] };
  return rivalMoves(one, new Calls(one, { severalCalls }), now, 'rival');
}

const sendTo = (signal: Signal): Operation => ({ step: 'SendSignal', signal, to: 'c1' });

const sendOutcomes = () =>
  decisions([STANDING, SIG_BEFORE, factor('the kind', SIGNALS)], ([standing, pending, one]) => {
    const kind = one as Signal;
    const before = instantAt({ standing: standing as Standing, sig: pendingBefore(pending!, kind) });
    return textOfAll(movesOf(sendTo(kind), before).map((after) => seenText(before, after, kind)));
  });

const freezerOutcomes = (step: 'Freeze' | 'Thaw') =>
  decisions([STANDING, SIG], ([standing, sig]) => {
    const before = instantAt({ standing: standing as Standing, sig: sig as Pending });
    return textOfAll(movesOf({ step, to: 'c1' }, before).map((after) => seenText(before, after)));
  });

/** What is seen of c1 when something is sent to it. */
const sentOutcomes = () =>
  Object.entries({
    SendSignal: sendOutcomes(),
    Freeze: freezerOutcomes('Freeze'),
    Thaw: freezerOutcomes('Thaw'),
  }).flatMap(([step, lines]) =>
    named(lines, 'nothing').map((line) => ({ ...line, when: [`the step is ${step}`, ...line.when] })),
  );

/** The steps in which a call ends, and the stage that each takes. */
const ENDS = { Connect: STAGES.listener, Refuse: STAGES.errno } as const;

/** What is seen of an end beside what the step gives: the result, and the connection. */
function endText(step: keyof typeof ENDS, before: Instant, { seen }: Instant): string {
  const { c1 } = before.seen.caller;
  const given: CallerSeen = { ...c1, ret: step === 'Connect' ? 'OK' : STAGES.errno.errno };
  const queued = [...before.seen.queue.A, ...(step === 'Connect' ? ['c1'] : [])];
  return [
    ...callerText(given, seen.caller.c1),
    ...queueText('waiters', before.seen.waiters.A, seen.waiters.A),
    ...(seen.queue.A.join() === queued.join() ? ['what was queued stays queued'] : ['its queue is another']),
    ...restText(before.seen, seen),
  ].join('; ');
}

/** How a call ends that succeeds, or is refused. */
const endedOutcomes = () =>
  decisions([SIG, LOOPS, factor('the step', Object.keys(ENDS))], ([sig, loops, one]) => {
    const step = one as keyof typeof ENDS;
    const room: Scenario = { ...scenario, fullAt: 4, loopers: loops === 'yes' ? ['c1'] : [] };
    const { seen } = instantAt({ standing: 'inside', sig: sig as Pending });
    const c1: CallerSeen = { ...seen.caller.c1, peer: 'iA' };
    const before: Instant = {
      seen: { ...seen, queue: { ...seen.queue, A: ['c1', 'x'] }, caller: { ...seen.caller, c1 } },
      hidden: { c1: { stages: [JSON.stringify(ENDS[step])], waited: 'none' } },
    };
    const moves = new Calls(room, {}).moves(before, 'c1');
    return textOfAll(moves.map((after) => endText(step, before, after)));
  });

const NO_OTHER = 'no other';
/** Where c1 may be between two calls, and where it cannot. */
const BETWEEN: Factor = {
  values: ['inside', 'waited', 'waiting', 'outside', 'done', 'dead'],
  says: (some) => {
    if (some.join() === 'inside') return 'p is inside and has not waited';
    return some.length === 5 && !some.includes('inside') ? 'p is not inside or has waited' : some.join(', ');
  },
};

/** The steps that may be others there; null for one of its own. */
const OF_BETWEEN: Readonly<Record<string, Operation | null>> = {
  'its own': null,
  ...Object.fromEntries(SIGNALS.map((signal) => [`SendSignal of ${signal}`, sendTo(signal)])),
  Freeze: { step: 'Freeze', to: 'c1' },
  Thaw: { step: 'Thaw', to: 'c1' },
};

/** What may happen in programs of several calls, and not in those of one. */
const betweenOutcomes = () =>
  decisions([BETWEEN, factor('the step', Object.keys(OF_BETWEEN)), SIG], ([place, step, sig]) => {
    const standing = (place === 'waited' ? 'inside' : place) as Standing;
    // Nothing is pending for who is outside.
    const pending = standing === 'outside' ? 'none' : (sig as Pending);
    const before = instantAt({ standing, sig: pending, waited: place === 'waited' });
    const operation = OF_BETWEEN[step!]!;
    const moves = (severalCalls: boolean) =>
      operation === null
        ? new Calls(scenario, { severalCalls }).moves(before, 'c1')
        : movesOf(operation, before, severalCalls);
    const texts = (severalCalls: boolean) => moves(severalCalls).map((after) => seenText(before, after));
    const more = without(texts(true), texts(false));
    return more.length === 0 ? NO_OTHER : textOfAll(more);
  });

/** The tables, by what they are about. */
export const seenOutcomes = (): Readonly<Record<string, readonly Decision[]>> => ({
  Ended: endedOutcomes(),
  Sent: sentOutcomes(),
  BetweenCalls: named(betweenOutcomes(), NO_OTHER),
});
