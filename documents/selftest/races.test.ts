// SPDX-License-Identifier: MIT
// The list of programs as it is read: which are tests of the series, and what is refused.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { put, SLUG } from '../fixtures/checkout.ts';
import { hashOfProgram, isTest, notRun, readRaces } from './races.ts';

const RACE = { file: 'x/lost.c', what: 'nothing is lost', rules: [], today: true };

/** The list with one program. */
function read(more: object) {
  const root = folderOfTest();
  put(root, RACE.file, '');
  put(root, `documents/${SLUG}/races.json`, JSON.stringify([{ ...RACE, ...more }]));
  return readRaces(root, { slug: SLUG, rules: [{ id: 'R1' }] })[0]!;
}

test('what guests cannot run is no test, and what they have not run is one', () => {
  expect(isTest(read({}))).toBe(true);
  const [lacking, unasked] = [read({ unrun: { '7.3': 'no device' } }), read({ unasked: ['7.3'] })];
  expect([isTest(lacking), isTest(unasked)]).toEqual([false, true]);
  expect([...notRun(lacking), ...notRun(unasked)]).toEqual([
    ['7.3', 'no device'],
    ['7.3', 'no guest has been asked yet'],
  ]);
});

test('options that a program needs have no CONFIG_', () => {
  expect(read({ config: ['CGROUPS'] }).config).toEqual(['CGROUPS']);
  expect(() => read({ config: ['CONFIG_cgroups'] })).toThrow('races.json cannot be used');
});

test('a list of bases with no base, and a base without a reason, are refused', () => {
  for (const more of [{ unrun: {} }, { unrun: { '7.3': '' } }, { unasked: [] }])
    expect(() => read(more)).toThrow('races.json cannot be used');
  expect(() => read({ unrun: {} })).toThrow('no base is named');
});

test('what could not be made was not seen', () => {
  const seen = (exit: number) => ({ seen: [{ on: '7.3', says: ['x'], exit, hash: hashOfProgram('') }] });
  expect([0, 1].map((exit) => read(seen(exit)).seen[0]!.exit)).toEqual([0, 1]);
  expect(() => read(seen(2))).toThrow('races.json cannot be used');
});

test('a rule that there is not is refused, with the program that names it', () => {
  expect(read({ rules: ['R1'] }).rules).toEqual(['R1']);
  expect(() => read({ rules: ['R1', 'R99'] })).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: `documents/${SLUG}/races.json cannot be used: x/lost.c: there is no R99`,
    }),
  );
});

/** Lines that give a call a number whatever the headers say: they are not below an #ifndef of it. */
function fixedNumbers(text: string): string[] {
  const open: string[] = [];
  return text.split('\n').filter((line) => {
    if (/^#\s*if/.test(line)) open.push(line);
    if (/^#\s*endif/.test(line)) open.pop();
    const name = /^#define\s+(\w*NR_\w+)\s+\S/.exec(line)?.[1];
    return name !== undefined && !open.includes(`#ifndef ${name}`);
  });
}

test('a program takes the number of a call from the headers, where they have it', () => {
  const programs = readdirSync(inRoot('docs'), { recursive: true }).map(String);
  const texts = programs
    .filter((path) => /^\w+\/repro\/[\w-]+\.c$/.test(path))
    .map((path) => readFileSync(inRoot('docs', path), 'utf8'));
  expect(texts.filter((text) => text.includes('__NR_')).length).toBeGreaterThan(1);
  expect(texts.flatMap(fixedNumbers)).toEqual([]);
  expect(fixedNumbers('#ifndef NR_X\n#endif\n#define NR_X 500\n')).toEqual(['#define NR_X 500']);
});

test('what another program printed is not shown, and where it was run is known', () => {
  const seen = { on: '7.3', says: ['gone'], exit: 1 };
  const own = read({ seen: [{ ...seen, hash: hashOfProgram('') }] });
  expect([own.seen, own.outdated]).toEqual([[seen], []]);
  const another = read({ seen: [{ ...seen, hash: hashOfProgram('int x;') }] });
  expect([another.seen, another.outdated]).toEqual([[], ['7.3']]);
});

test.each([
  ['/* what it is,\n * and why */\n\tint x;\n', true],
  ['// SPDX\nint x;\n', true],
  ['int y;\n', false],
])('the comments of a program are no part of its hash: %j', (text, same) => {
  expect(hashOfProgram(text) === hashOfProgram('int x;\n')).toBe(same);
});
