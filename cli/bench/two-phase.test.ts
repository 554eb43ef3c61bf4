// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { explore } from '../../models/kit/explore.ts';
import { always } from '../../models/kit/property.ts';
import { type TwoPhaseState, twoPhase, twoPhaseProperties } from './two-phase.ts';

// The counts that TLC and every other checker report for Lamport's specification.
it.each([
  [3, 288, 1146],
  [5, 8832, 58_146],
])('two-phase commit with %i managers has %i states', (n, distinct, generated) => {
  const found = explore(twoPhase(n), { properties: twoPhaseProperties });
  expect(found).toMatchObject({ distinct, generated, depth: 3 * n + 2, stopped: undefined });
  expect(found.verdicts.map(({ kind }) => kind)).toEqual(['holds', 'holds']);
});

it('shows how one manager commits', () => {
  const uncommitted = always('uncommitted', (s: TwoPhaseState) => !s.rmState.includes('committed'));
  const [verdict] = explore(twoPhase(2), { properties: [uncommitted] }).verdicts;
  expect(
    verdict?.kind === 'violated' && verdict.trace.steps.map(({ action, params }) => [action, ...params]),
  ).toEqual([
    ['RMPrepare', 0],
    ['TMRcvPrepared', 0],
    ['RMPrepare', 1],
    ['TMRcvPrepared', 1],
    ['TMCommit'],
    ['RMRcvCommitMsg', 0],
  ]);
});
