// SPDX-License-Identifier: MIT
// Calls on pipes, at random.
import { PAGE } from '../../../models/kernel/objects/pipe/index.ts';
import { FLAG, word } from '../../harness/lockstep/engine/choices.ts';
import type { WeightedMove } from '../../harness/lockstep/engine/move.ts';
import { chooseFd } from '../descriptors/choose.ts';
import { chooseCount, chooseData, forReading, forWriting, onEnd } from './choose.ts';

/** Names of FIFOs: one is in a directory, one is no FIFO, one is not there. */
const FIFOS = ['s', 's', 's', 't', 'd1/s', 'd1', 'a/s', 's/a'];
const MODES = ['read', 'write', 'both'] as const;

/** Sizes that are asked for, in bytes. */
const SIZES = [0, 1, PAGE, PAGE + 1, 2 * PAGE, 4 * PAGE, 16 * PAGE, 32 * PAGE, 2 ** 31 + 1];

/** Calls on pipes. */
export const PIPE_MOVES: readonly WeightedMove[] = [
  {
    weight: 14,
    choices: { pipe2: { nonblock: FLAG, cloexec: FLAG, packets: FLAG } },
    move: ({ dice }) => ({
      call: 'pipe2',
      args: { nonblock: dice.percent(30), cloexec: dice.percent(10), packets: dice.percent(20) },
    }),
  },
  {
    weight: 30,
    move: (at) => ({
      call: 'read',
      args: { fd: chooseFd(at, forReading(at)), count: chooseCount(at.dice) },
    }),
  },
  {
    weight: 36,
    move: (at) => ({ call: 'write', args: { fd: chooseFd(at, forWriting(at)), data: chooseData(at) } }),
  },
  { weight: 1, move: () => ({ call: 'mkdir', args: { path: 'd1', mode: 0o755 } }) },
  { weight: 3, move: ({ dice }) => ({ call: 'mkfifo', args: { path: dice.pick(FIFOS), mode: 0o600 } }) },
  {
    weight: 6,
    choices: { openfifo: { mode: word(MODES), nonblock: FLAG } },
    move: ({ dice }) => ({
      call: 'openfifo',
      args: { path: dice.pick(FIFOS), mode: dice.pick(MODES), nonblock: dice.percent(80) },
    }),
  },
  { weight: 1, move: () => ({ call: 'mountproc', args: {} }) },
  {
    weight: 5,
    choices: { reopen: { mode: word(MODES), nonblock: FLAG } },
    move: (at) => ({
      call: 'reopen',
      args: { fd: chooseFd(at, onEnd(at)), mode: at.dice.pick(MODES), nonblock: at.dice.percent(50) },
    }),
  },
  {
    weight: 5,
    move: (at) => ({
      call: 'resize',
      args: { fd: chooseFd(at, onEnd(at)), size: at.dice.pick(SIZES) },
    }),
  },
  { weight: 2, move: (at) => ({ call: 'pipesize', args: { fd: chooseFd(at, onEnd(at)) } }) },
  {
    weight: 7,
    move: (at) => ({
      call: 'splice',
      args: {
        fd: chooseFd(at, forReading(at)),
        to: chooseFd(at, forWriting(at)),
        count: chooseCount(at.dice),
      },
    }),
  },
];
