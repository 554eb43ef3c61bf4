// SPDX-License-Identifier: MIT
// Calls on descriptors, at random.
import { fdsOf } from '../../../models/kernel/system/index.ts';
import type { WeightedMove } from '../../harness/lockstep/engine/move.ts';
import type { MayWait } from '../object.ts';
import { chooseFd } from './choose.ts';

/** Calls on descriptors; `mayWait` says for which O_NONBLOCK counts. */
export const descriptorMoves = (mayWait: MayWait): readonly WeightedMove[] => [
  { weight: 6, move: (at) => ({ call: 'close', args: { fd: chooseFd(at) } }) },
  { weight: 3, move: (at) => ({ call: 'dup', args: { fd: chooseFd(at) } }) },
  { weight: 2, move: (at) => ({ call: 'dup2', args: { fd: chooseFd(at), to: chooseFd(at) } }) },
  {
    weight: 3,
    move: (at) => ({
      call: 'nonblock',
      args: { fd: chooseFd(at, (file) => mayWait(at, file)), on: at.dice.percent(60) },
    }),
  },
  { weight: 2, move: ({ dice }) => ({ call: 'seteuid', args: { uid: dice.pick([0, 1000, 1000, 1001]) } }) },
  { weight: 2, move: ({ dice }) => ({ call: 'setfsuid', args: { uid: dice.pick([0, 1000, 1000, 1001]) } }) },
  { weight: 1, move: ({ dice }) => ({ call: 'setfsgid', args: { gid: dice.pick([0, 1000]) } }) },
  {
    weight: 2,
    move: ({ dice }) => ({ call: 'capset', args: { how: dice.weighted({ none: 50, search: 30, all: 20 }) } }),
  },
  {
    weight: 2,
    move: ({ world, task, dice }) => {
      const { length } = fdsOf(world, task);
      return { call: 'nofile', args: { limit: dice.pick([length, length + 1, 1, 64]) } };
    },
  },
];
