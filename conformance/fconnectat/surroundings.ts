// SPDX-License-Identifier: MIT
// Sequences that are always run, about what surrounds a call: how its address lies in memory, who makes it, what others do to its
// descriptors, directories and mounts before it and while it sleeps.
import { type Called, type Case, caseOf, type Done, goOn } from '../harness/lockstep/cases.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';
import {
  accept,
  asleep,
  type Connecting,
  EXCHANGE,
  LISTENERS,
  other,
  peer,
  server,
  sockets,
} from './calling.ts';

const own = (call: string, args: Record<string, unknown> = {}): Called => ({ call, args });

/** t0 listens at a path by its next descriptor, and anybody may connect. */
const listener = (at: string, fd: number, backlog = 0): Called[] => [
  server('socket', stream),
  server('bind', { fd, address: path(at) }),
  server('listen', { fd, backlog }),
  server('chmod', { path: at, mode: 0o777 }),
];

const LAYOUTS = [
  ...[{ size: 16 }, { size: 109 }, { size: 110 }, { size: 110, junk: true }, { stretch: 106 }],
  ...[{ stretch: 107 }, { stretch: 107, bare: true }, { stretch: 108, bare: true }],
  // The kernel has its copy where the one before was, and of that no byte may be taken for the path's.
  { bare: true },
];

function addresses({ to, odd }: Connecting): Case[] {
  return [
    caseOf('by every layout of a path', 0, [
      ...[...listener('s', 0, 16), ...sockets(LAYOUTS.length)],
      ...LAYOUTS.map((layout, fd) => to('s', fd, layout)),
      peer(0),
    ]),
    caseOf('bound by every layout of a path', 0, [
      ...sockets(LAYOUTS.length + 1),
      ...LAYOUTS.flatMap((layout, fd): Called[] => [
        own('bind', { fd, address: { ...path(`b${fd}`), ...layout } }),
        own('getsockname', { fd }),
        own('listen', { fd, backlog: 2 }),
        to(`b${fd}`, LAYOUTS.length, layout),
      ]),
    ]),
    // What takes the longest of them writes behind its buffer: so that it is seen what takes the others, it has a case of its own.
    caseOf('by addresses that are too long', 0, [
      ...[...LISTENERS, ...sockets(1)],
      ...[111, 112, 127].map((size) => odd('long', 0, { size })),
    ]),
    caseOf('by the longest addresses, and names of NULs', 0, [
      ...[...LISTENERS, ...sockets(1), odd('long', 0, { size: 128 })],
      ...[129, 4096, -1, 0x7fff_ffff, -0x8000_0000].map((size) => odd('huge', 0, { size })),
      ...[3, 110].map((size) => odd('abstract', 0, { size })),
    ]),
  ];
}

/** t1, t2 and t3 sleep, each with a socket of its own, on a listener with two slots. */
function queue({ to }: Connecting): Case {
  return caseOf('', 0, [
    ...[...listener('s', 0, 1), ...sockets(5), to('s', 0), to('s', 1)],
    ...(['t2', 't3'] as const).map((fork) => ({ from: 't1', fork }) as const),
    ...[to('s', 2), { ...to('s', 3), task: 't2' as const }, { ...to('s', 4), task: 't3' as const }],
  ]);
}

function waiters(by: Connecting): Case[] {
  const full = queue(by);
  return [
    oneSocket(by),
    goOn(full, 'R9: a larger queue is served in the order of those who wait', [
      accept(0),
      accept(0),
      accept(0),
    ]),
    goOn(full, 'R9: a backlog that grows by one', [server('listen', { fd: 0, backlog: 2 }), accept(0)]),
    goOn(full, 'R9: a backlog that shrinks, and is accepted from', [
      server('listen', { fd: 0, backlog: 0 }),
      ...[accept(0), accept(0), accept(0)],
    ]),
    goOn(full, 'R9: a backlog without bound', [server('listen', { fd: 0, backlog: -1 })]),
    goOn(full, 'R12: the first is interrupted, the second killed', [
      ...[{ signal: 'interrupt' } as const, { task: 't2', signal: 'kill' } as const, accept(0), accept(0)],
    ]),
    goOn(full, 'R10: the listener of three dies', [server('close', { fd: 0 })]),
    goOn(full, 'R12: the name is another, and all three are served', [EXCHANGE, accept(0), accept(0)]),
  ];
}

/** t1 and t2 sleep with one socket and t3 with another, on a listener with two slots: one finds its socket connected. */
const oneSocket = ({ to }: Connecting): Case =>
  caseOf('R12: handed on beside a connection that is queued', 0, [
    ...[...listener('s', 0, 1), ...sockets(4), to('s', 0), to('s', 1)],
    ...(['t2', 't3'] as const).map((fork) => ({ from: 't1', fork }) as const),
    ...[to('s', 2), { ...to('s', 2), task: 't2' as const }, { ...to('s', 3), task: 't3' as const }],
    ...[accept(0), accept(0)],
  ]);

