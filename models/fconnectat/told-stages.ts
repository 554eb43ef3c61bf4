// SPDX-License-Identifier: MIT
// What the Specification lets a call do at every kind of stage, beside every kind of listener, in words.

import { SOCK_STATES, type SockState } from '../kernel/objects/unix-socket/listener.ts';
import { either, valueText } from '../kernel/told-words.ts';
import { fconnectat } from './model.ts';
import { type Arg, SOCKFDS, type Sockfd } from './names.ts';
import { type CallerSeen, type Observed, observing } from './observation.ts';
import type { CallStage } from './resolution.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import { Calls, type Hidden, type Instant } from './specified-calls.ts';
import { VARIANTS } from './variants.ts';

/** Three callers, so that one can ask while others wait. */
export const scenario: Scenario = scenarioNamed('signal');
let seenFirst: Observed | undefined;

/** What is seen at first. Made when it is asked for: nothing of the model runs while modules are loaded. */
export function first(): Observed {
  seenFirst ??= observing(VARIANTS.proposed)(fconnectat(scenario, VARIANTS.proposed).initials()[0]!);
  return seenFirst;
}

/** One of each kind. */
export const STAGES = {
  place: { place: { dir: 'D1', names: ['s'], links: 0 } },
  inode: { inode: 'iA' },
  listener: { listener: 'A' },
  errno: { errno: 'EISCONN' },
} as const satisfies Readonly<Record<string, CallStage>>;
type Kind = keyof typeof STAGES;

/** What can be different when a call acts. */
interface Circumstances {
  readonly kind: Kind;
  readonly sock: SockState;
  readonly full: boolean;
  readonly sockfd: Sockfd;
}

const CASES: readonly Circumstances[] = (Object.keys(STAGES) as Kind[]).flatMap((kind) =>
  SOCK_STATES.flatMap((sock) =>
    [false, true].flatMap((full) => SOCKFDS.map((sockfd) => ({ kind, sock, full, sockfd }))),
  ),
);

/** What else there is when c1 is asked: it has waited, as c2 and c3 still do; something is pending for it. */
export interface Beside {
  readonly waited?: boolean;
  readonly sig?: CallerSeen['sig'];
}

/** The instant at which c1 is inside. */
function instantOf(
  { kind, sock, full, sockfd }: Circumstances,
  { waited = false, sig = 'none' }: Beside,
): Instant {
  const { c1 } = first().caller;
  const arg: Arg = { ...c1.arg, sockfd };
  const seen: Observed = {
    ...first(),
    sock: { ...first().sock, A: sock },
    queue: { ...first().queue, A: full ? ['x'] : [] },
    waiters: { ...first().waiters, A: waited ? ['c2', 'c3'] : [] },
    caller: { ...first().caller, c1: { ...c1, is: 'inside', arg, sig } },
  };
  const away = { stages: [], waited: 'A' } as const;
  const hidden: Hidden = {
    c1: { stages: [JSON.stringify(STAGES[kind])], waited: waited ? 'A' : 'none' },
    ...(waited ? { c2: away, c3: away } : {}),
  };
  return { seen, hidden };
}

/** The Specification's calls. */
export const calls = new Calls(scenario, {});

/** What c1 may do then. */
const movesIn = (one: Circumstances, beside: Beside): readonly Instant[] =>
  calls.moves(instantOf(one, beside), 'c1');

/** `a` or `an`. */
export const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** What the cases have in common; each of them where not all combinations are among them. */
function whenText(cases: readonly Circumstances[]): readonly string[] {
  const of = <K extends keyof Circumstances>(field: K): Circumstances[K][] => [
    ...new Set(cases.map((one) => one[field])),
  ];
  const [kinds, socks, fulls, sockfds] = [of('kind'), of('sock'), of('full'), of('sockfd')];
  if (kinds.length * socks.length * fulls.length * sockfds.length !== cases.length)
    return cases.map((one) => JSON.stringify(one));
  const stage = `\`stage\` is ${either(kinds.map(article))}${kinds.includes('listener') ? ' k' : ''}`;
  return [
    ...(kinds.length === Object.keys(STAGES).length ? [] : [stage]),
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

/** What has become of a queue. */
export function queueText(
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
export function thenText(before: Instant, after: Instant): readonly string[] {
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
export function stepText(
  has: (effects: readonly string[]) => boolean,
  beside: Beside = {},
): readonly string[] {
  const found = CASES.flatMap((one) => {
    const before = instantOf(one, beside);
    return movesIn(one, beside)
      .map((after) => thenText(before, after))
      .filter(has)
      .map((effects) => ({ one, effects }));
  });
  const effects = new Set(found.map((each) => each.effects.join('; ')));
  const [only = 'nothing'] = effects;
  return [...whenText(found.map(({ one }) => one)), ...(effects.size > 1 ? [...effects] : only.split('; '))];
}
