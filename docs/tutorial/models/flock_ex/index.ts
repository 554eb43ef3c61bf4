// SPDX-License-Identifier: MIT
// The proposal as the commands see it.
import type { Instance, ProposalModels, Transition } from '../proposal.ts';
import { type Caller, flockExModel } from './model.ts';
import { MUTANTS } from './mutants.ts';
import { propertyFor, type Seen } from './properties.ts';
import { SCENARIOS } from './scenarios.ts';

const instance = (variant: string, scenario: string): Instance => ({
  model: flockExModel(scenario, variant),
  property: (claim, part) => propertyFor(scenario, claim, part),
});

/** A lock that is given while another one has it. */
const takesWhatIsTaken = ({ before, after }: Transition<Seen>) =>
  before.holder !== 'none' && after.holder !== 'none' && before.holder !== after.holder;

/** flock(2) with LOCK_EX. */
export const flockEx: ProposalModels = {
  slug: 'flock_ex',
  variants: ['today-look', 'proposed'],
  scenarios: SCENARIOS,
  mutants: MUTANTS,
  errors: [
    { id: 'E1', errno: 'EBADF' },
    { id: 'E2', errno: 'EAGAIN' },
  ],
  flags: { LOCK_EX: 0x2, LOCK_NB: 0x4, LOCK_UN: 0x8 },
  programs: { 'today-look': ['open', 'rename'], proposed: ['flock'] },
  guards: [{ rule: 'R1', text: 'the lock is taken already', stops: takesWhatIsTaken }],
  variant: instance,
  mutant: instance,
  narrate: (_scenario, { action, params, after }: Transition<Seen>) => {
    const lane = params[0] as Caller;
    return {
      lane,
      text: `${action.toLowerCase()}: ${lane} is ${after.pc[lane]}, ${after.holder} has the lock`,
    };
  },
};
