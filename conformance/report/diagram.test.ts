// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { showFailure } from './diagram.ts';
import { CRASH, failure, MISSED_WAKE_UP, outcome, UNEXPECTED } from './fixtures/failures.ts';

const paper = (columns: number) => ({ columns, colors: false });
const ruleText = (row: string) => (row === 'E13' ? 'the socket is connected already' : undefined);

describe('a difference', () => {
  test('the sequence in lanes, allowed beside observed, and the rule', () => {
    expect(showFailure(UNEXPECTED, paper(70), ruleText)).toBe(`\
reach: allowed EISCONN or 0, observed EBADF

    t0                                t1
  1 ● begins as 0:0                   │
  2 │                                 ● begins as 1000:1000
  3 ● open(s, read)                   │
      open = 0                        │
  4 ● accept(0)                       │
      sleeps                          │
  5   sleeps                          ● reach(0, path s)
    │                                   reach = -1 EBADF

allowed                             observed
t1 reach = -1 EISCONN               t1 reach = -1 EBADF
t0 sleeps                           t0 sleeps
by E13
or
t1 reach = 0
t0 accept = 3
in this order: t1, t0
  E13: the socket is connected already
`);
  });

  test('one below the other where lanes have no room', () => {
    expect(showFailure(MISSED_WAKE_UP, paper(30))).toBe(`\
reach: accept allowed 3,
observed sleeps

  1 t0 ● begins as 0:0
  2 t1 ● begins as 1000:1000
  3 t0 ● open(s, read)
      t0 open = 0
  4 t0 ● accept(0)
      t0 sleeps
  5 t1 ● reach(0, path s)
      t1 reach = 0
      t0 sleeps

allowed         observed
t1 reach = 0    t1 reach = 0
t0 accept = 3   t0 sleeps
in this
order: t1, t0
`);
  });

  test.each([20, 40, 80, 160])('no line is longer than %d columns', (columns) => {
    for (const line of showFailure(UNEXPECTED, paper(columns), ruleText).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  test('ops after it are not shown', () => {
    const later = { id: 9, op: 'signal', task: 't1', signal: 'kill' } as const;
    const shown = showFailure({ ...UNEXPECTED, ops: [...UNEXPECTED.ops, later] }, paper(80));
    expect(shown).not.toContain('gets signal kill');
  });

  test('nothing seen, and no result at all', () => {
    const shown = (observed: Parameters<typeof failure>[1]) =>
      showFailure(failure([outcome({})], observed), paper(80));
    expect(shown(undefined)).toContain('nothing is seen                          no result');
    expect(shown(outcome({ died: ['t1'] }))).toContain('nothing is seen                          t1 dies');
  });

  test('colours change nothing but colours', () => {
    const colored = showFailure(UNEXPECTED, { columns: 70, colors: true }, ruleText);
    expect(colored).toContain('\u001b[');
    const plain = stripVTControlCharacters(colored).replace(/ +$/gm, '');
    expect(plain).toBe(showFailure(UNEXPECTED, paper(70), ruleText));
  });
});

test('a crash: all ops, because the kernel has not said how far it got, and where its console is', () => {
  expect(showFailure(CRASH, paper(70))).toBe(`\
crashed: BUG: KASAN: slab-use-after-free in unix_accept

    t0                                t1
  1 ● begins as 0:0                   │
  2 │                                 ● begins as 1000:1000
  3 ● open(s, read)                   │
  4 ● accept(value of 3)              │
  5 │                                 ● reach(0, path s)

console: guest-1.log
`);
});

test('lanes are in the order of their numbers', () => {
  const ops = [10, 2].map((n, id) => ({ id, op: 'spawn', task: `t${n}`, uid: 0, gid: 0 }) as const);
  expect(showFailure({ ...CRASH, ops }, paper(80))).toMatch(/t2 +t10/);
});
