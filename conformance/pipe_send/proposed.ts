// SPDX-License-Identifier: MIT
// The calls that send and receive, on a kernel that has them on all files.
import { pipeCalls } from '../../models/kernel/objects/pipe/index.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { NOWAIT_CALLS } from '../../models/pipe_send/system-nowait.ts';
import { SEND_CALLS } from '../../models/pipe_send/system-send.ts';
import { errorCases } from '../harness/errors/cases.ts';
import type { Conformance } from '../proposal.ts';
import { PROPOSED_CASES } from './cases.ts';
import { NOWAIT_CODECS, SEND_CODECS } from './codecs.ts';
import { ERROR_CHOICES } from './error-world.ts';
import { SEND_MOVES } from './moves.ts';
import { ALL_OBJECTS } from './objects.ts';
import { PROPOSED_OUTCOMES } from './outcomes.ts';
import { FAULTS } from './scripts/faults.ts';
import { SCRIPTED_LANES } from './scripts/index.ts';
import { SMALL_SEND } from './small.ts';

const SYSTEM = withCalls(ALL_OBJECTS.system, {
  ...pipeCalls({ nowait: true }),
  ...NOWAIT_CALLS,
  ...SEND_CALLS,
});

export const PROPOSED: Conformance = {
  slug: 'pipe_send',
  variant: 'proposed',
  needsProposal: true,
  alphabet: { system: SYSTEM, moves: [...ALL_OBJECTS.moves, ...SEND_MOVES], openings: [], users: [0] },
  codecs: { ...ALL_OBJECTS.codecs, ...NOWAIT_CODECS, ...SEND_CODECS },
  needs: ALL_OBJECTS.needs,
  privileges: ALL_OBJECTS.privileges,
  small: SMALL_SEND,
  cases: PROPOSED_CASES,
  errors: () => errorCases(SYSTEM, ERROR_CHOICES),
  ownLanes: [...SCRIPTED_LANES, FAULTS],
  outcomes: PROPOSED_OUTCOMES,
};
