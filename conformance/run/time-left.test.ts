// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { words } from '../harness/lockstep/engine/exhaustive.ts';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import { FINDS_IT } from '../replay/fixtures/wrong-kernel.ts';
import { timeLeft } from './time-left.ts';

test('in seconds, then in minutes; nothing at first, at the end, and where nobody knows', () => {
  expect(timeLeft(10, 0.25)).toBe(', about 30 s left');
  expect(timeLeft(60, 0.2)).toBe(', about 4 min left');
  const none = [timeLeft(1, 0.5), timeLeft(60, 0.001), timeLeft(60, undefined), timeLeft(10, 1)];
  expect(none).toEqual(['', '', '', '']);
});

test('words say how many came before them: each letter has as many', () => {
  const [spawn, close] = FINDS_IT;
  const letters = [close!, { ...close!, args: { fd: 4 } }] as never;
  const longest = [...words(SHARED_SYSTEM, { opening: [spawn!], letters, depth: 2 })].filter(
    (one) => one.isLongest,
  );
  expect(longest.map(({ portion }) => portion)).toEqual([0.25, 0.5, 0.75, 1]);
});
