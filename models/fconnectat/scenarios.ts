// SPDX-License-Identifier: MIT
// The race scenarios of the document: who is there, what they are given, and what the rivals do.
import { freezeAndThaw, looping, rival, scenariosIn, send } from '../kernel/actors.ts';
import { chmod, exchange } from '../kernel/objects/path/programs.ts';
import type { FileSystem } from '../kernel/objects/path/vfs.ts';
import { FULL_AT, type ListenerSpec } from '../kernel/objects/unix-socket/listener.ts';
import { accept, close } from '../kernel/objects/unix-socket/programs.ts';
import type { SocketOperation } from '../kernel/objects/unix-socket/rivals.ts';
import type { Rival } from '../kernel/rival.ts';
import { ERRORS_WORLD } from './error-arguments.ts';
import type { Arg, Caller, Dir, Inode, Listener, Name, SocketInode } from './names.ts';

type Op = SocketOperation<Dir, Name, Inode, Listener, Caller>;

/** Where an O_PATH descriptor was opened. */
export interface Opened {
  readonly dir: Inode | 'bad';
  readonly path: readonly Name[];
}

/** One scenario, for every variant. */
export interface Scenario {
  readonly name: string;
  readonly fs: FileSystem<Dir, Name, Inode>;
  readonly sockets: readonly SocketInode[];
  readonly listeners: readonly ListenerSpec<Listener, SocketInode>[];
  /** How many connections make an accept queue full. */
  readonly fullAt: number;
  readonly hasProc: boolean;
  readonly callers: readonly Caller[];
  /** Callers that start again when they are done. */
  readonly loopers: readonly Caller[];
  /** The arguments of each caller: one of these, chosen in the initial state. */
  readonly args: { readonly [p in Caller]?: readonly Arg[] };
  readonly opened: { readonly [p in Caller]?: Opened };
  readonly rivals: readonly Rival<Op>[];
}

const RACE_FS: FileSystem<Dir, Name, Inode> = {
  root: 'R',
  dirs: ['R', 'D1', 'D2'],
  names: ['s', 't', 'd1', 'd2'],
  inodes: ['R', 'D1', 'D2', 'L', 'iA', 'iB'],
  entries: { R: { d1: 'D1', d2: 'D2' }, D1: { s: 'iA', t: 'L' }, D2: { s: 'iB' } },
  links: { L: ['d2', 's'] },
  denySearch: [],
  denyWrite: [],
  maxLinks: 2,
};

const listener = (name: Listener, inode: SocketInode, queued = 0) =>
  ({ name, inode, type: 'stream', state: 'listening', queued }) as const;

const PLAIN: Arg = { sockfd: 'ok', addr: 'path', dirfd: 'D1', path: ['s'], flags: ['NOFOLLOW'] };
const OPENED: Opened = { dir: 'D1', path: ['s'] };

/** What a scenario has, except as it says. */
export const RACE: Omit<Scenario, 'name' | 'rivals'> = {
  fs: RACE_FS,
  sockets: ['iA', 'iB'],
  listeners: [listener('A', 'iA'), listener('B', 'iB')],
  fullAt: FULL_AT,
  hasProc: true,
  callers: ['c1', 'c2'],
  loopers: [],
  args: { c1: [PLAIN], c2: [PLAIN], c3: [PLAIN] },
  opened: { c1: OPENED, c2: OPENED, c3: OPENED },
};

const scenario = scenariosIn<typeof RACE, Op>(RACE);

const THREE: readonly Caller[] = ['c1', 'c2', 'c3'];
const A_IS_FULL = [listener('A', 'iA', 1), listener('B', 'iB')];
const BOTH_ARE_FULL = [listener('A', 'iA', 1), listener('B', 'iB', 1)];

const LINK_IN = exchange(['D1', 's'], ['D1', 't']);
const TO_B = exchange(['D1', 's'], ['D2', 's']);
const DIRS = exchange(['R', 'd1'], ['R', 'd2']);
const NO_DIR = exchange(['R', 'd1'], ['D2', 's']);
const TAKEN_AND_GIVEN = [chmod('iA', true), chmod('iA', false)];

const BY_FD: Arg = { sockfd: 'ok', addr: 'unnamed', dirfd: 'iA', path: [], flags: ['EMPTY'] };

