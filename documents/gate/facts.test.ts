// SPDX-License-Identifier: MIT
// What the gate makes of comparisons, and of what the selftest claims.
import { expect, test } from 'vitest';
import type { Comparison } from '../../verdicts/document/index.ts';
import { comparedLine } from './facts.ts';

const FLAGS: Comparison = {
  ...{ fact: 'flags', against: 'the headers', compared: 3, differences: [] },
  missing: 'no series that defines TK_TRY',
};

test('how many facts of the document were compared is said, and what was left out', () => {
  const errors = { ...FLAGS, fact: 'errors', against: 'the model', missing: null };
  const whole = comparedLine('valid', [errors]);
  expect([whole.state, whole.note]).toEqual(['holds', '3 facts compared']);
  const { state, note } = comparedLine('valid', [errors, FLAGS]);
  expect([state, note]).toEqual([
    'holds',
    '6 facts compared; a part was left out of 1 comparison: flags, the headers',
  ]);
});

test('where nothing was compared it does not hold', () => {
  const { state, details } = comparedLine('valid', [{ ...FLAGS, compared: 0 }]);
  expect(state).toBe('fails');
  expect(details).toEqual([
    'nothing was compared',
    'a part was left out of 1 comparison: flags, the headers',
  ]);
  expect(comparedLine('valid', []).state).toBe('fails');
});
