// SPDX-License-Identifier: MIT
// The race scenarios of the document: who is there, what they are given, and what the rivals do.
import { looping, rival, scenariosIn, send, subsets } from '../kernel/actors.ts';
import type { Slot } from '../kernel/objects/pipe/ring.ts';
import type { Rival } from '../kernel/rival.ts';
import type { Signal } from '../kernel/signal.ts';
import type { Arg, Caller, End, Flag } from './names.ts';

/** One step of a rival, named as the step in the document. */
export type Operation =
  | { readonly step: 'SetFlags' }
  | { readonly step: 'SpliceClear' }
  | { readonly step: 'SpliceLock' }
  | { readonly step: 'SpliceRead' }
  | { readonly step: 'SpliceQuit' }
  | { readonly step: 'Release'; readonly end: End }
  | { readonly step: 'ResolveFault'; readonly of: Caller }
  | { readonly step: 'SendSignal'; readonly signal: Signal; readonly to: Caller };

/** A byte has a name. */
export type PipeSlot = Slot<readonly string[]>;
export type Slots = readonly PipeSlot[];
export type Switch = 'off' | 'on';

/** One scenario, for every variant. */
export interface Scenario {
  readonly name: string;
  /** How many slots make the pipe full. */
  readonly ring: number;
  /** O_DIRECT. */
  readonly packets: boolean;
  /** Whether a page is filled before its slot is in the ring: Linux 7.3. */
  readonly copiesFirst: boolean;
  /** What is in the pipe at first: one of these, chosen in the initial state. */
  readonly slots: readonly Slots[];
  /** Which ends somebody has open at first: one of these. */
  readonly ends: readonly (readonly End[])[];
  readonly nonblock: Switch;
  /** FMODE_NOWAIT at first, where it is not had always. */
  readonly nowait: Switch;
  readonly callers: readonly Caller[];
  /** Callers that start again when they are done. */
  readonly loopers: readonly Caller[];
  /** The arguments of each caller: one of these, chosen in the initial state. */
  readonly args: { readonly [p in Caller]?: readonly Arg[] };
  readonly rivals: readonly Rival<Operation>[];
}

const PLAIN: Arg = { op: 'recv', fd: 'pipe', buf: 'ok', n: 1, flags: ['DONTWAIT'], addr: 'none' };
const receives = (n: number, change: Partial<Arg> = {}): readonly Arg[] => [{ ...PLAIN, n, ...change }];
const sends = (n: number, change: Partial<Arg> = {}): readonly Arg[] =>
  receives(n, { op: 'send', ...change });

const slot = (data: readonly string[], change: Partial<PipeSlot> = {}): PipeSlot => ({
  off: 0,
  data,
  kind: 'merge',
  ...change,
});

/** What a scenario has, except as it says. */
export const WORLD: Omit<Scenario, 'name' | 'rivals'> = {
  ring: 2,
  packets: false,
  copiesFirst: false,
  slots: [[slot(['o1'])]],
  ends: [['read', 'write']],
  nonblock: 'off',
  nowait: 'on',
  callers: ['c1', 'c2'],
  loopers: [],
  args: { c1: [PLAIN], c2: [PLAIN], c3: [PLAIN], c4: [PLAIN] },
};

const THREE: readonly Caller[] = ['c1', 'c2', 'c3'];
const WAITS: Partial<Arg> = { flags: [] };
const EMPTY: readonly Slots[] = [[]];
const FULL: readonly Slots[] = [[slot(['o1', 'o2'])]];

const [CLEAR, REVOKE, TAKE, BRING, QUIT] = (
  ['SetFlags', 'SpliceClear', 'SpliceLock', 'SpliceRead', 'SpliceQuit'] as const
).map((step) => ({ step })) as [Operation, Operation, Operation, Operation, Operation];
const close = (end: End): Operation => ({ step: 'Release', end });

const scenario = scenariosIn<typeof WORLD, Operation>(WORLD);

const EVERY_FLAG: readonly Flag[] = ['DONTWAIT', 'NOSIGNAL', 'UNKNOWN'];

const ERRORS: readonly Arg[] = (['send', 'recv'] as const).flatMap((op) =>
  (['pipe', 'bad', 'path', 'wrong', 'epoll', 'tty', 'null'] as const).flatMap((fd) =>
    (['ok', 'unmapped', 'outside'] as const).flatMap((buf) =>
      [0, 1, 3].flatMap((n) =>
        subsets(EVERY_FLAG).flatMap((flags) =>
          (['none', 'given'] as const).map((addr) => ({ op, fd, buf, n, flags, addr })),
        ),
      ),
    ),
  ),
);

const REFUSALS: readonly Arg[] = (['send', 'recv'] as const).flatMap((op) =>
  (['ok', 'unmapped'] as const).flatMap((buf) =>
    [0, 1, 3].flatMap((n) => subsets(EVERY_FLAG).map((flags) => ({ ...PLAIN, op, buf, n, flags }))),
  ),
);

