// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { type Bounds, idleBounds, isAffordable, isWithin, readBounds } from './bounds.ts';
import { compare } from './compare.ts';

const rowOf = (pristine: number, patched: number, workload = 'connect stream') =>
  compare([new Map([[workload, pristine]])], [new Map([[workload, patched]])])[0]!;

const BOUNDS: Bounds = new Map([['connect stream', { percent: 2, reason: 'a descriptor is one more word' }]]);
const NONE: Bounds = new Map();

test.each([
  ['no more', 1000, 1000, true, true],
  ['more, within the bound', 1000, 1020, true, false],
  ['more than the bound', 1000, 1021, false, false],
])('%s', (_, pristine, patched, within, withoutBound) => {
  expect(isWithin(rowOf(pristine, patched), BOUNDS)).toBe(within);
  expect(isWithin(rowOf(pristine, patched), NONE)).toBe(withoutBound);
});

test('a bound is for one call: the next one has none', () => {
  const rows = [rowOf(1000, 1010), rowOf(1000, 1010, 'accept')];
  expect(isAffordable(rows.slice(0, 1), BOUNDS)).toBe(true);
  expect(isAffordable(rows, BOUNDS)).toBe(false);
});

test('a bound that nothing needs is no better than a cost', () => {
  for (const rows of [[rowOf(1000, 1000)], [rowOf(1000, 1000, 'accept')]]) {
    expect(idleBounds(rows, BOUNDS)).toEqual(['connect stream']);
    expect(isAffordable(rows, BOUNDS)).toBe(false);
    expect(isAffordable(rows, NONE)).toBe(true);
  }
});

test('where nothing was counted, nothing is affordable', () => {
  expect(isAffordable([], NONE)).toBe(false);
});

/** The bounds in a file with that text. */
function read(text: string): Bounds {
  const path = join(folderOfTest(), 'cost.json');
  writeFileSync(path, text);
  return readBounds('a', path);
}

const bound = (change: object) =>
  JSON.stringify({ bounds: [{ calls: ['a', 'b'], percent: 1.5, reason: 'why', ...change }] });

test('a bound goes for each of its calls', () => {
  expect([...read(bound({}))]).toEqual([
    ['a', { percent: 1.5, reason: 'why' }],
    ['b', { percent: 1.5, reason: 'why' }],
  ]);
  expect(readBounds('a', join(folderOfTest(), 'nothing.json')).size).toBe(0);
});

test.each([
  ['no JSON', '{', 'cost.json: '],
  ['no call', bound({ calls: [] }), 'at bounds[0].calls'],
  ['no reason', bound({ reason: '' }), 'at bounds[0].reason'],
  ['less than all may cost', bound({ percent: 0.5 }), 'at bounds[0].percent'],
  ['a word that there is not', bound({ pct: 2 }), 'pct'],
  ['a call twice', bound({ calls: ['a', 'a'] }), "cost.json: 'a' has two bounds"],
])('a list that cannot be meant is named: %s', (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});
