// SPDX-License-Identifier: MIT
// The line of the checklists goes by the lines of the gate that its items name.
import { expect, test } from 'vitest';
import type { Documents } from '../generate.ts';
import type { Item } from '../pages/answers.ts';
import { checklistLine } from './facts.ts';
import { isOk, judged, type Line, leftOut } from './line.ts';

const about = { slug: 'valid', command: 'x' };
const item = (by: Item['by'], lines: readonly string[] = []): Item => ({
  ...{ number: '1', asks: 'it', by, holds: by === 'check' ? true : null, answer: 'so', lines },
});
const lineOf = (items: readonly Item[], lines: readonly Line[]): Line => {
  const material = { proposal: { slug: 'valid' }, prose: { file: 'prose.md' } };
  return checklistLine({ items, material } as unknown as Documents, lines);
};
const good = judged({ ...about, check: 'b4 7.3' }, []);

test('an item holds with the line that it names, and fails with it, or where none has run', () => {
  expect(lineOf([item('gate', ['b4'])], [good])).toMatchObject({ state: 'holds', details: [] });
  const bad = judged({ ...about, check: 'b4 7.3 fixes' }, ['planted']);
  expect(lineOf([item('check', ['b4'])], [good, bad]).details).toEqual([
    'checklist.md: 1. it: the line b4 7.3 fixes fails',
  ]);
  expect(lineOf([item('gate', ['b'])], [good]).details).toEqual(['checklist.md: 1. it: no line b has run']);
});

test('what was left out is said, and is open where all is to be ready', () => {
  const [plain, ready] = [false, true].map((all) => leftOut({ ...about, check: 'guest 7.3' }, all)) as [
    Line,
    Line,
  ];
  expect([plain.state, ready.state]).toEqual(['skipped', 'open']);
  expect([isOk([good, plain], false), isOk([good, ready], true)]).toEqual([true, false]);
  for (const line of [plain, ready])
    expect(lineOf([item('gate', ['guest'])], [line]).note).toContain(
      '1 checked, 1 of them not without --boot',
    );
});

test('an item whose line is open is open, and is not checked', () => {
  const open: Line = { ...good, check: 'EDITME', state: 'open', details: ['a letter'] };
  for (const by of ['check', 'gate', 'sentence'] as const) {
    const line = lineOf([item(by, ['EDITME']), item('check', ['b4'])], [good, open]);
    expect([line.state, line.details]).toEqual(['open', ['checklist.md: 1. it: the line EDITME is open']]);
    expect(line.note).toBe('1 checked, 0 said, 1 with a line that is open, 0 for a person');
  }
});

test('only what is checked counts as checked later', () => {
  const line = leftOut({ ...about, check: 'guest 7.3' }, false);
  const items = (['check', 'gate', 'sentence', 'person'] as const).map((by) => item(by, ['guest']));
  expect(lineOf(items, [line]).note).toContain(
    '2 checked, 2 of them not without --boot, 1 said, 1 for a person',
  );
});

test('what is for a person is open, with the place of an answer', () => {
  const line = lineOf([item('person', ['b4'])], [good]);
  expect([line.state, line.details]).toEqual(['open', ['checklist.md: 1. it: so']]);
  expect(line.note).toContain('below ## Checklist of prose.md');
});