/** All of them, in the document's order. */
export const SCENARIOS: readonly Scenario[] = [
  scenario({
    name: 'share',
    callers: THREE,
    slots: EMPTY,
    args: { c2: receives(1, WAITS), c3: sends(1, WAITS) },
    rivals: [rival('sharer', CLEAR)],
  }),
  scenario({ name: 'splice', args: { c2: receives(1, WAITS) }, rivals: [rival('splicer', REVOKE, TAKE)] }),
  scenario({
    name: 'spliced',
    args: { c1: sends(2), c2: receives(2, WAITS) },
    rivals: [rival('splicer', REVOKE, TAKE, BRING)],
  }),
  scenario({
    name: 'gone',
    args: { c2: receives(1, WAITS) },
    rivals: [rival('splicer', REVOKE, TAKE, QUIT), rival('killer', send('kill', 'c2'))],
  }),
  scenario({
    name: 'fault',
    callers: THREE,
    slots: [[slot(['o1']), slot(['o2'], { kind: 'plain' })]],
    args: { c2: receives(1, { buf: 'slow' }), c3: sends(1, { buf: 'slow', flags: [] }) },
    rivals: [
      rival('pager', { step: 'ResolveFault', of: 'c2' }),
      rival('feeder', { step: 'ResolveFault', of: 'c3' }),
      rival('killer', send('kill', 'c2')),
    ],
  }),
  scenario({
    name: 'paged',
    callers: ['c1'],
    args: { c1: receives(1, { buf: 'slow', flags: [] }) },
    rivals: [rival('pager', { step: 'ResolveFault', of: 'c1' })],
  }),
  scenario({
    name: 'killed',
    callers: THREE,
    args: { c2: receives(1, { buf: 'slow', flags: [] }), c3: receives(1, { buf: 'slow', flags: [] }) },
    rivals: [rival('killer', send('kill', 'c2'), send('interrupt', 'c2'))],
  }),
  scenario({
    name: 'writers',
    callers: THREE,
    slots: EMPTY,
    args: { c1: sends(2), c2: sends(3, WAITS), c3: receives(3, WAITS) },
  }),
  scenario({ name: 'merge', callers: THREE, args: { c1: sends(1), c2: sends(1, WAITS) } }),
  scenario({
    name: 'big',
    callers: THREE,
    slots: FULL,
    args: { c1: sends(3), c2: receives(3), c3: sends(2) },
  }),
  scenario({
    name: 'wrap',
    callers: THREE,
    ring: 1,
    slots: [[slot(['o1'], { off: 1 })]],
    args: { c1: sends(1), c3: sends(1, WAITS) },
    rivals: [rival('signaller', send('restart', 'c3'))],
  }),
  scenario({
    name: 'partial',
    callers: ['c1'],
    ring: 1,
    args: { c1: sends(3, { buf: 'slow', flags: [] }) },
    rivals: [
      rival('pager', { step: 'ResolveFault', of: 'c1' }),
      rival('closer', close('read')),
      rival('signaller', send('interrupt', 'c1')),
    ],
  }),
  scenario({
    name: 'packet',
    callers: THREE,
    packets: true,
    slots: [[slot(['o1', 'o2'], { kind: 'packet' })]],
    args: { c2: sends(2), c3: sends(3) },
  }),
  scenario({
    name: 'packets',
    callers: THREE,
    packets: true,
    slots: [[slot(['o1'], { kind: 'packet' }), slot(['o2'], { kind: 'packet' })]],
    args: { c1: receives(3), c2: sends(3), c3: receives(3) },
  }),
  scenario({
    name: 'turned',
    callers: THREE,
    packets: true,
    args: { c1: sends(1), c2: sends(3), c3: receives(3) },
  }),
  scenario({
    name: 'unmapped',
    callers: THREE,
    packets: true,
    slots: [[slot([], { kind: 'packet' }), slot(['o1'], { kind: 'packet' })]],
    args: { c1: receives(1, { buf: 'unmapped' }), c2: sends(2, { buf: 'slow', flags: [] }) },
    rivals: [rival('killer', send('interrupt', 'c2'), send('kill', 'c2'))],
  }),
  scenario({
    name: 'hollow',
    callers: THREE,
    slots: [[slot([]), slot(['o1'])]],
    args: { c1: receives(1, { buf: 'unmapped' }), c2: sends(2, { buf: 'unmapped', flags: [] }) },
  }),
  scenario({
    name: 'blank',
    callers: THREE,
    packets: true,
    slots: [[slot(['o1'], { kind: 'plain' }), slot([], { kind: 'packet' })]],
    args: {
      c1: receives(3),
      c2: sends(2, { buf: 'unmapped' }),
      c3: receives(1, { buf: 'slow', flags: [] }),
    },
    rivals: [rival('pager', { step: 'ResolveFault', of: 'c3' })],
  }),
  scenario({
    name: 'broken',
    callers: THREE,
    slots: FULL,
    args: {
      c1: sends(2, { flags: ['DONTWAIT', 'NOSIGNAL'] }),
      c2: sends(2),
      c3: sends(3, { flags: ['NOSIGNAL'] }),
    },
    rivals: [rival('closer', close('read'))],
  }),
  scenario({
    name: 'hangup',
    slots: EMPTY,
    args: { c2: receives(1, WAITS) },
    rivals: [rival('closer', close('write'))],
  }),
  scenario({
    name: 'signal',
    callers: THREE,
    ring: 1,
    slots: FULL,
    args: { c1: receives(2), c2: sends(3, WAITS), c3: sends(2, WAITS) },
    rivals: [rival('signaller', send('restart', 'c2'), send('interrupt', 'c3'))],
  }),
  scenario({
    name: 'wakes',
    callers: THREE,
    slots: EMPTY,
    args: { c1: sends(1), c2: receives(1, WAITS), c3: receives(1, WAITS) },
    rivals: [rival('signaller', send('restart', 'c2'), send('interrupt', 'c3'))],
  }),
  scenario({
    name: 'death',
    callers: THREE,
    slots: EMPTY,
    args: { c2: receives(1, WAITS), c3: sends(2, WAITS) },
    rivals: [rival('killer', send('kill', 'c1'), send('kill', 'c2'), send('kill', 'c3'))],
  }),
  scenario({ name: 'fifo', nowait: 'off', args: { c2: sends(1) } }),
  scenario({
    name: 'nonblock',
    nonblock: 'on',
    ring: 1,
    slots: EMPTY,
    args: { c1: receives(1, WAITS), c2: sends(3, WAITS) },
    rivals: [rival('splicer', REVOKE, TAKE, QUIT), rival('sharer', CLEAR)],
  }),
  scenario({
    name: 'refused',
    nonblock: 'on',
    slots: FULL,
    args: { c1: sends(2), c2: sends(3, WAITS) },
    rivals: [
      rival('closer', close('read')),
      rival('signaller', send('interrupt', 'c1'), send('interrupt', 'c2')),
    ],
  }),
  scenario({
    name: 'drained',
    nonblock: 'on',
    slots: EMPTY,
    args: { c2: receives(1, WAITS) },
    rivals: [
      rival('closer', close('write')),
      rival('signaller', send('interrupt', 'c1'), send('interrupt', 'c2')),
    ],
  }),
  scenario({
    name: 'late',
    callers: THREE,
    args: { c1: sends(1, { buf: 'slow' }), c2: receives(1, { buf: 'slow', flags: [] }), c3: sends(0) },
    rivals: [
      rival('feeder', { step: 'ResolveFault', of: 'c1' }),
      rival('pager', { step: 'ResolveFault', of: 'c2' }),
      rival('signaller', send('interrupt', 'c2')),
      rival('killer', send('kill', 'c1')),
    ],
  }),
  scenario({
    name: 'husk',
    callers: THREE,
    ring: 1,
    slots: EMPTY,
    args: { c1: receives(1, WAITS), c2: sends(2, { buf: 'unmapped' }), c3: sends(2, WAITS) },
  }),
  scenario({
    name: 'copied',
    callers: THREE,
    ring: 1,
    copiesFirst: true,
    slots: EMPTY,
    args: {
      c1: receives(1, WAITS),
      c2: sends(2, { buf: 'unmapped' }),
      c3: sends(2, { buf: 'slow', ...WAITS }),
    },
    rivals: [rival('feeder', { step: 'ResolveFault', of: 'c3' }), rival('killer', send('kill', 'c3'))],
  }),
  scenario({ name: 'forever', rivals: [looping('splicer', REVOKE, TAKE, QUIT)] }),
  scenario({ name: 'contended', callers: ['c1'], loopers: ['c1'], rivals: [looping('splicer', TAKE, QUIT)] }),
  scenario({
    name: 'starved',
    callers: THREE,
    loopers: ['c2', 'c3'],
    slots: EMPTY,
    args: { c1: receives(1, WAITS), c3: sends(1) },
  }),
  scenario({ name: 'errors', callers: ['c1'], args: { c1: ERRORS } }),
  scenario({
    name: 'refusals',
    callers: ['c1'],
    ring: 1,
    slots: [[], [slot(['o1', 'o2'])], [slot(['o1'])], [slot([])]],
    ends: [['read', 'write'], ['read'], ['write']],
    args: { c1: REFUSALS },
  }),
];

/** The scenario of that name; there must be one. */
export const scenarioNamed = (name: string): Scenario => SCENARIOS.find((s) => s.name === name)!;
