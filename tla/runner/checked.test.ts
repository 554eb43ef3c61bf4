// SPDX-License-Identifier: MIT
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { checkedText, isAsked, suggestConfig, whatIsChecked } from './checked.ts';

const top = folderOfFile();

/** A specification of these modules; the first is the root. */
function specOf(modules: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(top, 'spec-'));
  for (const [name, text] of Object.entries(modules))
    writeFileSync(join(folder, `${name}.tla`), `---- MODULE ${name} ----\n${text}\n====\n`);
  return join(folder, `${Object.keys(modules)[0]}.tla`);
}

const RACY = specOf({ Racy: 'VARIABLE x\nInit == x = 0\nNext == UNCHANGED x\nSpec == Init /\\ [][Next]_x' });
const asked = (spec: string, config: string, deadlock?: boolean) => {
  const checked = whatIsChecked(spec, config, deadlock);
  return [isAsked(checked, deadlock === true), checkedText(checked)];
};

test.each([
  ['nothing', 'SPECIFICATION Spec', undefined, [false, 'checked: absence of deadlock']],
  [
    'not even deadlock',
    'INIT Init NEXT Next CHECK_DEADLOCK FALSE',
    undefined,
    [false, 'no property was checked'],
  ],
  ['deadlock, by option', 'SPECIFICATION Spec', true, [true, 'checked: absence of deadlock']],
  ['an invariant', 'INIT Init NEXT Next INVARIANTS A B', false, [true, 'checked: invariants A, B']],
  ['a property', 'SPECIFICATION Spec PROPERTY P \\* INVARIANT Not', false, [true, 'checked: property P']],
])('%s is asked', (_, config, deadlock, expected) => {
  expect(asked(RACY, config, deadlock)).toEqual(expected);
});

test('one is one', () => {
  expect(asked(RACY, 'INIT Init NEXT Next INVARIANT A PROPERTIES P Q', false)).toEqual([
    true,
    'checked: invariant A; properties P, Q',
  ]);
  expect(asked(specOf({ One: 'ASSUME 1 = 1' }), '')).toEqual([true, 'checked: 1 assumption']);
});

test('each line of a comment in a suggestion is one', () => {
  const names = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `AnInvariantWithAName${n} == x = ${n}`);
  const many = specOf({ Many: `VARIABLE x\nInit == x = 0\nNext == x' = x\n${names.join('\n')}` });
  const comment = suggestConfig(many).slice(3);
  expect(comment.length).toBeGreaterThan(2);
  for (const line of comment) expect(line).toMatch(/^\\\* .{1,57}$/);
});

test('of constants the assumptions are what is asked, also of a module that is extended', () => {
  const constant = specOf({
    MC: 'EXTENDS Base, Naturals\n\nX == 1',
    Base: 'ASSUME 1 = 1\nASSUME 2 = 2 \\* ASSUME',
  });
  expect(asked(constant, '')).toEqual([true, 'checked: 2 assumptions']);
  expect(asked(constant, 'SPECIFICATION Spec', false)).toEqual([false, 'checked: 2 assumptions']);
  expect(asked(specOf({ None: 'X == 1' }), '')).toEqual([false, 'no property was checked']);
});

test('what to write where there is no configuration', () => {
  // Always an invariant: without one nothing is checked.
  expect(suggestConfig(RACY)).toEqual([
    'SPECIFICATION Spec',
    'INVARIANT Inv',
    '\\* Inv is yours to define: what is true of every state',
  ]);
  const several = specOf({
    Several: "VARIABLE x\nInit == x = 0\nNext == x' = x\nSmall == x < 3\nTypeOK == x \\in 0..2",
  });
  expect(suggestConfig(several)).toEqual([
    ...['INIT Init', 'NEXT Next', 'INVARIANT TypeOK', '\\* or: Small'],
  ]);
  expect(suggestConfig(specOf({ None: 'X == 1' }))).toEqual([]);
  const larger = specOf({
    Larger:
      "EXTENDS Naturals\n\nCONSTANTS N, Procs\nVARIABLE x\n\nInit == x = 0\nNext == x' = x\nTypeOK == x \\in 0..N",
  });
  expect(suggestConfig(larger)).toEqual([
    ...['INIT Init', 'NEXT Next', 'CONSTANT N = n', 'CONSTANT Procs = procs', 'INVARIANT TypeOK'],
  ]);
});
