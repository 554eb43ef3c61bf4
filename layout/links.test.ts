// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot, ROOT } from '../base/root.ts';
import { brokenLinks } from './links.ts';
import { readTree } from './tree.ts';

test('every link between the texts leads somewhere', () => {
  const { files } = readTree(ROOT);
  const own = files.filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'));
  const texts = new Map(own.map((file) => [file, readFileSync(inRoot(file), 'utf8')]));
  expect(texts.size).toBeGreaterThan(10);
  expect(brokenLinks(texts, (path) => existsSync(inRoot(path)))).toEqual([]);
});

test('a file and a heading that are not there are told', () => {
  const texts = new Map([
    ['a/b.md', '[1](../c.md) [2](../c.md#why-not-x) [3](#here) [4](d.md) [5](https://x.y/z)\n## Here\n'],
    [
      'c.md',
      '# Why not `x`?\n[6](a) [7](a/b.md#gone) `[8](no)`\n```\n# In code\n[9](no)\n```\n[10](#in-code)\n',
    ],
  ]);
  const there = new Set(['a', 'a/b.md', 'c.md']);
  expect(brokenLinks(texts, (path) => there.has(path))).toEqual([
    'a/b.md: d.md',
    'c.md: a/b.md#gone',
    'c.md: #in-code',
  ]);
});
