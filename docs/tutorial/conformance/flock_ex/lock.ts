// SPDX-License-Identifier: MIT
// Locks of files in the lanes: a kind of object that this proposal brings by itself.

import { LOCK } from '../../models/flock_ex/system-flock.ts';
import { NR } from '../harness/protocol/nr.ts';
import type { LaneObject } from '../objects/object.ts';
import { MOVES } from './moves.ts';
import { FLOCK_OUTCOMES } from './outcomes.ts';

const [LOCK_EX, LOCK_NB, LOCK_UN] = [2, 4, 8];
const OPS = { ex: LOCK_EX, 'ex-nb': LOCK_EX | LOCK_NB, un: LOCK_UN };

/** flock. */
export const LOCKS_IN_LANES: LaneObject = {
  plugin: LOCK,
  moves: () => MOVES,
  codecs: {
    flock: { encode: ({ fd, how }) => ({ nr: NR.flock, args: [fd, OPS[how as keyof typeof OPS]] }) },
  },
  outcomes: FLOCK_OUTCOMES,
  onFd: [(fd) => ({ call: 'flock', args: { fd, how: 'ex' } })],
};
