// SPDX-License-Identifier: MIT
// The world in which fconnectat is called with every combination of arguments.
import { AT_FDCWD, LONG_NAME } from '../../models/kernel/objects/path/index.ts';
import type { Answer, ArgumentChoices } from '../harness/errors/cases.ts';
import { type Called, caseOf } from '../harness/lockstep/cases.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';
import { server } from './calling.ts';
import { type Chosen, everyChoice, INODE_NAMES } from './error-arguments.ts';

/** A socket of t0, descriptor `fd`, at a path of d. */
function bound(fd: number, at: string, type: 'stream' | 'dgram', mode: number): Called[] {
  return [
    server('socket', { ...stream, type }),
    server('bind', { fd, address: path(`d/${at}`) }),
    server('chmod', { path: `d/${at}`, mode }),
  ];
}

const listening = (fd: number, at: string, mode: number, backlog: number): Called[] => [
  ...bound(fd, at, 'stream', mode),
  server('listen', { fd, backlog }),
];

const filled = (at: string, fd: number): Called[] => [
  server('socket', stream),
  server('connect', { fd, address: path(`d/${at}`) }),
];

/** t0 makes d and all that is in it: a w in a name says that only t0 may write. */
const TREE: readonly Called[] = [
  server('chmod', { path: '/', mode: 0o777 }),
  server('mkdir', { path: 'd', mode: 0o777 }),
  ...listening(0, 's', 0o777, 16),
  ...listening(1, 'w', 0o700, 16),
  ...listening(2, 'q', 0o777, 0),
  ...listening(3, 'qw', 0o700, 0),
  ...bound(4, 'n', 'stream', 0o777),
  ...bound(5, 'nw', 'stream', 0o700),
  ...bound(6, 'g', 'dgram', 0o777),
  ...bound(7, 'gw', 'dgram', 0o700),
  ...bound(8, 'u', 'stream', 0o777),
  ...bound(9, 'v', 'stream', 0o700),
  server('close', { fd: 8 }),
  server('close', { fd: 9 }),
  ...filled('q', 8),
  ...filled('qw', 9),
  server('mkdir', { path: 'd/x', mode: 0o700 }),
  server('mkdir', { path: 'd/y', mode: 0o777 }),
  server('chmod', { path: 'd/y', mode: 0o777 }),
  server('symlink', { target: '/d/s', path: 'd/t' }),
  server('symlink', { target: '/d/s', path: 'd/link' }),
  server('symlink', { target: '/d/l', path: 'd/l' }),
  server('symlink', { target: `/${LONG_NAME}`, path: 'd/k' }),
];

const nonblock = { ...stream, nonblock: true };

/** What t1 opens, in the order of its descriptors; what follows an opening belongs to it. */
const OPENED: readonly (readonly [name: string, open: Called, ...more: Called[]])[] = [
  ['ok', { call: 'socket', args: stream }],
  ['nonblock', { call: 'socket', args: nonblock }],
  ['connected', { call: 'socket', args: stream }, { call: 'connect', args: { fd: 2, address: path('d/s') } }],
  [
    'connected-nonblock',
    { call: 'socket', args: nonblock },
    { call: 'connect', args: { fd: 3, address: path('d/s') } },
  ],
  [
    'listening',
    { call: 'socket', args: stream },
    { call: 'bind', args: { fd: 4, address: path('own1') } },
    { call: 'listen', args: { fd: 4, backlog: 0 } },
  ],
  [
    'listening-nonblock',
    { call: 'socket', args: nonblock },
    { call: 'bind', args: { fd: 5, address: path('own2') } },
    { call: 'listen', args: { fd: 5, backlog: 0 } },
  ],
  ['seqpacket-nonblock', { call: 'socket', args: { ...nonblock, type: 'seqpacket' } }],
  ['inet', { call: 'socket', args: { ...stream, family: 'inet' } }],
  ['file', { call: 'open', args: { path: 'own3', how: 'create' } }],
  ['d', { call: 'open', args: { path: 'd', how: 'path' } }],
  ['opath', { call: 'open', args: { path: 'd/n', how: 'path' } }],
  ...INODE_NAMES.map(
    (name) => [`opath ${name}`, { call: 'open', args: { path: `d/${name}`, how: 'path-nofollow' } }] as const,
  ),
];

/** Descriptors of t1 by name: 99 is not open. */
const FDS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(OPENED.map(([name], fd) => [name, fd])),
  [String(AT_FDCWD)]: AT_FDCWD,
  closed: 99,
};

const OPENING = caseOf('', 1000, [...TREE, ...OPENED.flatMap(([, ...calls]) => calls)]);

/** The call of a choice. */
function called({ sockfd, dirfd, address, nofollow, empty, bit }: Chosen): Called {
  return {
    call: 'fconnectat',
    args: {
      ...{ dirfd: FDS[dirfd], fd: FDS[sockfd], address, nofollow, empty },
      ...(bit === undefined ? {} : { bit }),
    },
  };
}

/** What has become of the one that succeeded or sleeps, which wakes when there is room: only q is full and may be written by all. */
function after({ args }: Called, answer: Answer): Called[] {
  const wakes = answer === 'sleeps' ? [server('accept', { fd: 2 })] : [];
  return [...wakes, { call: 'getpeername', args: { fd: args.fd } }];
}

/** The call in that world. */
export const ERROR_CHOICES: ArgumentChoices<Chosen> = {
  opening: OPENING,
  choices: everyChoice,
  called,
  after,
};
