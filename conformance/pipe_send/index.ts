// SPDX-License-Identifier: MIT
// The proposal on a kernel.
import type { ProposalConformance } from '../proposal.ts';
import { TODAY_NONBLOCK } from './today.ts';

export const PIPE_SEND: ProposalConformance = { slug: 'pipe_send', variants: [TODAY_NONBLOCK], bench: [] };
