// SPDX-License-Identifier: MIT
// connect(2) as it is, on any kernel.

import { CONNECT } from '../../models/fconnectat/system-connect.ts';
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
