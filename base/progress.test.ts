// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { doingText } from './progress.ts';

test.each([
  ['2 of 7: lease proposed pair: 12 states', 'checking 2 of 7: lease proposed pair: 12 states'],
  ['lease: 3 of 9 runs of TLC', 'checking: lease: 3 of 9 runs of TLC'],
  ['booting fast', 'booting fast'],
])('%s says what is being done', (text, shown) => {
  expect(doingText('checking', text)).toBe(shown);
});
