// SPDX-License-Identifier: MIT
// Calls on names, at random.
import { LONG_NAME } from '../../../models/kernel/objects/path/index.ts';
import { word } from '../../harness/lockstep/engine/choices.ts';
import type { WeightedMove } from '../../harness/lockstep/engine/move.ts';
import { chooseFd } from '../descriptors/choose.ts';
import { chooseMounted, choosePath, isDir, isSocket, newPath, onInode } from './choose.ts';

/** Descriptors of files that are in no directory. */
const ANONYMOUS = ['eventfd', 'memfd'] as const;

const any = () => true;

/** How often each is taken, in a hundred. */
const OPEN_HOW = { path: 40, 'path-nofollow': 15, read: 20, 'read-nofollow': 10, create: 15 };
const RENAME_HOW = { exchange: 45, replace: 45, noreplace: 10 };

/** Calls on names. */
export const NAME_MOVES: readonly WeightedMove[] = [
  {
    weight: 6,
    choices: { open: { how: word(Object.keys(OPEN_HOW)) } },
    move: (at) => ({
      call: 'open',
      args: {
        path: choosePath(at, any),
        how: at.dice.weighted(OPEN_HOW),
      },
    }),
  },
  {
    weight: 7,
    move: (at) => ({
      call: 'mkdir',
      args: {
        path: at.dice.pick(['d1', 'd2', 'd1', 'd2', 'd1/d2', LONG_NAME]),
        mode: at.dice.pick([0o777, 0o777, 0o700]),
      },
    }),
  },
  {
    weight: 6,
    move: (at) => ({
      call: 'symlink',
      args: {
        target: at.dice.pick(['/d1/s', '/s', '/l', '/d2', '/d1', `/${LONG_NAME}`, '/d2/s']),
        path: at.dice.pick(['l', 'l', 'd1/l', 'd2', 's']),
      },
    }),
  },
  { weight: 4, move: (at) => ({ call: 'unlink', args: { path: choosePath(at, any) } }) },
  {
    weight: 9,
    choices: { rename: { how: word(Object.keys(RENAME_HOW)) } },
    move: (at) => ({
      call: 'rename',
      args: {
        from: choosePath(at, any, 95),
        to: choosePath(at, any),
        how: at.dice.weighted(RENAME_HOW),
      },
    }),
  },
  {
    weight: 7,
    move: (at) => ({
      call: 'chmod',
      args: { path: choosePath(at, any, 95), mode: at.dice.pick([0o777, 0o777, 0o755, 0o700, 0]) },
    }),
  },
  {
    weight: 1,
    surrounds: true,
    choices: { anonymous: { how: word(ANONYMOUS) } },
    move: (at) => ({ call: 'anonymous', args: { how: at.dice.pick(ANONYMOUS) } }),
  },
  {
    weight: 1,
    surrounds: true,
    move: (at) => ({ call: 'mkfifo', args: { path: newPath(at), mode: 0o777 } }),
  },
  {
    weight: 3,
    surrounds: true,
    move: (at) => ({ call: 'rmdir', args: { path: choosePath(at, isDir, 90) } }),
  },
  {
    weight: 2,
    surrounds: true,
    move: (at) => ({ call: 'chroot', args: { path: choosePath(at, isDir, 80) } }),
  },
  {
    weight: 4,
    surrounds: true,
    move: (at) => ({ call: 'mount', args: { path: choosePath(at, isDir, 90) } }),
  },
  {
    weight: 2,
    surrounds: true,
    move: (at) => ({
      call: 'bindmount',
      args: { from: choosePath(at, isSocket, 85), to: choosePath(at, isSocket, 85) },
    }),
  },
  { weight: 3, surrounds: true, move: (at) => ({ call: 'detach', args: { path: chooseMounted(at) } }) },
  { weight: 4, move: (at) => ({ call: 'chdir', args: { path: choosePath(at, isDir, 80) } }) },
  {
    weight: 2,
    move: (at) => ({ call: 'fchdir', args: { fd: chooseFd(at, onInode(at, isDir)) } }),
  },
];
