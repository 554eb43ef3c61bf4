// SPDX-License-Identifier: MIT
// The registry of what can be tested on a kernel: one import and one entry for each proposal.
import { FCONNECTAT } from './fconnectat/index.ts';
import { PIPE_SEND } from './pipe_send/index.ts';
import type { ProposalConformance } from './proposal.ts';

/** Every proposal's conformance, by slug. */
export const CONFORMANCE: Readonly<Record<string, ProposalConformance>> = {
  fconnectat: FCONNECTAT,
  pipe_send: PIPE_SEND,
};
