// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { asJson, BY_ONLY, isOk, judged, leftOut, summary, table } from './line.ts';

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

describe('what was not made', () => {
  const about = { slug: 'a', command: 'x' };
  const good = judged({ ...about, check: 'good' }, []);
  const skipped = { ...good, state: 'skipped' as const, note: 'it adds no call' };
  const later = (ready: boolean) =>
    ['guest 7.3', 'each patch builds 7.3'].map((check) => leftOut({ ...about, check }, ready));

  test('is said where the lines end, and is no check and not merely skipped', () => {
    expect(summary([good, skipped, ...later(false)], false)).toBe(
      '1 check, 1 skipped, 0 failed, 0 open; 2 checks were not made: builds and guests need --boot\n',
    );
    expect(summary([good, later(false)[0]!], false)).toMatch(/; 1 check was not made: builds and guests/);
    expect(summary([good, skipped], false)).toBe('1 check, 1 skipped, 0 failed, 0 open\n');
  });

  test('is open where all is to be ready, and said all the same', () => {
    expect(summary([good, ...later(true)], true)).toBe(
      '1 check, 0 skipped, 0 failed, 2 open: not ready; 2 checks were not made: builds and guests need --boot\n',
    );
  });

  test('is named in JSON, for each of --check and --ready', () => {
    for (const ready of [false, true])
      expect(JSON.parse(asJson([good, skipped, ...later(ready)], ready))).toMatchObject({
        ok: !ready,
        notMade: [
          { slug: 'a', check: 'guest 7.3' },
          { slug: 'a', check: 'each patch builds 7.3' },
        ],
      });
    expect(JSON.parse(asJson([good], false)).notMade).toEqual([]);
  });

  test('by --only is said, too', () => {
    for (const ready of [false, true])
      expect(
        summary([good, leftOut({ ...about, check: 'guest' }, ready, `3 faults ${BY_ONLY}`)], ready),
      ).toMatch(/; faults were left out by --only\n$/);
  });
});
