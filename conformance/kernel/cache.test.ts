// SPDX-License-Identifier: MIT
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheKey, entries, kernelCache, type Meta, readEntry } from './cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syspec-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const INGREDIENTS = {
  base: '6.12',
  source: 's',
  patches: ['p', 'q'],
  fragments: ['f'],
  compiler: ['gcc', 'ld'],
};

test.each([
  ['the base', { base: '7.3' }],
  ['source', { source: 't' }],
  ['a patch', { patches: ['p', 'r'] }],
  ['the order of patches', { patches: ['q', 'p'] }],
  ['one patch less', { patches: ['p'] }],
  ['a fragment', { fragments: ['g'] }],
  ['a fragment cut in two', { fragments: ['f', ''] }],
  ['the compiler', { compiler: ['gcc 2', 'ld'] }],
])('the key changes with %s', (_, change) => {
  const key = cacheKey(INGREDIENTS);
  expect(cacheKey({ ...INGREDIENTS })).toBe(key);
  expect(cacheKey({ ...INGREDIENTS, ...change })).not.toBe(key);
});

const META: Meta = {
  schema: 1,
  key: 'k',
  flavour: 'fast',
  base: '6.12',
  release: '6.12.1',
  source: 's',
  patches: [],
  compiler: ['gcc', 'ld'],
  seconds: 1,
  steps: 2,
};

function entry(name: string, files: Record<string, string>): string {
  const cache = kernelCache({ XDG_CACHE_HOME: folder });
  mkdirSync(cache.entry(name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cache.entry(name), file), text);
  return cache.entry(name);
}

test('an entry is read when it is whole', () => {
  const whole = entry('a', { bzImage: 'x', 'meta.json': JSON.stringify(META) });
  expect(readEntry(whole)).toEqual(META);
  expect(readEntry(entry('b', { 'meta.json': JSON.stringify(META) }))).toBeUndefined();
  expect(readEntry(entry('c', { bzImage: 'x' }))).toBeUndefined();
  expect(readEntry(entry('d', { bzImage: 'x', 'meta.json': '{"schema":2}' }))).toBeUndefined();
  expect(readEntry(entry('e', { bzImage: 'x', 'meta.json': '{' }))).toBeUndefined();
  const cache = kernelCache({ XDG_CACHE_HOME: folder });
  expect(entries(cache)).toEqual([{ meta: META, folder: whole, bytes: 1 }]);
});

test('a cache that is not there yet is empty', () => {
  expect(entries(kernelCache({ XDG_CACHE_HOME: join(folder, 'absent') }))).toEqual([]);
});
