// SPDX-License-Identifier: MIT
// What a call leaves behind (E9, R20), and its wait (R11, R19).
import { faultsLane } from '../harness/one-call/faults.ts';
import { pinsLane } from '../harness/one-call/pins.ts';
import { stoppedLane } from '../harness/one-call/stopped.ts';
import { KEEPER } from '../harness/one-call/subject.ts';
import { timeoutLane } from '../harness/one-call/timeout.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { limitSends, socket } from '../harness/scripted/sockets.ts';
import { ATIME_LANE } from './atime.ts';
import { ACCEPTED, ENDINGS, LAST_ENDINGS, SUBJECT } from './endings.ts';

/** The lanes that try one call at a time. */
export const FAULT_LANES: readonly OwnLane[] = [
  // A walk that is short of room begins again, and has more patience then (fs/namei.c, Linux 6.12).
  faultsLane({ subject: SUBJECT, endings: ENDINGS, row: 'E9', doWithout: ['nd_alloc_stack'] }),
  pinsLane(SUBJECT, [...ENDINGS, ...LAST_ENDINGS]),
  timeoutLane({
    ...{ subject: SUBJECT, ending: ACCEPTED, expires: 'EAGAIN' },
    limit: ({ script, caller }, ms) => limitSends(script, KEEPER, caller, ms),
    rows: { expired: 'E24', interrupted: 'E25' },
  }),
  stoppedLane({
    ...{ subject: SUBJECT, ending: ACCEPTED, row: 'E25', restarted: ['connect'] },
    behind: (world) => ({ ...world, caller: socket(world.script, KEEPER) }),
  }),
  ATIME_LANE,
];
