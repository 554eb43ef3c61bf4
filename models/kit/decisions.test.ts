// SPDX-License-Identifier: MIT
// A table of what a door does, from all that it could depend on.
import { expect, test } from 'vitest';
import { decisions } from './index.ts';

const factor = (name: string, ...values: string[]) => ({
  values,
  says: (some: readonly string[]) => `${name} ${some.join('/')}`,
});

test('values without a difference are one line, and what never makes one is left out', () => {
  const factors = [
    factor('lock', 'open', 'shut', 'broken'),
    factor('day', 'mo', 'tu'),
    factor('key', 'yes', 'no'),
  ];
  const outcome = ([lock, , key]: readonly string[]) => (lock === 'shut' && key === 'no' ? 'stays' : 'opens');
  expect(decisions(factors, outcome)).toEqual([
    { when: ['lock open/broken'], outcome: 'opens' },
    { when: ['lock shut', 'key yes'], outcome: 'opens' },
    { when: ['lock shut', 'key no'], outcome: 'stays' },
  ]);
});