/** All of them, in the document's order. */
export const SCENARIOS: readonly Scenario[] = [
  scenario({
    name: 'swap',
    callers: THREE,
    args: { c2: [{ ...PLAIN, dirfd: 'R', path: ['d1', 's'], flags: [] }] },
    rivals: [rival('mover', LINK_IN, DIRS, LINK_IN), rival('server', ...accept('A'))],
  }),
  scenario({
    name: 'backlog',
    listeners: A_IS_FULL,
    args: { c2: [{ ...PLAIN, flags: [] }] },
    rivals: [
      rival('mover', TO_B),
      rival('server', ...accept('A'), ...accept('A')),
      rival('signaller', send('restart', 'c1')),
      rival('killer', send('kill', 'c2')),
      rival('closer', ...close('A')),
    ],
  }),
  scenario({
    name: 'cwd',
    fs: { ...RACE_FS, entries: { ...RACE_FS.entries, R: { d1: 'D1', d2: 'D2', s: 'iB' } } },
    args: { c2: [{ ...PLAIN, dirfd: 'D2' }] },
    rivals: [rival('mover', DIRS)],
  }),
  scenario({
    name: 'noproc',
    callers: ['c1'],
    hasProc: false,
    rivals: [rival('mover', LINK_IN)],
  }),
  scenario({
    name: 'denied',
    fs: { ...RACE_FS, denySearch: ['R'] },
    callers: THREE,
    args: {
      c2: [{ ...PLAIN, dirfd: 'R', path: ['d1', 's'] }],
      c3: [{ ...PLAIN, path: ['t'], flags: [] }],
    },
  }),
  scenario({
    name: 'held',
    fs: { ...RACE_FS, denyWrite: ['iB'] },
    callers: THREE,
    args: { c1: [BY_FD], c2: [{ ...BY_FD, dirfd: 'iB' }], c3: [{ ...BY_FD, dirfd: 'L' }] },
    opened: { c1: OPENED, c2: { dir: 'D2', path: ['s'] }, c3: { dir: 'D1', path: ['t'] } },
    rivals: [rival('mover', LINK_IN)],
  }),
  scenario({
    name: 'links',
    fs: {
      ...RACE_FS,
      names: [...RACE_FS.names, 'a'],
      inodes: [...RACE_FS.inodes, 'LD'],
      entries: { ...RACE_FS.entries, R: { d1: 'D1', d2: 'D2', a: 'LD' } },
      links: { ...RACE_FS.links, LD: ['d1'] },
    },
    callers: THREE,
    args: {
      c1: [{ ...PLAIN, dirfd: 'R', path: ['a', 's'] }],
      c2: [{ ...PLAIN, dirfd: 'R', path: ['a', 't'], flags: [] }],
      c3: [{ ...PLAIN, path: ['t'] }],
    },
    rivals: [rival('mover', LINK_IN, LINK_IN, DIRS)],
  }),
  scenario({
    name: 'signal',
    listeners: A_IS_FULL,
    callers: THREE,
    rivals: [rival('server', ...accept('A')), rival('signaller', send('interrupt', 'c1'))],
  }),
  scenario({
    name: 'isconn',
    listeners: A_IS_FULL,
    callers: THREE,
    args: {
      c2: [{ ...PLAIN, sockfd: 'connected' }],
      c3: [{ ...PLAIN, sockfd: 'listening' }],
    },
    rivals: [rival('server', ...accept('A')), rival('signaller', send('interrupt', 'c2'))],
  }),
  scenario({
    name: 'rights',
    listeners: A_IS_FULL,
    rivals: [
      rival('owner', ...TAKEN_AND_GIVEN),
      rival('server', ...accept('A')),
      rival('signaller', send('interrupt', 'c1')),
      rival('killer', send('kill', 'c1')),
    ],
  }),
  scenario({
    name: 'pair',
    listeners: BOTH_ARE_FULL,
    callers: THREE,
    args: { c2: [{ ...PLAIN, dirfd: 'D2' }], c3: [{ ...PLAIN, dirfd: 'D2' }] },
    rivals: [rival('server', ...accept('B')), rival('signaller', send('interrupt', 'c2'))],
  }),
  scenario({
    name: 'closed',
    listeners: [listener('A', 'iA', 2), listener('B', 'iB', 2)],
    fullAt: 2,
    args: { c2: [{ ...PLAIN, dirfd: 'D2' }] },
    rivals: [
      rival('closer', ...close('A')),
      rival('server', ...accept('B')),
      rival('owner', chmod('iA', true)),
    ],
  }),
  scenario({
    name: 'again',
    listeners: A_IS_FULL,
    callers: THREE,
    args: { c3: [{ ...PLAIN, sockfd: 'nonblock' }] },
    rivals: [rival('server', ...accept('A'), ...accept('A')), rival('signaller', send('interrupt', 'c1'))],
  }),
  scenario({
    name: 'two',
    listeners: [listener('A', 'iA', 2), listener('B', 'iB')],
    fullAt: 2,
    callers: THREE,
    args: { c2: [{ ...PLAIN, sockfd: 'connected' }] },
    rivals: [rival('server', ...accept('A'), ...accept('A'))],
  }),
  scenario({
    name: 'handed',
    listeners: A_IS_FULL,
    args: { c1: [BY_FD], c2: [BY_FD] },
    rivals: [
      rival('mover', TO_B),
      rival('owner', ...TAKEN_AND_GIVEN),
      rival('server', ...accept('A')),
      rival('signaller', send('restart', 'c1')),
    ],
  }),
  scenario({
    name: 'elsewhere',
    listeners: A_IS_FULL,
    callers: THREE,
    rivals: [rival('mover', TO_B), rival('server', ...accept('A'))],
  }),
  scenario({
    name: 'nowhere',
    listeners: A_IS_FULL,
    args: { c2: [{ ...PLAIN, dirfd: 'R', path: ['d1', 's'] }] },
    rivals: [rival('mover', NO_DIR), rival('server', ...accept('A'))],
  }),
  scenario({
    name: 'restarted',
    listeners: A_IS_FULL,
    rivals: [rival('mover', TO_B), rival('signaller', send('restart', 'c1'))],
  }),
  scenario({
    name: 'sealed',
    fs: { ...RACE_FS, denySearch: ['R'] },
    hasProc: false,
    listeners: A_IS_FULL,
    args: { c1: [BY_FD], c2: [{ ...BY_FD, sockfd: 'nonblock' }] },
    rivals: [rival('server', ...accept('A')), rival('closer', ...close('A'))],
  }),
  scenario({
    name: 'shut',
    listeners: A_IS_FULL,
    callers: THREE,
    args: {
      c1: [{ ...PLAIN, sockfd: 'nonblock' }],
      c2: [{ ...PLAIN, sockfd: 'connected' }],
      c3: [{ ...PLAIN, sockfd: 'listening' }],
    },
    rivals: [rival('closer', ...close('A')), rival('signaller', send('interrupt', 'c1'))],
  }),
  scenario({
    name: 'errors',
    ...ERRORS_WORLD,
    callers: ['c1'],
    opened: { c1: OPENED },
  }),
  scenario({
    name: 'forever',
    listeners: A_IS_FULL,
    rivals: [looping('mover', TO_B), rival('server', ...accept('A'), ...accept('A'))],
  }),
  scenario({
    name: 'thawed',
    listeners: BOTH_ARE_FULL,
    rivals: [
      rival('mover', TO_B),
      rival('server', ...accept('A'), ...accept('B')),
      rival('freezer', ...freezeAndThaw('c1')),
      rival('signaller', send('interrupt', 'c1')),
    ],
  }),
  scenario({
    name: 'refrozen',
    listeners: A_IS_FULL,
    rivals: [
      rival('owner', ...TAKEN_AND_GIVEN),
      rival('server', ...accept('A')),
      rival('freezer', ...freezeAndThaw('c1')),
      rival('signaller', send('restart', 'c1'), send('kill', 'c1')),
    ],
  }),
  scenario({
    name: 'frozen',
    listeners: BOTH_ARE_FULL,
    args: { c2: [{ ...PLAIN, dirfd: 'D2' }] },
    rivals: [
      rival('mover', TO_B),
      rival('closer', ...close('A')),
      rival('freezer', ...freezeAndThaw('c1'), { step: 'Freeze', to: 'c2' }),
    ],
  }),
  scenario({
    name: 'newcomers',
    listeners: A_IS_FULL,
    loopers: ['c2'],
    rivals: [looping('server', ...accept('A')), rival('owner', ...TAKEN_AND_GIVEN)],
  }),
];

/** The scenario of that name; there must be one. */
export function scenarioNamed(name: string): Scenario {
  return SCENARIOS.find((s) => s.name === name)!;
}
