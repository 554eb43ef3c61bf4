// SPDX-License-Identifier: MIT
// Instants made for what the Specification is asked, and what has become of one, in words.
import { same } from '../kernel/same.ts';
import { becomeTexts } from '../kernel/told-outcomes.ts';
import type { Arg, Caller, End } from './names.ts';
import type { CallerSeen, Observed } from './observation.ts';
import { type Operation, type Scenario, type Slots, type Switch, WORLD } from './scenarios.ts';
import type { Instant } from './specification.ts';

/** Two callers, a rival with one operation, and a splicer. */
export function worldWith(operation: Operation = { step: 'SetFlags' }, loops = false): Scenario {
  return {
    ...WORLD,
    ...{ name: 'asked', callers: ['c1', 'c2'], loopers: loops ? ['c1'] : [] },
    rivals: [
      { name: 'rival', loops: false, program: [operation] },
      { name: 'splicer', loops: false, program: [{ step: 'SpliceLock' }, { step: 'SpliceQuit' }] },
    ],
  };
}

/** A slot of a page that is full. */
export const PAGEFUL: Slots[number] = { off: 0, data: ['o1', 'o2'], kind: 'merge' };

/** What is so when it is asked. */
export interface Asked {
  readonly c1?: Partial<Omit<CallerSeen, 'arg'>>;
  readonly arg?: Partial<Arg>;
  readonly slept?: boolean;
  readonly slots?: Slots;
  readonly ends?: readonly End[];
  readonly nonblock?: Switch;
  /** Where c2 is. */
  readonly other?: CallerSeen['is'];
  /** Whether the splicer has the pipe. */
  readonly spliced?: boolean;
  /** Of the world. */
  readonly copiesFirst?: boolean;
}

const OUTSIDE = { is: 'outside', sig: 'none', ret: 'none', count: 0, got: [], sigpipe: 'none' } as const;
const ARG: Arg = { op: 'recv', fd: 'pipe', buf: 'ok', n: 1, flags: [], addr: 'none' };

/** The instant. Where nothing is said, nobody is inside, and there is a full slot. */
export function instantOf(asked: Asked): Instant {
  const { c1, arg, slept = false, slots = [PAGEFUL], ends = ['read', 'write'] } = asked;
  const { nonblock = 'off', other = 'outside', spliced = false } = asked;
  const caller: Partial<Record<Caller, CallerSeen>> = {
    c1: { ...OUTSIDE, arg: { ...ARG, ...arg }, ...c1 },
    c2: { ...OUTSIDE, arg: ARG, is: other },
  };
  return {
    seen: {
      ...{ slots, ends, nonblock, at: { rival: 1, splicer: spliced ? 2 : 1 } },
      caller: caller as Observed['caller'],
    },
    hidden: slept ? { c1: 'yes' } : {},
  };
}

const isInCall = ({ is }: CallerSeen): boolean => is === 'inside' || is === 'faults' || is === 'waits';

/** Where a caller has come to. */
function placeText({ is: was }: CallerSeen, { is }: CallerSeen): readonly string[] {
  if (was === is) return [];
  if (is === 'faults') return ['p is inside at its fault'];
  if (was === 'faults' && is === 'inside') return ['p is no longer at its fault'];
  return [is === 'waits' ? 'p waits' : `p becomes ${is}`];
}

/** What one who has died may have been, so that all is told that it loses. */
const ALIVE = { sig: 'kill', ret: 'OK', count: 1, sigpipe: 'sent' } as const;

/** What has become of p; `kind`: that of a signal which was sent. */
export function callerText(before: CallerSeen, is: CallerSeen, kind?: string): readonly string[] {
  const was = is.is === 'dead' && before.is !== 'dead' ? { ...before, ...ALIVE } : before;
  const changed = (['sig', 'ret', 'sigpipe'] as const).filter((field) => was[field] !== is[field]);
  const gone = changed.filter((field) => is[field] === 'none');
  const others = changed.filter((field) => is[field] !== 'none');
  return [
    ...placeText(was, is),
    ...becomeTexts(gone, others, is, kind),
    ...(was.count === is.count ? [] : [`\`count\` becomes ${is.count}`]),
    ...(same(was.got, is.got) ? [] : [`\`got\` becomes ${is.got.join(', ') || 'empty'}`]),
  ];
}

/** Whether the call has slept, which is asked of one that is in a call. */
export function sleptText(before: Instant, after: Instant): readonly string[] {
  const [was, is] = [before.hidden.c1 ?? 'no', after.hidden.c1 ?? 'no'];
  return was === is || !isInCall(after.seen.caller.c1) ? [] : [`\`slept\` becomes ${is}`];
}

/** Whether more has changed than p, `slots`, `ends` and `nonblock`; `at` is that of who has acted. */
export function restText(before: Observed, after: Observed, actor: string): readonly string[] {
  const { [actor]: was, ...others } = before.at;
  const at = was === undefined ? others : { ...others, [actor]: was + 1 };
  const isSame = same(after.at, at) && same(after.caller.c2, before.caller.c2);
  const names = (seen: Observed) => Object.keys(seen).sort();
  return isSame && same(names(before), names(after)) ? [] : ['something else changes'];
}
