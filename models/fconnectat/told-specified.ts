// SPDX-License-Identifier: MIT
// The Specification's hidden state and steps in the words of the document: by asking it what may happen at every kind of
// stage, beside every kind of listener.
import { SIGNALS } from '../kernel/signal.ts';
import { either, valueText } from '../kernel/told-words.ts';
import { SOCK_STATES, type SockState } from '../kernel/unix-socket.ts';
import type { ToldSpecification } from '../told.ts';
import { fconnectat } from './model.ts';
import { type Arg, SOCKFDS, type Sockfd } from './names.ts';
import { type CallerSeen, type Observed, observing } from './observation.ts';
import type { Stage } from './resolution.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import { Calls, type Hidden, type Instant } from './specified-calls.ts';
import { beginText } from './told-begin.ts';
import { VARIANTS } from './variants.ts';

/** Three callers, so that one can ask while others wait. */
const scenario: Scenario = scenarioNamed('signal');
const FIRST = observing(VARIANTS.proposed)(fconnectat(scenario, VARIANTS.proposed).initials()[0]!);

const STAGES = {
  place: { place: { dir: 'D1', names: ['s'], links: 0 } },
  inode: { inode: 'iA' },
  listener: { listener: 'A' },
  errno: { errno: 'EISCONN' },
} as const satisfies Readonly<Record<string, Stage>>;
type Kind = keyof typeof STAGES;

/** What can be different when a call acts. */
interface Case {
  readonly kind: Kind;
  readonly sock: SockState;
  readonly full: boolean;
  readonly sockfd: Sockfd;
}

const CASES: readonly Case[] = (Object.keys(STAGES) as Kind[]).flatMap((kind) =>
  SOCK_STATES.flatMap((sock) =>
    [false, true].flatMap((full) => SOCKFDS.map((sockfd) => ({ kind, sock, full, sockfd }))),
  ),
);

/** The instant at which c1 is inside, and c2 and c3 wait where `waited` says that they do. */
function instantOf({ kind, sock, full, sockfd }: Case, waited: boolean): Instant {
  const { c1 } = FIRST.caller;
  const arg: Arg = { ...c1.arg, sockfd };
  const seen: Observed = {
    ...FIRST,
    sock: { ...FIRST.sock, A: sock },
    queue: { ...FIRST.queue, A: full ? ['x'] : [] },
    waiters: { ...FIRST.waiters, A: waited ? ['c2', 'c3'] : [] },
    caller: { ...FIRST.caller, c1: { ...c1, is: 'inside', arg } },
  };
  const away = { stages: [], waited: 'A' } as const;
  const hidden: Hidden = {
    c1: { stages: [JSON.stringify(STAGES[kind])], waited: waited ? 'A' : 'none' },
    ...(waited ? { c2: away, c3: away } : {}),
  };
  return { seen, hidden };
}

const calls = new Calls(scenario, {});

/** What c1 may do then. */
const movesIn = (one: Case, waited = false): readonly Instant[] => calls.moves(instantOf(one, waited), 'c1');

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** What the cases have in common; each of them where not all combinations are among them. */
function whenText(cases: readonly Case[]): readonly string[] {
  const of = <K extends keyof Case>(field: K): Case[K][] => [...new Set(cases.map((one) => one[field]))];
  const [kinds, socks, fulls, sockfds] = [of('kind'), of('sock'), of('full'), of('sockfd')];
  if (kinds.length * socks.length * fulls.length * sockfds.length !== cases.length)
    return cases.map((one) => JSON.stringify(one));
  const stage = `\`stage\` is ${either(kinds.map(article))}${kinds.includes('listener') ? ' k' : ''}`;
  return [
    stage,
    ...(socks.length === SOCK_STATES.length ? [] : [valueText('k', socks, SOCK_STATES)]),
    ...(fulls.length === 2 ? [] : [`its queue is ${fulls[0] ? '' : 'not '}full`]),
    ...(sockfds.length === SOCKFDS.length ? [] : [valueText('`sockfd`', sockfds, SOCKFDS)]),
  ];
}

/** What is another one of the caller afterwards. */
function callerText(was: CallerSeen, is: CallerSeen): readonly string[] {
  return [
    ...(was.is === is.is ? [] : [is.is === 'done' ? 'the call ends' : `p becomes ${is.is}`]),
    ...(was.ret === is.ret
      ? []
      : [`\`ret\` becomes ${is.ret === STAGES.errno.errno ? 'that errno' : is.ret}`]),
    ...(was.peer === is.peer ? [] : [`\`peer\` becomes ${is.peer === 'iA' ? 'the inode of k' : is.peer}`]),
  ];
}

