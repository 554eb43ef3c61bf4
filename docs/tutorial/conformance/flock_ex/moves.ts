// SPDX-License-Identifier: MIT
// How the calls are made: at random, and in the small alphabet whose sequences are all run.
import { word } from '../harness/lockstep/engine/choices.ts';
import type { SmallAlphabet } from '../harness/lockstep/engine/exhaustive.ts';
import type { WeightedMove } from '../harness/lockstep/engine/move.ts';
import { chooseFd } from '../objects/descriptors/choose.ts';

/** How often each is taken, in a hundred. */
const HOW = { ex: 50, 'ex-nb': 25, un: 25 };

/** Calls at random. */
export const MOVES: readonly WeightedMove[] = [
  {
    weight: 20,
    choices: { flock: { how: word(Object.keys(HOW)) } },
    move: (at) => ({
      call: 'flock',
      args: {
        fd: chooseFd(at, ({ opath }) => !opath),
        how: at.dice.weighted(HOW),
      },
    }),
  },
];

const flock = (task: 't0' | 't1', how: string) =>
  ({ op: 'call', task, call: 'flock', args: { fd: 0, how } }) as const;

const open = (id: number, task: 't0' | 't1', how: string) =>
  ({ id, op: 'call', task, call: 'open', args: { path: 'f', how } }) as const;

/** All sequences of these letters are run: two tasks, each with a description of one file. */
export const SMALL_ALPHABET: SmallAlphabet = {
  opening: [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: 0, gid: 0 },
    open(2, 't0', 'create'),
    open(3, 't1', 'read'),
  ],
  letters: [
    ...[flock('t0', 'ex'), flock('t0', 'un'), flock('t1', 'ex'), flock('t1', 'ex-nb'), flock('t1', 'un')],
    { op: 'call', task: 't0', call: 'close', args: { fd: 0 } },
  ],
  depth: 4,
};

/** Today's way: look for the lock file, then move one's own to its name. */
export const SMALL_TODAY: SmallAlphabet = {
  opening: [
    { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
    { id: 1, op: 'spawn', task: 't1', uid: 0, gid: 0 },
    open(2, 't0', 'create'),
  ],
  letters: [
    { op: 'call', task: 't0', call: 'open', args: { path: 'lock', how: 'read' } },
    { op: 'call', task: 't1', call: 'open', args: { path: 'lock', how: 'read' } },
    { op: 'call', task: 't0', call: 'rename', args: { from: 'f', to: 'lock', how: 'replace' } },
    { op: 'call', task: 't1', call: 'rename', args: { from: 'f', to: 'lock', how: 'noreplace' } },
  ],
  depth: 4,
};
