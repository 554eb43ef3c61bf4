// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { parseReport } from './counts.ts';

const RECORDED = readFileSync(inRoot('conformance', 'cost', 'fixtures', 'counts.txt'), 'utf8');

test('instructions of one call, in the order of the program', () => {
  const { cost: counts, armed } = parseReport(RECORDED, 100);
  expect(armed.size).toBe(0);
  expect([...counts.keys()].slice(0, 2)).toEqual(['getpid', 'stat, 1 component']);
  expect(counts.get('getpid')).toBe(221);
  expect(counts.get('connect stream, ENOENT')).toBe(7628);
  expect(counts.size).toBe(15);
});

test('a workload that was counted twice, the second time with another task armed', () => {
  const text = 'batches 3\nspin 1004\ncost 8 80 a\narmed 8 128 a\nend\n';
  expect(parseReport(text, 3)).toEqual({ cost: new Map([['a', 10]]), armed: new Map([['a', 16]]) });
});

test('a report that is cut off anywhere is none', () => {
  for (let length = 0; length < RECORDED.length; length++) {
    expect(() => parseReport(RECORDED.slice(0, length), 100), String(length)).toThrow(
      'the report is cut off',
    );
  }
});

const CUT = 'the report lacks the count of the spin';
test.each([
  ['nothing measured before it', 'cost 8 1 getpid\nend\n', CUT],
  ['no spin', 'end\n', CUT],
  ['a clock that counts time', 'spin 12345\nend\n', 'clock counts no instructions: 1000 of them took 12345'],
  ['a clock that stands', 'spin 0\nend\n', 'clock counts no instructions'],
  ['garbage', 'spin 1004\ncost 8 x getpid\nend\n', "not a line of the report: 'cost 8 x getpid'"],
  ['a line that is cut', 'spin 1004\ncost 8 17\nend\n', "not a line of the report: 'cost 8 17'"],
  ['a name twice', 'spin 1004\ncost 8 1 a\ncost 8 2 a\nend\n', "not a line of the report: 'cost 8 2 a'"],
  ['another kind of count', 'spin 1004\nlost 8 1 a\nend\n', "not a line of the report: 'lost 8 1 a'"],
  ['a call that failed', 'spin 1004\nfailed 38 accept\nend\n', "'accept' gave errno 38"],
])('%s', (_, text, message) => {
  expect(() => parseReport(`batches 3\n${text}`, 3)).toThrow(
    expect.objectContaining({ code: 'GUEST_DIED', exitCode: 3 }),
  );
  expect(() => parseReport(`batches 3\n${text}`, 3)).toThrow(message);
});

test('another number of batches than was asked for is no measurement', () => {
  expect(() => parseReport(RECORDED, 99)).toThrow("begins with 'batches 100', not with 'batches 99'");
});
