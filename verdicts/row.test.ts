// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { type Answer, type Found, type Question, toJson, toRow } from './row.ts';

const question: Question = {
  slug: 'lease',
  variant: 'naive',
  claim: 'C1.progress',
  scenario: 'pair',
  engine: 'explorer',
  expected: 'holds',
};
const answer: Answer = {
  verdict: 'holds',
  distinct: 9,
  transitions: 12,
  depth: 5,
  seconds: 0.0123456,
  fault: null,
};

test.each<[Question['expected'], Found, boolean]>([
  ['holds', 'holds', true],
  ['holds', 'violated', false],
  ['holds', 'unreached', false],
  ['holds', 'inconclusive', false],
  ['violated', 'holds', false],
  ['violated', 'violated', true],
  ['violated', 'unreached', true],
  ['violated', 'inconclusive', false],
])('expected %s, found %s: ok is %s', (expected, verdict, ok) => {
  expect(toRow({ ...question, expected }, { ...answer, verdict }).ok).toBe(ok);
});

test('an answer with a fault is never ok', () => {
  const faulty = { ...answer, fault: 'the counts are stale' };
  expect(toRow(question, faulty)).toMatchObject({ verdict: 'holds', ok: false, fault: faulty.fault });
  expect(toRow({ ...question, expected: 'violated' }, { ...faulty, verdict: 'violated' }).ok).toBe(false);
});

test('a row has its thirteen fields in their order, whatever else question and answer carry', () => {
  const row = toRow({ ...question, id: 'C1' } as Question, { ...answer, trace: [] } as Answer);
  expect(JSON.stringify(row)).toBe(
    '{"slug":"lease","variant":"naive","claim":"C1.progress","scenario":"pair","engine":"explorer",' +
      '"expected":"holds","verdict":"holds","ok":true,"distinct":9,"transitions":12,"depth":5,"seconds":0.012,"fault":null}',
  );
});

test('all is ok when every row is, and there is one', () => {
  const green = toRow(question, answer);
  const red = toRow(question, { ...answer, verdict: 'inconclusive' });
  expect(toJson([green, green])).toEqual({ schema: 1, results: [green, green], notChecked: [], ok: true });
  expect(toJson([green, red]).ok).toBe(false);
  expect(toJson([]).ok).toBe(false);
  const notChecked = [{ slug: 'fd_lease', message: 'not finished' }];
  expect(toJson([green], notChecked)).toEqual({ schema: 1, results: [green], notChecked, ok: false });
});
