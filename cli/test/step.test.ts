// SPDX-License-Identifier: MIT
// The summary of a run: whose the time was, as far as steps tell.
import { expect, test } from 'vitest';
import { type StepRow, summary, toJson } from './step.ts';

const row = (name: string, seconds: number, own?: Readonly<Record<string, number>>): StepRow => ({
  ...{ name, seconds, passed: 1, failed: 0, note: '' },
  ...(own === undefined ? {} : { own }),
});
const ROWS = [
  row('unit', 600),
  row('conform', 1300, { example_a: 900, example_b: 300 }),
  row('cost', 60, { example_a: 60 }),
];

test('what was of one proposal alone is told, and what seven like these take at least', () => {
  expect(summary(ROWS).split('\n').slice(3)).toEqual([
    '',
    '32 min 40 s in all',
    'of it example_a 16 min 0 s, example_b 5 min 0 s, of all together 11 min 40 s; with 7 such proposals at least 85 min 10 s',
    '3 passed, 0 failed',
    '',
  ]);
  expect(JSON.parse(toJson(ROWS)).steps.map(({ own }: StepRow) => own)).toEqual([
    undefined,
    ROWS[1]!.own,
    ROWS[2]!.own,
  ]);
});

test('where no step can tell, nothing is', () => {
  expect(summary([row('unit', 600)])).toBe(
    'unit  ok  1 passed, 0 failed, 10 min 0 s\n\n10 min 0 s in all\n1 passed, 0 failed\n',
  );
});

test('a step in which nothing ran is not ok', () => {
  expect(summary([{ ...row('tla', 1), passed: 0, note: 'no test matches' }])).toContain(
    'tla  --  0 passed, 0 failed, 1.0 s  (no test matches)\n',
  );
});
