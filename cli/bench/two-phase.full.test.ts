// SPDX-License-Identifier: MIT
// The size at which TLC and others are measured: that a state stays small is seen where there are many.
import { expect, it } from 'vitest';
import { explore } from '../../models/kit/explore.ts';
import { twoPhase, twoPhaseProperties } from './two-phase.ts';

it('two-phase commit with 8 managers has the counts that others report, in few bytes a state', () => {
  const found = explore(twoPhase(8), { properties: twoPhaseProperties });
  const counts = { distinct: 1_745_408, generated: 18_507_778, depth: 26, stopped: undefined };
  expect(found).toMatchObject(counts);
  expect(found.verdicts.map(({ kind }) => kind)).toEqual(['holds', 'holds']);
  expect(found.bytesPerState).toBeLessThanOrEqual(35);
});
