// SPDX-License-Identifier: MIT
// The world of the scenario `errors`, and every combination of arguments in it.
import { subsets } from '../kernel/actors.ts';
import type { FileSystem } from '../kernel/objects/path/vfs.ts';
import type { ListenerSpec } from '../kernel/objects/unix-socket/listener.ts';
import {
  type Addr,
  type Arg,
  type Caller,
  type Dir,
  FLAGS,
  type Inode,
  type Listener,
  type Name,
  SOCKFDS,
  type SocketInode,
} from './names.ts';

const FS: FileSystem<Dir, Name, Inode> = {
  root: 'R',
  dirs: ['R', 'D1', 'DX', 'DW'],
  names: [
    's',
    't',
    'f',
    'u',
    'v',
    'g',
    'w',
    'l',
    'n',
    'q',
    'k',
    'x',
    'm',
    'a',
    'd1',
    'long',
    'p',
    'j',
    'e',
    'h',
    'c',
    'r',
  ],
  inodes: [
    ...(['R', 'D1', 'DX', 'DW', 'iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ', 'iP'] as const),
    ...(['F', 'FW', 'L', 'LL', 'K', 'M', 'MM', 'J', 'E', 'H'] as const),
  ],
  entries: {
    R: { d1: 'D1' },
    D1: {
      ...{ s: 'iA', t: 'L', f: 'F', u: 'iU', v: 'iV', g: 'iG', w: 'iW' },
      ...{ l: 'LL', n: 'iN', q: 'iQ', k: 'K', m: 'M', x: 'DX' },
      ...{ p: 'iP', j: 'J', e: 'E', h: 'H', c: 'MM', r: 'FW' },
    },
    DX: { d1: 'D1' },
    DW: {},
  },
  links: {
    ...{ L: ['d1', 's'], LL: ['d1', 'l'], K: ['d1', 'long'], M: ['d1'], MM: ['d1', 'm'] },
    ...{ J: ['d1', 'x'], E: ['d1', 'a'], H: ['d1', 't'] },
  },
  denySearch: ['DX'],
  denyWrite: ['iW', 'iV', 'iP', 'FW', 'DW'],
  tooLong: 'long',
  maxLinks: 2,
};

const NAMES = ['s', 't', 'f', 'u', 'v', 'g', 'w', 'l', 'n', 'q', 'k', 'a', 'p', 'm', 'e', 'h', 'r'] as const;
const LONGER: readonly (readonly Name[])[] = [
  ['x', 's'],
  ['f', 's'],
  ['m', 's'],
  ['c', 's'],
  ['a', 's'],
  ['long', 's'],
  ['x', 'long'],
  ['j', 's'],
  ['t', 's'],
  ['d1', 's'],
  ['m', 'f', 's'],
];
const DIRFDS = ['D1', 'bad', 'F', 'iA', 'L'] as const;

/** Arguments that go together: each address with each path and each dirfd. */
export interface ErrorArgs {
  readonly addrs: readonly Addr[];
  readonly paths: readonly (readonly Name[])[];
  readonly dirfds: readonly Arg['dirfd'][];
}

/** The lines of the document; each comes with every `sockfd` and every set of flags. */
export const ERROR_ARGS: readonly ErrorArgs[] = [
  { addrs: ['path'], paths: [...NAMES.map((n) => [n]), ...LONGER], dirfds: DIRFDS },
  { addrs: ['path'], paths: [['a'], ['d1', 's']], dirfds: ['DX'] },
  {
    addrs: ['unnamed'],
    paths: [['s']],
    dirfds: [...DIRFDS, 'iU', 'iG', 'iN', 'iQ', 'iV', 'iW', 'FW', 'DX', 'DW'],
  },
  { addrs: ['abstract', 'family', 'huge', 'fault'], paths: [['s']], dirfds: DIRFDS },
];

const FLAG_SETS = subsets(FLAGS);

function argsOf({ addrs, paths, dirfds }: ErrorArgs): Arg[] {
  return addrs.flatMap((addr) =>
    paths.flatMap((path) =>
      SOCKFDS.flatMap((sockfd) =>
        dirfds.flatMap((dirfd) => FLAG_SETS.map((flags) => ({ sockfd, addr, dirfd, path, flags }))),
      ),
    ),
  );
}

const LISTENERS: readonly ListenerSpec<Listener, SocketInode>[] = [
  { name: 'A', inode: 'iA', type: 'stream', state: 'listening', queued: 0 },
  { name: 'G', inode: 'iG', type: 'dgram', state: 'bound', queued: 0 },
  { name: 'W', inode: 'iW', type: 'dgram', state: 'bound', queued: 0 },
  { name: 'N', inode: 'iN', type: 'stream', state: 'bound', queued: 0 },
  { name: 'Q', inode: 'iQ', type: 'stream', state: 'listening', queued: 1 },
  { name: 'P', inode: 'iP', type: 'stream', state: 'listening', queued: 1 },
];

/** What the scenario `errors` has of its own. */
export const ERRORS_WORLD = {
  fs: FS,
  sockets: ['iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ', 'iP'],
  listeners: LISTENERS,
  args: { c1: ERROR_ARGS.flatMap(argsOf) } as { readonly [p in Caller]?: readonly Arg[] },
} as const;
