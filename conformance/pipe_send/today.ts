// SPDX-License-Identifier: MIT
// Pipes as they are: read(2) and write(2) with O_NONBLOCK of the description, and RWF_NOWAIT, which a splice takes away.
import { withCalls } from '../../models/kernel/system/index.ts';
import { NOWAIT_CALLS } from '../../models/pipe_send/system-nowait.ts';
import type { Conformance } from '../proposal.ts';
import { NOWAIT_CASES, TODAY_CASES } from './cases.ts';
import { NOWAIT_CODECS } from './codecs.ts';
import { NOWAIT_MOVES } from './moves.ts';
import { OBJECTS } from './objects.ts';
import { NOWAIT_OUTCOMES, TODAY_OUTCOMES } from './outcomes.ts';
import { SMALL_TODAY } from './small.ts';

export const TODAY_NONBLOCK: Conformance = {
  slug: 'pipe_send',
  variant: 'today-nonblock',
  needsProposal: false,
  alphabet: { system: OBJECTS.system, moves: OBJECTS.moves, openings: [], users: [0] },
  codecs: OBJECTS.codecs,
  needs: OBJECTS.needs,
  privileges: OBJECTS.privileges,
  small: SMALL_TODAY,
  cases: TODAY_CASES,
  outcomes: TODAY_OUTCOMES,
};

export const TODAY_RWF: Conformance = {
  ...TODAY_NONBLOCK,
  variant: 'today-rwf',
  kernel: 'unfixed',
  alphabet: {
    ...TODAY_NONBLOCK.alphabet,
    system: withCalls(OBJECTS.system, NOWAIT_CALLS),
    moves: [...OBJECTS.moves, ...NOWAIT_MOVES],
  },
  codecs: { ...OBJECTS.codecs, ...NOWAIT_CODECS },
  // Every sequence of the other calls is today-nonblock's.
  small: { ...SMALL_TODAY, depth: 1 },
  cases: [...TODAY_CASES, ...NOWAIT_CASES],
  outcomes: NOWAIT_OUTCOMES,
};