function queueText(
  name: 'queue' | 'waiters',
  was: readonly string[],
  is: readonly string[],
): readonly string[] {
  if (was.join() === is.join()) return [];
  if ([...was, 'c1'].join() === is.join()) return [`p is appended to \`${name}[k]\``];
  if (was.slice(1).join() === is.join()) return [`the first leaves \`${name}[k]\``];
  if (was.filter((each) => each !== 'c1').join() === is.join()) return [`p leaves \`${name}[k]\``];
  return [`\`${name}[k]\` becomes ${is.join(', ')}`];
}

/** What is another one afterwards, of all that is seen and of what the call remembers. */
function thenText(before: Instant, after: Instant): readonly string[] {
  const { caller: was, queue, waiters } = before.seen;
  const [one, other] = [before.hidden.c1?.waited, after.hidden.c1?.waited];
  return [
    ...queueText('queue', queue.A, after.seen.queue.A),
    ...queueText('waiters', waiters.A, after.seen.waiters.A),
    ...callerText(was.c1, after.seen.caller.c1),
    ...(one === other ? [] : [`\`waited\` becomes ${other === 'A' ? 'k' : other}`]),
  ];
}

/** When a move is possible that has this effect, and all that it does. */
function stepText(has: (effects: readonly string[]) => boolean, waited = false): readonly string[] {
  const found = CASES.flatMap((one) => {
    const before = instantOf(one, waited);
    return movesIn(one, waited)
      .map((after) => thenText(before, after))
      .filter(has)
      .map((effects) => ({ one, effects }));
  });
  const effects = new Set(found.map((each) => each.effects.join('; ')));
  const [only = 'nothing'] = effects;
  return [...whenText(found.map(({ one }) => one)), ...(effects.size > 1 ? [...effects] : only.split('; '))];
}

const CONNECTS = 'p is appended to `queue[k]`';
const SLEEPS = 'p is appended to `waiters[k]`';
const ENDS = 'the call ends';
const HANDS_ON = 'the first leaves `waiters[k]`';

/** Refuse, without a wait before it, and what it does more after one. */
function refuseText(): readonly string[] {
  const ends = stepText((effects) => effects.includes(ENDS) && !effects.includes(CONNECTS));
  const [, ...handsOn] = stepText(
    (effects) => effects.includes(HANDS_ON) && !effects.includes(CONNECTS),
    true,
  );
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
      ...FIRST,
      waiters: { ...FIRST.waiters, A: ['c2', 'c1'] },
      caller: { ...FIRST.caller, c1: { ...FIRST.caller.c1, is: 'inside', sig } },
    },
    hidden: { c1: { stages: [], waited: 'A' } },
  });
  const sigs = ['none', ...SIGNALS] as const;
  const found = sigs.flatMap((sig) => {
    const before = waiting(sig);
    return calls.moves(before, 'c1').map((after) => ({ sig, effects: thenText(before, after).join('; ') }));
  });
  const pending = SIGNALS.every((sig) => found.some((each) => each.sig === sig));
  const never = found.every(({ sig }) => sig !== 'none');
  return [
    'p stands in `waiters[k]`',
    pending && never
      ? 'a signal is pending for it'
      : `its \`sig\` is ${found.map(({ sig }) => sig).join(' or ')}`,
    ...new Set(found.map(({ effects }) => effects)),
  ];
}

/** The stages that calls come to. */
function kindsMet(): readonly string[] {
  const { c1 } = FIRST.caller;
  const [begun] = calls.moves({ seen: FIRST, hidden: {} }, 'c1');
  const denied: Observed = { ...FIRST, nowrite: [...FIRST.nowrite, 'iA'] };
  const [refused] = calls.moves({ seen: { ...denied, caller: { ...denied.caller, c1 } }, hidden: {} }, 'c1');
  const stages = [begun, refused].flatMap((one) => one?.hidden.c1?.stages ?? []);
  const met = new Set(stages.flatMap((text) => Object.keys(JSON.parse(text) as Stage)));
  return Object.keys(STAGES).filter((kind) => met.has(kind));
}

/** Whatever the program is; the arguments are given, and where a caller stands is no variable. */
function seenOutside(): readonly string[] {
  const { caller, ...variables } = observing(VARIANTS['today-lstat'])(
    fconnectat(scenario, VARIANTS['today-lstat']).initials()[0]!,
  );
  const fields = Object.keys(caller.c1).filter((field) => field !== 'arg' && field !== 'is');
  return [...Object.keys(variables), ...fields];
}

/** What is seen, what is remembered, and the steps. */
export function toldSpecification(): ToldSpecification {
  const kinds = kindsMet().map(article);
  const [begin, sleep] = [beginText(calls, FIRST), stepText((effects) => effects.includes(SLEEPS))];
  const waits = [...begin, ...sleep].filter((text) => text.startsWith('`waited` becomes '));
  const isKnown = waits.join() === '`waited` becomes none,`waited` becomes k';
  return {
    seen: seenOutside(),
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
    ],
  };
}