/** As `asleep`, and t2 has something together with t1. */
const beside = (
  by: Connecting,
  flag: 'CLONE_FILES' | 'CLONE_FS',
  name: string,
  more: readonly Done[],
): Case => {
  const sleeper = caseOf('', 0, [
    ...[...LISTENERS, ...sockets(2), server('mkdir', { path: 'd', mode: 0o777 })],
    ...[by.to('s', 0), { from: 't1', fork: 't2', flags: [flag] } as const, by.to('s', 1)],
  ]);
  return goOn(sleeper, name, more);
};

function shared(by: Connecting): Case[] {
  const files = (name: string, more: readonly Done[]) => beside(by, 'CLONE_FILES', name, more);
  const folder = (name: string, more: readonly Done[]) => beside(by, 'CLONE_FS', name, more);
  return [
    files('R20: the descriptor is closed under a sleeper', [
      other('close', { fd: 1 }),
      accept(0),
      accept(0),
      peer(1),
    ]),
    files('R20: the descriptor is another socket by now', [
      ...[other('socket', stream), other('dup2', { fd: 2, to: 1 }), accept(0), peer(1), accept(0)],
      server('getpeername', { fd: 3 }),
    ]),
    files('R20: the descriptor is closed under a sleeper that is interrupted', [
      ...[other('close', { fd: 1 }), { signal: 'interrupt' } as const, accept(0)],
    ]),
    files('R20: the descriptor is closed under a sleeper that is restarted', [
      ...[other('close', { fd: 1 }), { signal: 'restart' } as const, accept(0)],
    ]),
    files('R11: O_NONBLOCK is set under a sleeper', [other('nonblock', { fd: 1, on: true }), accept(0)]),
    folder('R2: the working directory is another by now', [
      other('chdir', { path: 'd' }),
      accept(0),
      peer(1),
    ]),
    folder('R2: the root directory is another by now', [
      ...[other('chroot', { path: 'd' }), accept(0), peer(1)],
    ]),
  ];
}

/** t1 sleeps on a listener that is in a file system of its own, at m. */
const mounted = ({ to }: Connecting): Case =>
  caseOf('', 1000, [
    ...[...LISTENERS, server('mkdir', { path: 'm', mode: 0o777 }), server('mount', { path: 'm' })],
    ...[...listener('m/s', 2), ...sockets(3), to('m/s', 0), to('m/s', 1)],
  ]);

/** t1 sleeps on a listener in a directory. */
const inDirectory = ({ to }: Connecting): Case =>
  caseOf('', 1000, [
    ...[...LISTENERS, server('mkdir', { path: 'd', mode: 0o777 }), ...listener('d/s', 2), ...sockets(2)],
    ...[to('d/s', 0), to('d/s', 1)],
  ]);

function mounts(by: Connecting): Case[] {
  const { to } = by;
  const sleeper = asleep(by);
  return [
    caseOf('R3: mounts on the way, and out of them again', 0, [
      ...[...LISTENERS, server('mkdir', { path: 'd', mode: 0o777 }), ...listener('d/s', 2), ...sockets(4)],
      ...[server('mount', { path: 'd' }), to('d/s', 0), ...listener('d/s', 3, 4), to('d/s', 0), peer(0)],
      ...[to('d/../s', 1), peer(1), server('detach', { path: 'd' }), to('d/s', 2), peer(2)],
      ...[server('detach', { path: 'd' }), server('symlink', { target: '/d/s', path: 'l' })],
      ...[server('mount', { path: 'd' }), to('l', 3)],
    ]),
    caseOf('R1: another socket is mounted on the name', 1000, [
      ...[...LISTENERS, ...sockets(3), server('bindmount', { from: 't', to: 's' }), to('s', 0), peer(0)],
      ...[server('chmod', { path: 's', mode: 0o700 }), to('s', 1), to('t', 1)],
      ...[server('detach', { path: 's' }), to('s', 2), peer(2)],
    ]),
    goOn(sleeper, 'C2: another socket is mounted on the name of a sleeper', [
      ...[server('bindmount', { from: 't', to: 's' }), accept(0), peer(1)],
    ]),
    goOn(mounted(by), 'C2: the mount goes away under a sleeper', [
      ...[server('detach', { path: 'm' }), accept(2), peer(1)],
    ]),
    goOn(mounted(by), 'C2: the mount goes away under a sleeper, which is interrupted', [
      ...[server('detach', { path: 'm' }), { signal: 'interrupt' } as const, accept(2)],
    ]),
    goOn(inDirectory(by), 'C2: something is mounted on the directory of a sleeper', [
      ...[server('mount', { path: 'd' }), accept(2), peer(1)],
    ]),
  ];
}

