// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Target } from '../target.ts';
import { Script } from './script.ts';
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

test('a run is counted; one that was not run to its end is a failure, and no run', async () => {
  const answers = (...results: Awaited<ReturnType<Target['run']>>): Target => ({
    ordered: true,
    run: async () => results,
  });
  const script = new Script();
  script.call(script.spawn(), 3, 0);
  const tally = new Tally();
  expect((await tally.run(answers({ settled: [] }), script, 'whole'))?.ended).toBeUndefined();
  expect(await tally.run(answers({ crashed: 'BUG: x' }), script, 'first')).toBeUndefined();
  expect(await tally.run(answers({ settled: [], fault: 'dead: op 1' }), script, 'second')).toBeUndefined();
  const { cases, calls, failures } = tally.result();
  expect([cases, calls]).toEqual([3, 3]);
  expect(failures.map(({ title, kind }) => [title, kind])).toEqual([
    ['first: BUG: x', 'crash'],
    [expect.stringMatching(/^second: /), 'difference'],
  ]);
});
