// SPDX-License-Identifier: MIT
// Pipes as they are: read(2) and write(2), with O_NONBLOCK of the description.
import type { Conformance } from '../proposal.ts';
import { TODAY_CASES } from './cases.ts';
import { OBJECTS } from './objects.ts';
import { TODAY_OUTCOMES } from './outcomes.ts';

export const TODAY_NONBLOCK: Conformance = {
  slug: 'pipe_send',
  variant: 'today-nonblock',
  needsProposal: false,
  alphabet: { system: OBJECTS.system, moves: OBJECTS.moves, openings: [], users: [0] },
  codecs: OBJECTS.codecs,
  needs: OBJECTS.needs,
  privileges: OBJECTS.privileges,
  small: { opening: [], letters: [], depth: 0 },
  cases: TODAY_CASES,
  outcomes: TODAY_OUTCOMES,
};
