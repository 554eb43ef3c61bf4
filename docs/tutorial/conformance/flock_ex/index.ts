// SPDX-License-Identifier: MIT
// The proposal on a kernel: its calls in the model's words and in registers, and how sequences of them are made.
import type { Conformance, ProposalConformance } from '../proposal.ts';
import { CASES, TODAY_CASES } from './cases.ts';
import { SMALL_ALPHABET, SMALL_TODAY } from './moves.ts';
import { OBJECTS, WITH_LOCKS } from './objects.ts';

function variant(name: string, objects: typeof OBJECTS): Omit<Conformance, 'small' | 'cases'> {
  const { system, moves, codecs, needs, privileges, outcomes } = objects;
  return {
    ...{ slug: 'flock_ex', variant: name, needsProposal: name === 'proposed', codecs, needs, privileges },
    alphabet: { system, moves, openings: [], users: [0, 0, 1000] },
    outcomes: { expected: outcomes, gaps: [] },
  };
}

/** FlockEx on a kernel. */
export const FLOCK_EX: ProposalConformance = {
  slug: 'flock_ex',
  variants: [
    { ...variant('today-look', OBJECTS), small: SMALL_TODAY, cases: TODAY_CASES },
    { ...variant('proposed', WITH_LOCKS), small: SMALL_ALPHABET, cases: CASES },
  ],
  bench: [],
};
