// SPDX-License-Identifier: MIT
// fconnectat, on a kernel that has it, beside connect(2).

import { CONNECT_FIXED, FCONNECTAT as RULE } from '../../models/fconnectat/system-connect.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { errorCases } from '../harness/errors/cases.ts';
import { CONNECT_MOVES } from '../objects/unix-socket/moves.ts';
import type { Conformance } from '../proposal.ts';
import { FCONNECTAT_CODEC } from './codecs.ts';
import { ERROR_CHOICES } from './error-world.ts';
import { FAULT_LANES } from './faults.ts';
import { HOOK_LANES } from './hooks/index.ts';
import { FCONNECTAT_MOVES } from './moves.ts';
import { OBJECTS } from './objects.ts';
import { OPENINGS, PROPOSED_OPENINGS } from './openings.ts';
import { FCONNECTAT_OUTCOMES } from './outcomes.ts';
import { PROPOSED_CASES } from './proposed-cases.ts';
import { SCRIPTED_LANES } from './scripts/index.ts';
import { SMALL_FCONNECTAT } from './small.ts';

const WITH_CALLS = withCalls(OBJECTS.system, { connect: CONNECT_FIXED, fconnectat: RULE });

export const PROPOSED: Conformance = {
  slug: 'fconnectat',
  variant: 'proposed',
  needsProposal: true,
  alphabet: {
    system: WITH_CALLS,
    moves: [
      ...[...OBJECTS.moves, ...FCONNECTAT_MOVES],
      ...CONNECT_MOVES.map((one) => ({ ...one, weight: 8 })),
    ],
    openings: [...OPENINGS, ...PROPOSED_OPENINGS],
    users: [0, 0, 1000],
  },
  codecs: { ...OBJECTS.codecs, fconnectat: FCONNECTAT_CODEC },
  needs: OBJECTS.needs,
  privileges: OBJECTS.privileges,
  small: SMALL_FCONNECTAT,
  cases: PROPOSED_CASES,
  errors: () => errorCases(WITH_CALLS, ERROR_CHOICES),
  abis: ['int80', 'x32'],
  ownLanes: [...FAULT_LANES, ...SCRIPTED_LANES, ...HOOK_LANES],
  outcomes: FCONNECTAT_OUTCOMES,
};
