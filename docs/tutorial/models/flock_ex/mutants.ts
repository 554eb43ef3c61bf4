// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.
import type { Mutant } from '../proposal.ts';

/** One fault in each. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'steals',
    what: 'a lock is taken whoever has it',
    breaks: ['R1'],
    killedBy: { claim: 'C1', part: 'safety', scenario: 'pair' },
  },
  {
    name: 'wakes-nobody',
    what: 'who gives the lock back wakes nobody',
    breaks: ['R2'],
    killedBy: { claim: 'C2', part: 'safety', scenario: 'pair' },
  },
  {
    name: 'waits-anyway',
    what: 'LOCK_NB is not looked at',
    breaks: ['R3'],
    killedBy: { claim: 'C3', part: 'safety', scenario: 'nowait' },
  },
  {
    name: 'refuses-all',
    what: 'every call is refused',
    breaks: ['R2'],
    killedBy: { claim: 'C2', part: 'progress', scenario: 'pair' },
  },
];
