// SPDX-License-Identifier: MIT
// The proposal on a kernel: connect(2) as it is today, and the call that is proposed.
import type { ProposalConformance } from '../proposal.ts';
import { BENCH } from './bench.ts';
import { PROPOSED } from './proposed.ts';
import { SCHEDULES } from './schedule/index.ts';
import { TODAY_CONNECT, TODAY_FIXED } from './today.ts';

export const FCONNECTAT: ProposalConformance = {
  slug: 'fconnectat',
  variants: [TODAY_CONNECT, TODAY_FIXED, PROPOSED],
  schedules: SCHEDULES,
  bench: BENCH,
};
