// SPDX-License-Identifier: MIT
// How fconnectat is made at random.
import { AT_FDCWD } from '../../models/kernel/objects/path/index.ts';
import type { Situation, WeightedMove } from '../harness/lockstep/engine/move.ts';
import type { CallArgs } from '../harness/lockstep/engine/sequence.ts';
import { chooseFd } from '../objects/descriptors/choose.ts';
import { isDir, onInode } from '../objects/path/choose.ts';
import {
  chooseAddress,
  chooseLayout,
  chooseSocket,
  chooseSocketPath,
  ODD_ADDRESSES,
} from '../objects/unix-socket/moves.ts';
import { UNKNOWN_BITS } from './codecs.ts';

/** Paths from a directory, some of which lead out of it. */
const IN_DIRECTORY = ['s', 't', 'l', 's', 'd1/s', 's/', './s', '../s', '../d1/s', 'd2/../s', '..', '/s'];

/** What is named: by the working directory, by a directory's descriptor, by the descriptor of a socket's inode. */
const NAMINGS: Readonly<Record<string, (at: Situation) => CallArgs>> = {
  cwd: (at) => ({
    dirfd: AT_FDCWD,
    address: chooseAddress(at.dice, () => chooseSocketPath(at), ODD_ADDRESSES),
  }),
  directory: (at) => ({
    dirfd: chooseFd(at, onInode(at, isDir)),
    address: { kind: 'path', path: at.dice.pick(IN_DIRECTORY), ...chooseLayout(at.dice) },
  }),
  inode: (at) => ({
    dirfd: chooseFd(at, (file) => file.opath && onInode(at, ({ kind }) => kind === 'socket')(file)),
    address: { kind: 'unnamed' },
    empty: at.dice.percent(90),
  }),
  odd: (at) => ({
    dirfd: chooseFd(at, () => true),
    address: chooseAddress(at.dice, () => chooseSocketPath(at), ODD_ADDRESSES),
    empty: at.dice.percent(50),
    ...(at.dice.percent(15) ? { bit: at.dice.pick(UNKNOWN_BITS) } : {}),
  }),
};

/** fconnectat. */
export const FCONNECTAT_MOVES: readonly WeightedMove[] = [
  {
    weight: 40,
    move(at) {
      const fd = chooseSocket(at);
      if (fd === undefined) return undefined;
      const naming = at.dice.weighted({ cwd: 50, directory: 22, inode: 20, odd: 8 });
      return {
        call: 'fconnectat',
        args: {
          ...{ fd, ...NAMINGS[naming]!(at) },
          ...{ nofollow: at.dice.percent(20), high: at.dice.percent(12) },
        },
      };
    },
  },
];
