// SPDX-License-Identifier: MIT
// What connect(2) cannot be asked: directories, descriptors of inodes, flags; and both calls on one listener.
import { AT_FDCWD } from '../../models/kernel/objects/path/index.ts';
import { type Called, type Case, caseOf, goOn } from '../harness/lockstep/cases.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';
import {
  accept,
  asleep,
  BY_CONNECT,
  type Connecting,
  EXCHANGE,
  LISTENERS,
  other,
  peer,
  server,
  sockets,
} from './calling.ts';
import { connectingCases } from './cases.ts';
import { UNKNOWN_BITS } from './codecs.ts';

/** fconnectat from the working directory, without flags: where a connect(2) could stand. */
const BY_FCONNECTAT: Connecting = {
  to: (at, fd = 0, layout = {}) => ({
    call: 'fconnectat',
    args: { dirfd: AT_FDCWD, fd, address: { ...path(at), ...layout } },
  }),
  odd: (kind, fd = 0, more = {}) => ({
    call: 'fconnectat',
    args: { dirfd: AT_FDCWD, fd, address: { kind, ...more } },
  }),
};

const at = (dirfd: number, fd: number, name: string, flags: Record<string, true> = {}): Called => ({
  call: 'fconnectat',
  args: { dirfd, fd, address: path(name), ...flags },
});

const inode = (dirfd: number, fd: number): Called => ({
  call: 'fconnectat',
  args: { dirfd, fd, address: { kind: 'unnamed' }, empty: true },
});

const open = (name: string, how = 'path-nofollow'): Called => ({ call: 'open', args: { path: name, how } });

const NAMES: readonly Case[] = [
  caseOf('R3: the directory has been moved, and another has its name', 1000, [
    server('mkdir', { path: 'd1', mode: 0o777 }),
    server('mkdir', { path: 'd2', mode: 0o777 }),
    ...LISTENERS,
    server('rename', { from: 's', to: 'd1/s', how: 'replace' }),
    server('rename', { from: 't', to: 'd2/s', how: 'replace' }),
    ...sockets(2),
    open('d1', 'path'),
    server('rename', { from: 'd1', to: 'd2', how: 'exchange' }),
    at(2, 0, 's'),
    peer(0),
    accept(0),
    { call: 'chdir', args: { path: 'd1' } },
    at(2, 1, 's'),
    peer(1),
    at(AT_FDCWD, 0, 's'),
  ]),
  caseOf('R3: the directory has been removed', 1000, [
    server('mkdir', { path: 'd1', mode: 0o777 }),
    ...sockets(1),
    open('d1', 'path'),
    server('mkdir', { path: 'd2', mode: 0o777 }),
    server('rename', { from: 'd2', to: 'd1', how: 'replace' }),
    at(1, 0, 's'),
    at(1, 0, '/d1/s'),
  ]),
  caseOf('R4: final links, links on the way, and a slash', 1000, [
    ...LISTENERS,
    server('mkdir', { path: 'd', mode: 0o777 }),
    server('symlink', { target: '/s', path: 'd/l' }),
    server('symlink', { target: '/d', path: 'e' }),
    ...sockets(4),
    at(AT_FDCWD, 0, 'd/l', { nofollow: true }),
    at(AT_FDCWD, 0, 'e/l', { nofollow: true }),
    at(AT_FDCWD, 0, 'd/l/', { nofollow: true }),
    at(AT_FDCWD, 0, 'e/', { nofollow: true }),
    at(AT_FDCWD, 0, 'e', { nofollow: true }),
    at(AT_FDCWD, 0, 'e/l'),
    peer(0),
    at(AT_FDCWD, 1, 's', { nofollow: true }),
  ]),
  caseOf('R5: the inode of a descriptor, whatever its name is by now', 1000, [
    ...LISTENERS,
    ...sockets(3),
    open('s'),
    EXCHANGE,
    inode(3, 0),
    peer(0),
    accept(0),
    server('unlink', { path: 't' }),
    inode(3, 1),
    peer(1),
    server('close', { fd: 0 }),
    inode(3, 2),
  ]),
  caseOf('R5: what a descriptor can be of', 1000, [
    ...LISTENERS,
    server('symlink', { target: '/s', path: 'l' }),
    ...sockets(1),
    open('l'),
    open('/', 'path'),
    { call: 'socket', args: { family: 'inet', type: 'stream', nonblock: false } },
    ...[0, 1, 2, 3, AT_FDCWD, -1, 7].map((fd) => inode(fd, 0)),
    at(2, 0, 's', { empty: true }),
  ]),
  caseOf('R7: the descriptor is not the authority', 1000, [
    ...LISTENERS,
    ...sockets(3),
    open('s'),
    server('chmod', { path: 's', mode: 0 }),
    inode(3, 0),
    server('chmod', { path: 's', mode: 0o777 }),
    inode(3, 0),
    inode(3, 1),
    server('chmod', { path: 's', mode: 0 }),
    accept(0),
  ]),
];

