// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { Tally } from './tally.ts';

test('a tally counts what was tried, and keeps what was wrong and what was seen', () => {
  const tally = new Tally();
  expect(tally.result()).toEqual({ cases: 0, calls: 0, failures: [], covered: [] });
  tally.count({ calls: 3 });
  tally.count({ calls: 4 });
  tally.wrong('it returns 1');
  tally.ended('first', { title: 'BUG: x', crashed: true });
  tally.ended('second', { title: 'no kernel', crashed: false });
  for (const item of ['write E2', 'write E1', 'write E2']) tally.covered.add(item);
  expect(tally.result()).toEqual({
    ...{ cases: 2, calls: 7, covered: ['write E1', 'write E2'] },
    failures: [
      { title: 'it returns 1', kind: 'difference' },
      { title: 'first: BUG: x', kind: 'crash' },
      { title: 'second: no kernel', kind: 'difference' },
    ],
  });
});
