// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { CRASH, failure, MISSED_WAKE_UP, outcome, UNEXPECTED, WRONG_ORDER } from './fixtures/failures.ts';
import { title } from './title.ts';

describe('title', () => {
  test("what the op's own task should have done, and did", () => {
    expect(title(UNEXPECTED)).toBe('reach: allowed EISCONN or 0, observed EBADF');
  });

  test('another task, under the call that it is in', () => {
    expect(title(MISSED_WAKE_UP)).toBe('reach: accept allowed 3, observed sleeps');
  });

  test('all of it where each task alone does what it may', () => {
    expect(title(WRONG_ORDER)).toBe(
      'reach: allowed t1 returned 0, t0 returned 3, observed t0 returned 3, t1 returned 0',
    );
  });

  test('what a call wrote is part of its result', () => {
    const wrote = (out: string) => outcome({ returned: [{ task: 't1', op: 6, value: 0, out }] });
    expect(title(failure([wrote('s')], wrote('t')))).toBe('reach: allowed 0 "s", observed 0 "t"');
  });

  test('signals and deaths', () => {
    const handled = outcome({ handled: [{ task: 't1', signal: 'restart' }], blocked: ['t1'] });
    expect(title(failure([handled], outcome({ died: ['t1'] })))).toBe(
      'reach: allowed handles restart, sleeps, observed dies',
    );
  });

  test('the end of a run, and the first line of a crash', () => {
    expect(title(failure([outcome({})], undefined))).toBe('reach: no result');
    expect(title(CRASH)).toBe('crashed: BUG: KASAN: slab-use-after-free in unix_accept');
    expect(title({ ...CRASH, crash: { crashed: 'one\ntwo' } })).toBe('crashed: one');
  });

  test('it does not change with the numbers of ops', () => {
    const { ops, difference, ...rest } = WRONG_ORDER;
    const renumbered = ops.map((op) => ({ ...op, id: op.id + 7 }));
    expect(title({ ops: renumbered, difference: difference!, ...rest })).toBe(title(WRONG_ORDER));
  });
});