/** t1 sleeps in one call, and its forks t2 and t3 in others, on the listener that t1 has filled. */
function three(...[first, second, third]: readonly Called[]): Case {
  return caseOf('', 0, [
    ...LISTENERS,
    ...sockets(4),
    BY_CONNECT.to('s', 0),
    ...(['t2', 't3'] as const).map((fork) => ({ from: 't1', fork }) as const),
    first!,
    { ...second!, task: 't2' },
    { ...third!, task: 't3' },
  ]);
}

const { to } = BY_FCONNECTAT;

/** Who hands a wake-up on, to whom. */
const BESIDE_CONNECT: readonly Case[] = [
  goOn(three(to('s', 1), to('s', 1), to('s', 2)), 'R12: who finds its socket connected hands on', [
    accept(0),
    accept(0),
    accept(0),
  ]),
  goOn(three(to('s', 1), to('s', 1), BY_CONNECT.to('s', 2)), 'R12: handed on to a connect(2)', [
    accept(0),
    accept(0),
  ]),
  goOn(three(BY_CONNECT.to('s', 1), BY_CONNECT.to('s', 1), to('s', 2)), 'R12: a connect(2) hands on', [
    accept(0),
    accept(0),
    accept(0),
  ]),
  goOn(
    three(BY_CONNECT.to('s', 1), to('s', 2), to('s', 3)),
    'R12: a connect(2) that goes elsewhere hands on, though it sleeps there again',
    [
      server('socket', stream),
      { ...BY_CONNECT.to('t', 2), task: 't0' },
      ...[EXCHANGE, accept(0), accept(1), accept(0)],
    ],
  ),
  // Who is woken beside a full queue would go to the end of those who wait.
  goOn(three(to('s', 1), to('s', 2), to('s', 3)), 'R12: nobody is woken where there is no slot', [
    { signal: 'interrupt' },
    accept(0),
    accept(0),
  ]),
  goOn(asleep(BY_FCONNECTAT), 'R2: unlinked while asleep, and another is bound there', [
    server('unlink', { path: 's' }),
    server('socket', { family: 'unix', type: 'stream', nonblock: false }),
    server('bind', { fd: 2, address: path('s') }),
    server('listen', { fd: 2, backlog: 4 }),
    accept(0),
    peer(1),
  ]),
];

const flag = (bit: number): Called => ({
  call: 'fconnectat',
  args: { dirfd: AT_FDCWD, fd: 0, address: path('s'), bit },
});

/** Who accepts at t and finds nobody is to fail, and not to sleep. */
const AT_ONCE = server('nonblock', { fd: 1, on: true });

/** t1 sleeps in a call with its descriptor 1 on the inode of its descriptor 2; t2 shares its descriptors. */
const asleepOnInode = (): Case =>
  caseOf('', 0, [
    ...[...LISTENERS, ...sockets(2), open('s')],
    ...[inode(2, 0), { from: 't1', fork: 't2', flags: ['CLONE_FILES'] } as const, inode(2, 1)],
  ]);

