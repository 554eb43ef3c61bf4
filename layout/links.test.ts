// SPDX-License-Identifier: MIT
// Links of one text to another: the file is there, and so is the heading.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot, ROOT } from '../base/root.ts';
import { readTree } from './tree.ts';

/** A heading as a link names it, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}_ -]/gu, '')
    .replaceAll(' ', '-');
}

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** What can be linked to in a text. */
function anchors(text: string): string[] {
  const headings = text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) => anchorOf(heading!));
}

/** The links of these texts that lead nowhere, as `file: target`. `exists` knows files and folders by their path from the root. */
function brokenLinks(texts: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] {
  return [...texts].flatMap(([file, text]) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^\w+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const to = path === '' ? file : posix.join(posix.dirname(file), path);
        if (!exists(to)) return true;
        return anchor !== undefined && !anchors(texts.get(to) ?? '').includes(anchor);
      })
      .map((target) => `${file}: ${target}`),
  );
}

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
