// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { SHARED_MODULES } from '../manifest.ts';
import { findLibrary, OWN_LIBRARY } from './library.ts';

let top: string;
beforeEach(() => {
  top = folderOfTest();
});

const jar = (...parts: string[]): string => {
  const file = join(top, ...parts);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  return file;
};
const found = (given: readonly string[] = [], jars: readonly string[] = [], more: NodeJS.ProcessEnv = {}) =>
  findLibrary(join(top, 'X.tla'), given, jars, { HOME: top, ...more });

test('nothing but the stubs where nothing is named or found', () => {
  expect(found()).toEqual({ folders: [OWN_LIBRARY], jars: [] });
});

test('folders and jars that are named, by option and by environment', () => {
  const named = jar('a', 'my.jar');
  mkdirSync(join(top, 'modules'));
  const variable = { SYSPEC_TLA_LIBRARY: `:${join(top, 'modules')}:` };
  expect(found([named], [], variable)).toEqual({
    folders: [join(top, 'modules'), OWN_LIBRARY],
    jars: [named],
  });
  expect(() => found([join(top, 'absent')])).toThrow(/no such library: .*absent/);
});

test('CommunityModules beside TLC, that with its dependencies first; else where the editor has it', () => {
  const editor = jar(
    '.vscode',
    'extensions',
    'alygin.vscode-tlaplus-1.5.4',
    'tools',
    'CommunityModules-deps.jar',
  );
  expect(found().jars).toEqual([editor]);
  jar('tlc', 'CommunityModules.jar');
  const beside = jar('tlc', 'CommunityModules-deps.jar');
  expect(found([], [join(top, 'tlc')]).jars).toEqual([beside]);
});

test('a specification of this repository has its shared modules', () => {
  expect(findLibrary(inRoot('tla', 'any', 'Any.tla'), [], [], { HOME: top }).folders).toContain(
    SHARED_MODULES,
  );
  expect(found().folders).not.toContain(SHARED_MODULES);
});

test('each stub is a module of its own name', () => {
  const names = readdirSync(OWN_LIBRARY);
  expect(names).toContain('TLAPS.tla');
  for (const name of names)
    expect(readFileSync(join(OWN_LIBRARY, name), 'utf8')).toMatch(
      `---- MODULE ${name.replace('.tla', '')} ----`,
    );
});
