// SPDX-License-Identifier: MIT
// Calls on descriptors, at random.
import { fdsOf } from '../../../models/kernel/system/index.ts';
import { FLAG, word } from '../../harness/lockstep/engine/choices.ts';
import type { WeightedMove } from '../../harness/lockstep/engine/move.ts';
import type { MayWait } from '../object.ts';
import { chooseFd } from './choose.ts';

/** Effective capabilities, and how often each is taken. */
const CAPABILITIES = { none: 50, search: 30, all: 20 };

/** Calls on descriptors; `mayWait` says for which O_NONBLOCK counts. */
export const descriptorMoves = (mayWait: MayWait): readonly WeightedMove[] => [
  { weight: 6, move: (at) => ({ call: 'close', args: { fd: chooseFd(at) } }) },
  { weight: 3, move: (at) => ({ call: 'dup', args: { fd: chooseFd(at) } }) },
  { weight: 2, move: (at) => ({ call: 'dup2', args: { fd: chooseFd(at), to: chooseFd(at) } }) },
  {
    weight: 3,
    choices: { nonblock: { on: FLAG } },
    move: (at) => ({
      call: 'nonblock',
      args: { fd: chooseFd(at, (file) => mayWait(at, file)), on: at.dice.percent(60) },
    }),
  },
  {
    weight: 2,
    surrounds: true,
    move: ({ dice }) => ({ call: 'seteuid', args: { uid: dice.pick([0, 1000, 1000, 1001]) } }),
  },
  {
    weight: 2,
    surrounds: true,
    move: ({ dice }) => ({ call: 'setfsuid', args: { uid: dice.pick([0, 1000, 1000, 1001]) } }),
  },
  {
    weight: 1,
    surrounds: true,
    move: ({ dice }) => ({ call: 'setfsgid', args: { gid: dice.pick([0, 1000]) } }),
  },
  {
    weight: 2,
    surrounds: true,
    choices: { capset: { how: word(Object.keys(CAPABILITIES)) } },
    move: ({ dice }) => ({ call: 'capset', args: { how: dice.weighted(CAPABILITIES) } }),
  },
  {
    weight: 2,
    move: ({ world, task, dice }) => {
      const { length } = fdsOf(world, task);
      return { call: 'nofile', args: { limit: dice.pick([length, length + 1, 1, 64]) } };
    },
  },
];
