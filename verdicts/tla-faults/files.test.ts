// SPDX-License-Identifier: MIT
// The list of equivalent mutants, and the memory of what was found.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { readHints, writeHints } from './hints.ts';
import { asListed, readEquivalent } from './listed.ts';
import { keyOf, openMemory, type TlaFate } from './memory.ts';
import type { Tried } from './run.ts';

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

test('where mutants died is written by place, and read by mutant', () => {
  const file = join(folder, 'hints', 'lease.json');
  expect(readHints(file).size).toBe(0);
  const tried = (id: string, scenario: string | null): Tried => {
    const by = scenario === null ? null : { claim: 'C1', variant: 'proposed', scenario };
    const verdict = by === null ? 'survived' : 'killed';
    return { mutant: { id } as TlaMutant, fate: { verdict, by, message: null, differs: true } };
  };
  writeHints(file, [tried('b', 'pair'), tried('c', null), tried('a', 'pair'), tried('d', 'alone')]);
  expect(readHints(file)).toEqual(
    new Map([
      ['d', { variant: 'proposed', scenario: 'alone' }],
      ['a', { variant: 'proposed', scenario: 'pair' }],
      ['b', { variant: 'proposed', scenario: 'pair' }],
    ]),
  );
  writeFileSync(file, '{"schema":1,"died":[{"variant":"proposed"}]}');
  expect(() => readHints(file)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});

test('a key depends on each part and on where one ends', () => {
  expect(keyOf(['ab', 'c'])).not.toBe(keyOf(['a', 'bc']));
  expect(keyOf(['a'])).toBe(keyOf(['a']));
});