/** What surrounds a call that has a directory's descriptor, and flags. */
const AROUND: readonly Case[] = [
  caseOf('R19: every bit of the flags', 0, [...LISTENERS, ...sockets(1), ...UNKNOWN_BITS.map(flag)]),
  caseOf('the upper halves of registers', 0, [
    ...[...LISTENERS, ...sockets(3), open('s'), open('/', 'path')],
    at(4, 0, 't', { high: true }),
    peer(0),
    { call: 'fconnectat', args: { dirfd: 3, fd: 1, address: { kind: 'unnamed' }, empty: true, high: true } },
    { call: 'fconnectat', args: { dirfd: AT_FDCWD, fd: 2, address: path('t'), high: true } },
  ]),
  caseOf('R5: descriptors of what has no name, or another kind', 1000, [
    ...[...LISTENERS, ...sockets(1), server('mkfifo', { path: 'p', mode: 0o777 }), open('p')],
    ...[server('chmod', { path: 'p', mode: 0o777 }), server('mkdir', { path: 'd', mode: 0o777 })],
    ...['eventfd', 'memfd'].map((how): Called => ({ call: 'anonymous', args: { how } })),
    ...[open('d', 'path'), server('rmdir', { path: 'd' })],
    ...[1, 2, 3, 4].flatMap((fd) => [inode(fd, 0), at(fd, 0, 's'), at(fd, 0, '../s')]),
  ]),
  caseOf('R3: a directory that was opened under another root', 0, [
    ...[
      ...LISTENERS,
      AT_ONCE,
      server('mkdir', { path: 'd', mode: 0o777 }),
      server('mkdir', { path: 'd/e', mode: 0o777 }),
    ],
    ...[server('symlink', { target: '/s', path: 'l' }), ...sockets(5), open('/', 'path'), open('d', 'path')],
    ...[{ call: 'chroot', args: { path: 'd/e' } }, at(5, 0, 's'), peer(0), at(6, 1, '../t'), peer(1)],
    ...[at(5, 2, 'l'), at(5, 2, '/s'), accept(1), at(6, 2, 'e/../../t'), accept(1)],
    at(6, 3, 'e/../../../t'),
  ]),
  caseOf('R3: a directory under which and over which something is mounted', 1000, [
    ...[
      ...LISTENERS,
      AT_ONCE,
      server('mkdir', { path: 'd', mode: 0o777 }),
      server('bindmount', { from: 't', to: 's' }),
    ],
    ...[open('d', 'path'), open('/', 'path'), ...sockets(4), server('mount', { path: 'd' })],
    ...[at(0, 2, '../s'), peer(2), accept(1), at(1, 3, 'd/../s'), accept(1), open('d', 'path')],
    ...[at(6, 4, '../s'), accept(1)],
    ...[server('detach', { path: 'd' }), at(6, 4, '../s'), server('detach', { path: 's' }), at(0, 5, '../s')],
    peer(5),
  ]),
  // The call of AT_EMPTY_PATH has its inode from its beginning on, as one by a name has.
  goOn(asleepOnInode(), 'R5: the descriptor of an inode is closed under a sleeper', [
    ...[other('close', { fd: 2 }), accept(0), peer(1)],
  ]),
  goOn(asleepOnInode(), "R5: the number of the descriptor is another file's by now", [
    ...[other('open', { path: 't', how: 'path-nofollow' }), other('dup2', { fd: 3, to: 2 })],
    ...[accept(0), peer(1)],
  ]),
  caseOf('R5: who opened the descriptor of an inode is not who connects', 0, [
    ...[...LISTENERS, ...sockets(2), open('s'), { call: 'setfsuid', args: { uid: 1000 } }],
    ...[inode(2, 0), peer(0), accept(0), { call: 'seteuid', args: { uid: 1001 } }, inode(2, 1), peer(1)],
  ]),
  caseOf('R2: the descriptor of the directory is closed under a sleeper', 0, [
    ...[
      ...LISTENERS,
      ...sockets(2),
      open('/', 'path'),
      { from: 't1', fork: 't2', flags: ['CLONE_FILES'] } as const,
    ],
    ...[at(2, 0, 's'), at(2, 1, 's'), { task: 't2', call: 'close', args: { fd: 2 } } as const],
    ...[accept(0), peer(1)],
  ]),
];

/** All of fconnectat. */
export const PROPOSED_CASES: readonly Case[] = [
  ...connectingCases(BY_FCONNECTAT),
  ...NAMES,
  ...BESIDE_CONNECT,
  ...AROUND,
];
