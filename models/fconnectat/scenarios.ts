// SPDX-License-Identifier: MIT
// The scenarios of the document: who is there, what they are given, and what the rivals do.
import { accept, close, type Operation, type Rival } from '../kernel/rival.ts';
import type { ListenerSpec } from '../kernel/unix-socket.ts';
import type { FileSystem } from '../kernel/vfs.ts';
import type { Bound } from '../proposal.ts';
import {
  ADDRS,
  type Arg,
  type Caller,
  type Dir,
  FLAGS,
  type Flag,
  type Inode,
  type Listener,
  type Name,
  SOCKFDS,
  type SocketInode,
} from './names.ts';

type Op = Operation<Dir, Name, Listener, Caller>;

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
  readonly hasProc: boolean;
  readonly callers: readonly Caller[];
  /** Callers that start again when they are done. */
  readonly loopers: readonly Caller[];
  /** The arguments of each caller: one of these, chosen in the initial state. */
  readonly args: { readonly [p in Caller]?: readonly Arg[] };
  readonly opened: { readonly [p in Caller]?: Opened };
  readonly rivals: readonly Rival<Dir, Name, Listener, Caller>[];
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

const listener = (name: Listener, inode: SocketInode, queued: 0 | 1 = 0) =>
  ({ name, inode, type: 'stream', state: 'listening', queued }) as const;

const PLAIN: Arg = { sockfd: 'ok', addr: 'path', dirfd: 'D1', path: ['s'], flags: ['NOFOLLOW'] };
const OPENED: Opened = { dir: 'D1', path: ['s'] };

const RACE: Omit<Scenario, 'name' | 'rivals'> = {
  fs: RACE_FS,
  sockets: ['iA', 'iB'],
  listeners: [listener('A', 'iA'), listener('B', 'iB')],
  hasProc: true,
  callers: ['c1', 'c2'],
  loopers: [],
  args: { c1: [PLAIN], c2: [PLAIN] },
  opened: { c1: OPENED, c2: OPENED },
};

const A_IS_FULL = [listener('A', 'iA', 1), listener('B', 'iB')];

const exchange = (a: readonly [Dir, Name], b: readonly [Dir, Name]): Op => ({ step: 'RenameExchange', a, b });
const rival = (name: string, ...program: readonly Op[]) => ({ name, loops: false, program });
const looping = (name: string, ...program: readonly Op[]) => ({ name, loops: true, program });

const LINK_IN = exchange(['D1', 's'], ['D1', 't']);
const TO_B = exchange(['D1', 's'], ['D2', 's']);
const DIRS = exchange(['R', 'd1'], ['R', 'd2']);

const swap: Scenario = {
  ...RACE,
  name: 'swap',
  args: { c1: [PLAIN], c2: [{ ...PLAIN, dirfd: 'R', path: ['d1', 's'], flags: [] }] },
  rivals: [rival('mover', LINK_IN, DIRS, LINK_IN), rival('server', ...accept('A'))],
};

const backlog: Scenario = {
  ...RACE,
  name: 'backlog',
  listeners: A_IS_FULL,
  rivals: [
    rival('mover', TO_B),
    rival('server', ...accept('A'), ...accept('A')),
    rival('signaller', { step: 'SendSignal', signal: 'restart', to: 'c1' }),
    rival('killer', { step: 'SendSignal', signal: 'kill', to: 'c2' }),
    rival('closer', ...close('A')),
  ],
};

const cwd: Scenario = {
  ...RACE,
  name: 'cwd',
  fs: { ...RACE_FS, entries: { ...RACE_FS.entries, R: { d1: 'D1', d2: 'D2', s: 'iB' } } },
  args: { c1: [PLAIN], c2: [{ ...PLAIN, dirfd: 'D2' }] },
  rivals: [rival('mover', DIRS)],
};

const noproc: Scenario = {
  ...RACE,
  name: 'noproc',
  callers: ['c1'],
  hasProc: false,
  rivals: [rival('mover', LINK_IN)],
};

const BY_FD: Arg = { sockfd: 'ok', addr: 'unnamed', dirfd: 'iA', path: [], flags: ['EMPTY'] };

const held: Scenario = {
  ...RACE,
  name: 'held',
  fs: { ...RACE_FS, denyWrite: ['iB'] },
  args: { c1: [BY_FD], c2: [{ ...BY_FD, dirfd: 'iB' }] },
  opened: { c1: OPENED, c2: { dir: 'D2', path: ['s'] } },
  rivals: [rival('mover', LINK_IN)],
};

