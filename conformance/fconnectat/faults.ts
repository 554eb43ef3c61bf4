// SPDX-License-Identifier: MIT
// What a call leaves behind (E9, R20), its wait (R11, R19), and that it is an access (R16).
import { atimeLane } from '../harness/one-call/atime.ts';
import { faultsLane } from '../harness/one-call/faults.ts';
import { pinsLane } from '../harness/one-call/pins.ts';
import { stoppedLane } from '../harness/one-call/stopped.ts';
import { KEEPER } from '../harness/one-call/subject.ts';
import { timeoutLane } from '../harness/one-call/timeout.ts';
import { timeoutFrozenLane } from '../harness/one-call/timeout-frozen.ts';
import type { OwnLane } from '../harness/own-lane.ts';
import { limitSends, socket } from '../objects/unix-socket/scripts/sockets.ts';
import {
  ACCEPTED,
  type ConnectWorld,
  DIR,
  ENDINGS,
  IN_VAIN,
  INTERRUPTED,
  LAST_ENDINGS,
  SHUT,
  SUBJECT,
} from './endings.ts';

/** Every way to succeed is an access to the file that the peer is bound to, by a name that it has still. */
const ACCESSES = ENDINGS.filter(({ returns }) => returns === 0).map((ending) => {
  const name = ending.path === 'h' ? 'h' : 's';
  return { ending, path: `${DIR}/${ending.type === 'dgram' ? ending.path : name}` };
});

/** One that is refused by what it has found, and one that has waited and does not look for the socket again (A16). */
const NO_ACCESSES = [
  ...ENDINGS.filter(({ returns }) => returns === 'EPROTOTYPE').map((ending) => {
    return { ending, path: `${DIR}/${ending.path}` };
  }),
  { ending: INTERRUPTED, path: `${DIR}/s` },
];

const WAIT = { subject: SUBJECT, ending: ACCEPTED } as const;

const limit = ({ script, caller }: ConnectWorld, ms: number) => limitSends(script, KEEPER, caller, ms);

/** The lanes that try one call at a time. */
export const FAULT_LANES: readonly OwnLane[] = [
  // A walk that is short of room begins again, and has more patience then (fs/namei.c, Linux 6.12).
  faultsLane({ subject: SUBJECT, endings: ENDINGS, row: 'E9', doWithout: ['nd_alloc_stack'] }),
  pinsLane(SUBJECT, [...ENDINGS, ...LAST_ENDINGS]),
  timeoutLane({
    ...{ ...WAIT, limit, expires: 'EAGAIN' },
    meanwhile: [IN_VAIN, SHUT],
    rows: { expired: 'E24', interrupted: 'E25' },
  }),
  // A connect(2) that has a timeout is not started again (`sock_intr_errno()`), and nobody has sent it a signal.
  timeoutFrozenLane({ ...WAIT, limit, ended: { connect: 'EINTR' } }),
  stoppedLane({
    ...{ ...WAIT, row: 'E25', restarted: ['connect'] },
    behind: (world) => ({ ...world, caller: socket(world.script, KEEPER) }),
  }),
  atimeLane(SUBJECT, [...ACCESSES, ...NO_ACCESSES]),
];
