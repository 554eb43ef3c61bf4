// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { isOk, judged, table } from './line.ts';

test('the table has a line a check, with what is wrong and the command; an open line is a failure when it is to be ready', () => {
  const about = { slug: 'a', command: 'x --y' };
  const lines = [
    judged({ ...about, check: 'good' }, [], '3 things'),
    judged({ ...about, check: 'bad' }, ['file:1: it is wrong']),
  ];
  expect(table(lines)).toBe(
    'a  good  holds  x --y  (3 things)\na  bad   fails  x --y\n    file:1: it is wrong\n',
  );
  expect(isOk(lines, false)).toBe(false);
  const open = [lines[0]!, { ...lines[0]!, state: 'open' as const }];
  expect([isOk(open, false), isOk(open, true)]).toEqual([true, false]);
});

test('what is not there is no pass: alone it opens nothing, and it is not ready', () => {
  const good = judged({ slug: 'a', command: 'x', check: 'good' }, []);
  const missing = { ...good, slug: 'b', state: 'not-there' as const };
  expect([isOk([good, missing], false), isOk([good, missing], true)]).toEqual([true, false]);
  expect([isOk([missing], false), isOk([], false)]).toEqual([false, false]);
});