const signal: Scenario = {
  ...RACE,
  name: 'signal',
  listeners: A_IS_FULL,
  rivals: [
    rival('server', ...accept('A')),
    rival('signaller', { step: 'SendSignal', signal: 'interrupt', to: 'c1' }),
  ],
};

const isconn: Scenario = {
  ...RACE,
  name: 'isconn',
  listeners: A_IS_FULL,
  args: { c1: [PLAIN], c2: [{ ...PLAIN, sockfd: 'connected' }] },
  rivals: [rival('server', ...accept('A'))],
};

const forever: Scenario = {
  ...RACE,
  name: 'forever',
  listeners: A_IS_FULL,
  rivals: [looping('mover', TO_B), rival('server', ...accept('A'), ...accept('A'))],
};

const newcomers: Scenario = {
  ...RACE,
  name: 'newcomers',
  listeners: A_IS_FULL,
  loopers: ['c2'],
  rivals: [looping('server', ...accept('A'))],
};

const ERROR_PATHS: readonly (readonly Name[])[] = [
  ...(['s', 't', 'f', 'u', 'v', 'g', 'w', 'l', 'n', 'q', 'k', 'a'] as const).map((n) => [n]),
  ['x', 's'],
  ['f', 's'],
];

/** Every combination of arguments; the path varies only where the address has one. */
function everyArg(): Arg[] {
  const subsets = Array.from({ length: 2 ** FLAGS.length }, (_, bits): Flag[] =>
    FLAGS.filter((_flag, i) => (bits & (1 << i)) !== 0),
  );
  const all: Arg[] = [];
  for (const addr of ADDRS) {
    for (const path of addr === 'path' ? ERROR_PATHS : [['s'] as const]) {
      for (const sockfd of SOCKFDS) {
        for (const dirfd of ['D1', 'bad', 'F', 'iA'] as const) {
          for (const flags of subsets) all.push({ sockfd, addr, dirfd, path, flags });
        }
      }
    }
  }
  return all;
}

const errors: Scenario = {
  name: 'errors',
  fs: {
    root: 'R',
    dirs: ['R', 'D1', 'DX'],
    names: ['s', 't', 'f', 'u', 'v', 'g', 'w', 'l', 'n', 'q', 'k', 'x', 'a', 'd1', 'long'],
    inodes: ['R', 'D1', 'DX', 'iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ', 'F', 'L', 'LL', 'K'],
    entries: {
      R: { d1: 'D1' },
      D1: {
        s: 'iA',
        t: 'L',
        f: 'F',
        u: 'iU',
        v: 'iV',
        g: 'iG',
        w: 'iW',
        l: 'LL',
        n: 'iN',
        q: 'iQ',
        k: 'K',
        x: 'DX',
      },
    },
    links: { L: ['d1', 's'], LL: ['d1', 'l'], K: ['d1', 'long'] },
    denySearch: ['DX'],
    denyWrite: ['iW', 'iV'],
    tooLong: 'long',
    maxLinks: 2,
  },
  sockets: ['iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ'],
  listeners: [
    listener('A', 'iA'),
    { ...listener('G', 'iG'), type: 'dgram' },
    listener('W', 'iW'),
    { ...listener('N', 'iN'), state: 'bound' },
    listener('Q', 'iQ', 1),
  ],
  hasProc: true,
  callers: ['c1'],
  loopers: [],
  args: { c1: everyArg() },
  opened: { c1: OPENED },
  rivals: [],
};

/** All of them, in the document's order. */
export const SCENARIOS: readonly Scenario[] = [
  swap,
  backlog,
  cwd,
  noproc,
  held,
  signal,
  isconn,
  errors,
  forever,
  newcomers,
];

/** The scenario of that name; there must be one. */
export function scenarioNamed(name: string): Scenario {
  return SCENARIOS.find((s) => s.name === name)!;
}

/**
 * How far the bounds reach, for each scenario in which a mutant breaks safety: the states of the longest of the
 * mutants' shortest counterexamples, and those of `proposed`'s deepest state. The difference is the margin.
 */
export const BOUNDS: Readonly<Record<string, Bound>> = {
  swap: { longest: 9, depth: 23 },
  cwd: { longest: 6, depth: 12 },
  backlog: { longest: 14, depth: 26 },
  held: { longest: 5, depth: 9 },
  signal: { longest: 15, depth: 18 },
  isconn: { longest: 16, depth: 19 },
  errors: { longest: 6, depth: 8 },
};
