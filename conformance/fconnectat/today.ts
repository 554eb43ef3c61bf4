// SPDX-License-Identifier: MIT
// connect(2) as it is, and with the fixes at the head of the series.

import { CONNECT, CONNECT_FIXED } from '../../models/fconnectat/system-connect.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { CONNECT_MOVES } from '../objects/unix-socket/moves.ts';
import type { Conformance } from '../proposal.ts';
import { BY_CONNECT } from './calling.ts';
import { connectingCases } from './cases.ts';
import { OBJECTS } from './objects.ts';
import { OPENINGS } from './openings.ts';
import { CONNECT_OUTCOMES } from './outcomes.ts';
import { SMALL_CONNECT } from './small.ts';

export const TODAY_CONNECT: Conformance = {
  slug: 'fconnectat',
  variant: 'today-connect',
  needsProposal: false,
  kernel: 'unfixed',
  alphabet: {
    system: withCalls(OBJECTS.system, { connect: CONNECT }),
    moves: [...OBJECTS.moves, ...CONNECT_MOVES],
    openings: OPENINGS,
    users: [0, 0, 1000],
  },
  codecs: OBJECTS.codecs,
  needs: OBJECTS.needs,
  privileges: OBJECTS.privileges,
  small: SMALL_CONNECT,
  cases: connectingCases(BY_CONNECT),
  outcomes: CONNECT_OUTCOMES,
};

export const TODAY_FIXED: Conformance = {
  ...TODAY_CONNECT,
  variant: 'today-fixed',
  kernel: 'fixed',
  alphabet: {
    ...TODAY_CONNECT.alphabet,
    system: withCalls(OBJECTS.system, { connect: CONNECT_FIXED }),
  },
};
