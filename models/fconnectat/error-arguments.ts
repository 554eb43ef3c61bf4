// SPDX-License-Identifier: MIT
// The world of the scenario `errors`, and every combination of arguments in it.
import type { ListenerSpec } from '../kernel/unix-socket.ts';
import type { FileSystem } from '../kernel/vfs.ts';
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

const FS: FileSystem<Dir, Name, Inode> = {
  root: 'R',
  dirs: ['R', 'D1', 'DX'],
  names: ['s', 't', 'f', 'u', 'v', 'g', 'w', 'l', 'n', 'q', 'k', 'x', 'm', 'a', 'd1', 'long'],
  inodes: ['R', 'D1', 'DX', 'iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ', 'F', 'L', 'LL', 'K', 'M'],
  entries: {
    R: { d1: 'D1' },
    D1: {
      ...{ s: 'iA', t: 'L', f: 'F', u: 'iU', v: 'iV', g: 'iG', w: 'iW' },
      ...{ l: 'LL', n: 'iN', q: 'iQ', k: 'K', m: 'M', x: 'DX' },
    },
  },
  links: { L: ['d1', 's'], LL: ['d1', 'l'], K: ['d1', 'long'], M: ['d1'] },
  denySearch: ['DX'],
  denyWrite: ['iW', 'iV'],
  tooLong: 'long',
  maxLinks: 2,
};

const PATHS: readonly (readonly Name[])[] = [
  ...(['s', 't', 'f', 'u', 'v', 'g', 'w', 'l', 'n', 'q', 'k', 'a'] as const).map((n) => [n]),
  ['x', 's'],
  ['f', 's'],
  ['m', 's'],
];

/** Every combination of arguments; the path varies only where the address has one. */
function everyArg(): Arg[] {
  const subsets = Array.from({ length: 2 ** FLAGS.length }, (_, bits): Flag[] =>
    FLAGS.filter((_flag, i) => (bits & (1 << i)) !== 0),
  );
  const all: Arg[] = [];
  for (const addr of ADDRS) {
    for (const path of addr === 'path' ? PATHS : [['s'] as const]) {
      for (const sockfd of SOCKFDS) {
        for (const dirfd of ['D1', 'bad', 'F', 'iA', 'L'] as const) {
          for (const flags of subsets) all.push({ sockfd, addr, dirfd, path, flags });
        }
      }
    }
  }
  return all;
}

const LISTENERS: readonly ListenerSpec<Listener, SocketInode>[] = [
  { name: 'A', inode: 'iA', type: 'stream', state: 'listening', queued: 0 },
  { name: 'G', inode: 'iG', type: 'dgram', state: 'listening', queued: 0 },
  { name: 'W', inode: 'iW', type: 'stream', state: 'listening', queued: 0 },
  { name: 'N', inode: 'iN', type: 'stream', state: 'bound', queued: 0 },
  { name: 'Q', inode: 'iQ', type: 'stream', state: 'listening', queued: 1 },
];

/** What the scenario `errors` has of its own. */
export const ERRORS_WORLD = {
  fs: FS,
  sockets: ['iA', 'iU', 'iV', 'iG', 'iW', 'iN', 'iQ'],
  listeners: LISTENERS,
  args: { c1: everyArg() } as { readonly [p in Caller]?: readonly Arg[] },
} as const;
