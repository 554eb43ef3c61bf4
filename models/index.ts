// SPDX-License-Identifier: MIT
// The registry: one import and one entry for each proposal.
import { fconnectat } from './fconnectat/index.ts';
import { pipeSend } from './pipe_send/index.ts';
import type { ProposalModels } from './proposal.ts';

/** Every proposal's models, by slug. */
export const PROPOSALS: Readonly<Record<string, ProposalModels>> = {
  fconnectat,
  pipe_send: pipeSend,
};
