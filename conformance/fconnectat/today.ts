// SPDX-License-Identifier: MIT
// connect(2) as it is, on any kernel.

import { SYSTEM } from '../../models/fconnectat/system.ts';
import { CONNECT } from '../../models/fconnectat/system-connect.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { SYSTEM_CODECS } from '../harness/lockstep/alphabet/abi.ts';
import { FD_MOVES, NAME_MOVES, SOCKET_MOVES } from '../harness/lockstep/alphabet/moves.ts';
import type { Conformance } from '../proposal.ts';
import { BY_CONNECT, connectingCases } from './cases.ts';
import { CONNECT_CODEC } from './codecs.ts';
import { CONNECT_MOVES } from './moves.ts';
import { OPENINGS } from './openings.ts';
import { CONNECT_OUTCOMES } from './outcomes.ts';
import { SMALL_CONNECT } from './small.ts';

export const TODAY_CONNECT: Conformance = {
  slug: 'fconnectat',
  variant: 'today-connect',
  needsProposal: false,
  alphabet: {
    system: withCalls(SYSTEM, { connect: CONNECT }),
    moves: [...SOCKET_MOVES, ...FD_MOVES, ...NAME_MOVES, ...CONNECT_MOVES],
    openings: OPENINGS,
    users: [0, 0, 1000],
  },
  codecs: { ...SYSTEM_CODECS, connect: CONNECT_CODEC },
  small: SMALL_CONNECT,
  cases: connectingCases(BY_CONNECT),
  outcomes: CONNECT_OUTCOMES,
};
