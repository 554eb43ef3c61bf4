// SPDX-License-Identifier: MIT
// Sequences on descriptors that are always run.
import { type Case, caseOf } from '../../harness/lockstep/cases.ts';

/** Chance seldom makes a limit that is in the way of the next call. */
export const DESCRIPTOR_CASES: readonly Case[] = [
  caseOf('dup under a limit that is used up, and under one that is not', 0, [
    { call: 'open', args: { path: '/', how: 'read' } },
    { call: 'nofile', args: { limit: 1 } },
    { call: 'dup', args: { fd: 0 } },
    { call: 'nofile', args: { limit: 2 } },
    { call: 'dup', args: { fd: 0 } },
  ]),
];
