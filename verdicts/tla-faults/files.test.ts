// SPDX-License-Identifier: MIT
// The list of equivalent mutants, and the memory of what was found.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { asListed, readEquivalent } from './listed.ts';
import { keyOf, openMemory, type TlaFate } from './memory.ts';

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

test('a list is read, and none is empty', () => {
  const file = join(folder, 'equivalent.json');
  expect(readEquivalent(file).size).toBe(0);
  writeFileSync(file, JSON.stringify({ equivalent: [{ id: 'a', reason: 'b' }] }));
  expect(readEquivalent(file)).toEqual(new Map([['a', 'b']]));
});

test('one is as it was listed while what stands around it is', () => {
  const file = join(folder, 'equivalent.json');
  const reason = 'the same graph';
  const entries = [
    { id: 'a', around: '0f', reason },
    { id: 'b', reason },
  ];
  writeFileSync(file, JSON.stringify({ equivalent: entries }));
  const isSpared = asListed(file);
  const mutant = (id: string, around: string) => ({ id, around }) as TlaMutant;
  expect([mutant('a', '0f'), mutant('a', '10'), mutant('b', '0f'), mutant('c', '0f')].map(isSpared)).toEqual([
    ...[true, false, false, false],
  ]);
});

test.each([
  '{"equivalent": [{"id": "a", "reason": "b"}, {"id": "a", "reason": "c"}]}',
  '{"equivalent": [{"id": "a", "reason": ""}]}',
  '{"equivalent": [{"id": "a"}]}',
  '{"equivalent": [',
])('%s is refused', (text) => {
  const file = join(folder, 'equivalent.json');
  writeFileSync(file, text);
  expect(() => readEquivalent(file)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});

test('the memory keeps what it is told, also after a line that was cut off', () => {
  const file = join(folder, 'deep', 'memory.jsonl');
  const fate: TlaFate = { verdict: 'survived', by: null, message: null, differs: true };
  openMemory(file).set('a', fate);
  appendFileSync(file, '{"key": "b", "fa');
  const again = openMemory(file);
  again.set('c', fate);
  const last = openMemory(file);
  expect([last.get('a'), last.get('b'), last.get('c')]).toEqual([fate, undefined, fate]);
});

test('a key depends on each part and on where one ends', () => {
  expect(keyOf(['ab', 'c'])).not.toBe(keyOf(['a', 'bc']));
  expect(keyOf(['a'])).toBe(keyOf(['a']));
});
