// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { modulesOf, operatorsIn, variablesIn } from './modules.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'MC.tla': '---- MODULE MC ----\nEXTENDS Main, TLC\nA == 1\n====',
  'Main.tla': [
    '---- MODULE Main ----',
    'EXTENDS Naturals',
    'VARIABLES x, \\* one',
    '  y',
    'INSTANCE Vfs',
    'Abs == INSTANCE Spec WITH s <- x',
    'A == 2',
    '====',
  ].join('\n'),
  'lib/Vfs.tla': '---- MODULE Vfs ----\nEXTENDS Main\nV == 1\n====',
  'Spec.tla': '---- MODULE Spec ----\nVARIABLE s\nNext == s = 1\n====',
};

const folder = folderOfFile();
beforeAll(() => {
  mkdirSync(join(folder, 'lib'));
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, name), text);
});

const modules = (named: boolean) => modulesOf(join(folder, 'MC.tla'), [join(folder, 'lib')], named);

test('a module has what it extends and instantiates, each once; the first definition of a name counts', () => {
  const operators = operatorsIn(modules(false));
  expect([...operators.keys()]).toEqual(['A', 'Abs', 'V']);
  expect(operators.get('A')).toMatchObject({ file: join(folder, 'MC.tla'), line: 3, tokens: ['==', '1'] });
});

test('a named instance only where that is asked for', () => {
  expect([...operatorsIn(modules(true)).keys()]).toEqual(['A', 'Abs', 'V', 'Next']);
});

test('variables, with their lines', () => {
  expect(variablesIn(modules(false)).map(({ name, line }) => [name, line])).toEqual([
    ['x', 3],
    ['y', 4],
  ]);
  expect(variablesIn(modules(true)).map(({ name }) => name)).toEqual(['x', 'y', 's']);
});

test('a module that is not there has nothing', () => {
  expect(modulesOf(join(folder, 'No.tla'), [])).toEqual([]);
});
