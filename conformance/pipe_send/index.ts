// SPDX-License-Identifier: MIT
// The proposal on a kernel.
import type { ProposalConformance } from '../proposal.ts';
import { PROPOSED } from './proposed.ts';
import { SCHEDULES } from './schedule/index.ts';
import { TODAY_NONBLOCK, TODAY_RWF } from './today.ts';

export const PIPE_SEND: ProposalConformance = {
  slug: 'pipe_send',
  variants: [TODAY_NONBLOCK, TODAY_RWF, PROPOSED],
  schedules: SCHEDULES,
  bench: TODAY_NONBLOCK.cases.slice(-4).map(({ ops }) => ops),
};