/** A socket that only `uid` may connect to, at /n. */
const ofUser = (mode: number): Called[] => [
  server('chmod', { path: '/', mode: 0o777 }),
  server('seteuid', { uid: 1000 }),
  server('socket', stream),
  server('bind', { fd: 0, address: path('n') }),
  server('listen', { fd: 0, backlog: 8 }),
  server('chmod', { path: 'n', mode }),
  server('mkdir', { path: 'x', mode: 0o700 }),
  server('seteuid', { uid: 0 }),
];

function users({ to }: Connecting): Case[] {
  // Nobody may have come: then accept is to fail, and not to sleep.
  const credentials: Called[] = [
    server('nonblock', { fd: 0, on: true }),
    accept(0),
    server('peercred', { fd: 1 }),
  ];
  const first = own('seteuid', { uid: 0 });
  return [
    caseOf('R7: the user of the file system decides, and not the effective one', 0, [
      ...[...ofUser(0o700), ...sockets(3), own('setfsuid', { uid: 1001 }), to('n', 0)],
      ...[own('setfsuid', { uid: 1000 }), to('n', 0), ...credentials],
      ...[own('seteuid', { uid: 1001 }), to('n', 1), own('setfsuid', { uid: 0 }), to('n', 1)],
    ]),
    caseOf('R7: who opened the socket is not who connects it', 0, [
      ...[...ofUser(0o700), ...sockets(2)],
      ...[own('seteuid', { uid: 1001 }), to('n', 0), first, own('seteuid', { uid: 1000 }), to('n', 0)],
      ...credentials,
    ]),
    caseOf('R7: root without its capabilities', 0, [
      ...[...ofUser(0o700), ...sockets(3), own('capset', { how: 'none' }), to('n', 0), to('x/n', 0)],
      ...[
        own('capset', { how: 'search' }),
        to('n', 0),
        to('x/n', 0),
        own('capset', { how: 'all' }),
        to('n', 0),
      ],
    ]),
    caseOf('R7: the group of the file system', 0, [
      ...[...ofUser(0o070), ...sockets(2), own('setfsgid', { gid: 1 }), own('setfsuid', { uid: 1001 })],
      ...[to('n', 0), own('setfsgid', { gid: 0 }), to('n', 0), ...credentials],
    ]),
    caseOf('R7: permissions on the way that are lost, and got back', 1000, [
      ...[...LISTENERS, server('mkdir', { path: 'd', mode: 0o777 }), ...listener('d/s', 2), ...sockets(2)],
      ...[server('chmod', { path: 'd', mode: 0o666 }), to('d/s', 0), to('d/../s', 0)],
      ...[server('chmod', { path: 'd', mode: 0o111 }), to('d/s', 0)],
    ]),
  ];
}

function names({ to, odd }: Connecting): Case[] {
  return [
    caseOf('a caller that is given no name by an address that is none', 1000, [
      ...[...LISTENERS, ...sockets(1), own('passcred', { fd: 0, on: true })],
      ...['nothing', 'short', 'family', 'long'].flatMap((kind) => [odd(kind), own('getsockname', { fd: 0 })]),
    ]),
    caseOf('a caller that is given a name by its call', 1000, [
      ...[server('chmod', { path: '/', mode: 0o777 }), ...LISTENERS, ...sockets(3)],
      ...[own('passcred', { fd: 0, on: true }), to('absent', 0), own('getsockname', { fd: 0 })],
      ...[own('bind', { fd: 0, address: path('own') }), to('s', 0), accept(0)],
      ...[server('getpeername', { fd: 2 }), own('passcred', { fd: 1, on: true })],
      ...[own('passcred', { fd: 1, on: false }), to('t', 1), own('getsockname', { fd: 1 })],
      ...[own('socket', { ...stream, type: 'dgram' }), own('passcred', { fd: 3, on: true }), to('s', 3)],
      own('getsockname', { fd: 3 }),
    ]),
  ];
}

function roots({ to }: Connecting): Case[] {
  return [
    caseOf('R3: under another root', 0, [
      ...[...LISTENERS, server('mkdir', { path: 'd', mode: 0o777 }), ...listener('d/s', 2, 4), ...sockets(5)],
      ...[server('symlink', { target: '/s', path: 'd/l' }), own('chroot', { path: 'd' })],
      ...[to('s', 0), peer(0), to('/s', 1), peer(1), to('/../s', 2), peer(2), to('d/l', 3), peer(3)],
      ...[own('chdir', { path: '/' }), to('../t', 4), to('l', 4), peer(4)],
    ]),
    caseOf('R3: the limit of descriptors is below what is open', 0, [
      ...[...LISTENERS, ...sockets(2), own('nofile', { limit: 0 }), to('s', 1), peer(1)],
    ]),
  ];
}

/** All of either call. */
export function surroundings(by: Connecting): Case[] {
  return [
    ...[...addresses(by), ...waiters(by), ...shared(by), ...mounts(by)],
    ...[...users(by), ...names(by), ...roots(by)],
  ];
}
