// SPDX-License-Identifier: MIT
// What is read and kept: hand-written mutants, the list of survivors, the memory of a run.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { killed, mutant } from './fixtures/mutants.ts';
import { handMutants } from './hand.ts';
import { readListed, requireKnown } from './listed.ts';
import { openMemory } from './memory.ts';

let top: string;
beforeEach(() => {
  top = folderOfTest();
});
const write = (name: string, text: string): string => {
  writeFileSync(join(top, name), text);
  return join(top, name);
};

describe('hand-written mutants', () => {
  test('by name, with what they say that they break', () => {
    const b = write('b.patch', 'Subject: [MUTANT] the peer is not put\n\n---\n--- a/x.c\n+++ b/x.c\n');
    const a = write('a.patch', '\nThe flags are\nnot checked\n\nBreaks: R1\n---\ndiff --git a/x.c b/x.c\n');
    expect(handMutants('example', undefined, top)).toEqual([
      { id: 'a', kind: 'hand', what: 'The flags are not checked', by: { patch: a } },
      { id: 'b', kind: 'hand', what: 'the peer is not put', by: { patch: b } },
    ]);
  });

  test('one that says nothing is an error', () => {
    write('a.patch', '--- a/x.c\n+++ b/x.c\n');
    expect(() => handMutants('example', undefined, top)).toThrow(/a\.patch:1: it does not say/);
  });

  test('a proposal without any', () =>
    expect(handMutants('example', undefined, join(top, 'none'))).toEqual([]));
});

describe('the list of survivors', () => {
  const entry = (id: string) => ({ id, reason: 'so' });
  const listed = (lists: object) => readListed('example', write('equivalent.json', JSON.stringify(lists)));

  test('both kinds, and no file', () => {
    expect(listed({ equivalent: [entry('a')], owed: [entry('b')] })).toEqual(
      new Map([
        ['a', { as: 'equivalent', reason: 'so' }],
        ['b', { as: 'owed', reason: 'so' }],
      ]),
    );
    expect(readListed('example', join(top, 'none'))).toEqual(new Map());
  });

  test.each([
    ['no reason', { equivalent: [{ id: 'a', reason: '' }], owed: [] }],
    ['another list', { equivalent: [], owed: [], other: [] }],
    ['an id twice', { equivalent: [entry('a')], owed: [entry('a')] }],
  ])('%s is an error', (_, lists) => {
    expect(() => listed(lists)).toThrow(/equivalent\.json: /);
  });

  test('an entry that is no mutant is an error', () => {
    const list = listed({ equivalent: [entry('a')], owed: [entry('b')] });
    expect(() => requireKnown(list, [mutant('a'), mutant('b')])).not.toThrow();
    expect(() => requireKnown(list, [mutant('a')])).toThrow("no mutant: 'b'");
  });
});

describe('the memory', () => {
  test('holds from run to run, but what did not come to an end', () => {
    const path = join(top, 'sub', 'memory.jsonl');
    const first = openMemory(path);
    first.set('a', killed('cases'));
    first.set('b', {});
    first.set('c', { unfinished: 'given up' });
    const second = openMemory(path);
    expect(['a', 'b', 'c'].map((key) => second.get(key))).toEqual([killed('cases'), {}, undefined]);
  });

  test('a line that was cut off is lost, and no other', () => {
    const path = join(top, 'memory.jsonl');
    openMemory(path).set('a', {});
    appendFileSync(path, '{"key":"b","kil');
    openMemory(path).set('c', {});
    const memory = openMemory(path);
    expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([{}, undefined, {}]);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
  });

  test('what is asked for is in the second file too, and can be read from it alone', () => {
    const [own, kept] = [join(top, 'own.jsonl'), join(top, 'kept', 'a.jsonl')];
    openMemory(own).set('a', killed('cases'));
    const both = openMemory(own, kept);
    both.set('b', {});
    expect(readFileSync(kept, 'utf8')).not.toContain('cases');
    expect(both.get('a')).toEqual(killed('cases'));
    const elsewhere = openMemory(join(top, 'elsewhere.jsonl'), kept);
    expect(['a', 'b', 'c'].map((key) => elsewhere.get(key))).toEqual([killed('cases'), {}, undefined]);
    expect(openMemory(join(top, 'elsewhere.jsonl')).get('a')).toEqual(killed('cases'));
  });
});
