// SPDX-License-Identifier: MIT
// How the calls that send and receive are made at random.

import { ODDS, ONE } from '../../models/kernel/objects/odd/index.ts';
import { mayWrite } from '../../models/kernel/objects/pipe/index.ts';
import { type OpenFile, objectOf } from '../../models/kernel/system/index.ts';
import { BAD_BUFFERS, BAD_MESSAGES } from '../../models/pipe_send/system-send.ts';
import { FLAG, word } from '../harness/lockstep/engine/choices.ts';
import type { Situation, WeightedMove } from '../harness/lockstep/engine/move.ts';
import type { CallArgs } from '../harness/lockstep/engine/sequence.ts';
import { chooseFd } from '../objects/descriptors/choose.ts';
import { chooseCount, chooseData, forReading, onEnd } from '../objects/pipe/choose.ts';
import { isPaired } from '../objects/socketpair/index.ts';
import { OTHER_BITS } from './codecs.ts';

/** What is common to all of them. */
function common(at: Situation, bad: readonly string[]): CallArgs {
  const { dice } = at;
  return {
    dontwait: dice.percent(55),
    nosignal: dice.percent(40),
    ...(dice.percent(4) ? { bit: dice.pick(OTHER_BITS) } : {}),
    ...(dice.percent(3) ? { address: true } : {}),
    ...(dice.percent(7) ? { buffer: dice.pick(bad) } : {}),
    ...(dice.percent(12) ? { high: true } : {}),
  };
}

/** A file, mostly an end of a pipe that fits; a socket, or another file, now and then. */
function chooseFile(at: Situation, fits: (file: OpenFile) => boolean) {
  const isOdd = (file: OpenFile) => objectOf(file, ODDS) !== undefined;
  const kind = at.dice.weighted({ pipe: 75, odd: 12, paired: 13 });
  return chooseFd(at, { pipe: fits, odd: isOdd, paired: isPaired }[kind]);
}

const ofMessage = (at: Situation): CallArgs => ({
  parts: 1 + at.dice.roll(3),
  ...(at.dice.percent(3) ? { control: true } : {}),
});

/** Bytes: those of a pipe, what an eventfd takes, or a few. */
function chooseBytes(at: Situation): string {
  if (at.dice.percent(12)) return at.dice.pick([ONE, 'abc']);
  return chooseData(at);
}

const sends = (at: Situation) => ({ fd: chooseFile(at, onEnd(at, mayWrite)), data: chooseBytes(at) });

const COUNTS = [8, 128, 1, 24];

const receives = (at: Situation) => ({
  fd: chooseFile(at, forReading(at)),
  count: at.dice.percent(25) ? at.dice.pick(COUNTS) : chooseCount(at.dice),
});

const FLAGS = { dontwait: FLAG, nosignal: FLAG, bit: word(OTHER_BITS), address: FLAG, high: FLAG };
const PLAIN = { ...FLAGS, buffer: word(BAD_BUFFERS) };
const MESSAGE = { ...FLAGS, buffer: word(BAD_MESSAGES), control: FLAG, parts: word([1, 2, 3]) };

/** send, recv, and their messages. */
export const SEND_MOVES: readonly WeightedMove[] = [
  {
    weight: 34,
    choices: { sendto: PLAIN },
    move: (at) => ({ call: 'sendto', args: { ...sends(at), ...common(at, BAD_BUFFERS) } }),
  },
  {
    weight: 34,
    choices: { recvfrom: PLAIN },
    move: (at) => ({ call: 'recvfrom', args: { ...receives(at), ...common(at, BAD_BUFFERS) } }),
  },
  {
    weight: 14,
    choices: { sendmsg: MESSAGE },
    move: (at) => ({
      call: 'sendmsg',
      args: { ...sends(at), ...common(at, BAD_MESSAGES), ...ofMessage(at) },
    }),
  },
  {
    weight: 14,
    choices: { recvmsg: { ...MESSAGE, parts: word([2]) } },
    move: (at) => ({
      call: 'recvmsg',
      args: { ...receives(at), ...common(at, BAD_MESSAGES), ...ofMessage(at), parts: 2 },
    }),
  },
];

/** preadv2 and pwritev2, with RWF_NOWAIT and without. */
export const NOWAIT_MOVES: readonly WeightedMove[] = [
  {
    weight: 16,
    choices: { preadv2: { nowait: FLAG } },
    move: (at) => ({
      call: 'preadv2',
      args: { fd: chooseFd(at, forReading(at)), count: chooseCount(at.dice), nowait: at.dice.percent(70) },
    }),
  },
  {
    weight: 16,
    choices: { pwritev2: { nowait: FLAG } },
    move: (at) => ({
      call: 'pwritev2',
      args: { fd: chooseFd(at, onEnd(at, mayWrite)), data: chooseData(at), nowait: at.dice.percent(70) },
    }),
  },
];
