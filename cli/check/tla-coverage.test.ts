// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { judgeGaps } from '../../verdicts/tla-coverage.ts';
import { coverageText } from './tla-coverage.ts';

const REASON = { at: 'M!Wait: timer', why: 'nothing here sets a timer' };
const said = (gaps: readonly string[], listed = [REASON]) =>
  coverageText([{ slug: 'lease', ...judgeGaps(1234, gaps, listed) }], false, false);

test('gaps with a reason are exit 0', () => {
  expect(said([REASON.at])).toEqual({
    text: 'ok lease: of 1,234 expressions in actions 1 are never evaluated, 1 of them with a reason\n',
    exitCode: 0,
  });
  expect(said([], [])).toMatchObject({ exitCode: 0 });
});

test('a gap without a reason is exit 1', () => {
  const { text, exitCode } = said([REASON.at, 'M!Take: x']);
  expect(exitCode).toBe(1);
  expect(text.split('\n').slice(1, 3)).toEqual([
    '   never evaluated: M!Take: x',
    "   add a scenario that reaches it, or give a reason in the manifest's uncovered",
  ]);
});

test('a reason without a gap is exit 1', () => {
  const { text, exitCode } = said([]);
  expect(exitCode).toBe(1);
  expect(text).toContain('\n   listed as uncovered, and it is not: M!Wait: timer\n');
});

test('JSON', () => {
  const { text } = coverageText([{ slug: 'lease', ...judgeGaps(3, ['a'], []) }], true, false);
  expect(JSON.parse(text)).toEqual({
    ...{ schema: 1, ok: false },
    results: [{ slug: 'lease', expressions: 3, listed: [], unlisted: ['a'], obsolete: [], ok: false }],
  });
});

test('nothing that was looked at is nothing that is covered', () => {
  const { text, exitCode } = coverageText([], true, false);
  expect([exitCode, JSON.parse(text).ok]).toEqual([1, false]);
});
