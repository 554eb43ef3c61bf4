// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { type FileSystem, isDir, walkComponent } from './vfs.ts';

const FS: FileSystem<'R' | 'D', 's' | 't' | 'd' | 'n', 'R' | 'D' | 'i' | 'L'> = {
  root: 'R',
  dirs: ['R', 'D'],
  names: ['s', 't', 'd', 'n'],
  inodes: ['R', 'D', 'i', 'L'],
  entries: {},
  links: { L: ['d', 's'] },
  denySearch: [],
  denyWrite: [],
  maxLinks: 3,
};
// `n` is absent by its value in one directory, and by not being there in the other.
const ENTRY = { R: { s: 'i', t: 'L', d: 'D', n: 'none' }, D: { s: 'i' } } as const;
const refuses = (_errno: string, applies: boolean) => applies;

function walk(dir: 'R' | 'D', rest: readonly ('s' | 't' | 'd' | 'n')[], links = 0, follow = true) {
  return walkComponent(FS, ENTRY, { dir, rest, links }, follow, refuses);
}

test('an entry is absent when it is none and when it is not there', () => {
  expect(walk('R', ['n'])).toEqual({ kind: 'error', errno: 'ENOENT' });
  expect(walk('D', ['n'])).toEqual({ kind: 'error', errno: 'ENOENT' });
});

test('a walk that does not refuse what is not there finds none', () => {
  const at = { dir: 'D', rest: ['n'], links: 0 } as const;
  expect(walkComponent(FS, ENTRY, at, true, () => false)).toEqual({ kind: 'found', inode: 'none' });
});

test('as many links are followed as the file system allows, and no more', () => {
  const on = { dir: 'R', rest: ['d', 's'], links: FS.maxLinks };
  expect(walk('R', ['t'], FS.maxLinks - 1)).toEqual({ kind: 'on', at: on });
  expect(walk('R', ['t'], FS.maxLinks)).toEqual({ kind: 'error', errno: 'ELOOP' });
});

test('a final link that is not followed is found, however many were followed before', () => {
  expect(walk('R', ['t'], FS.maxLinks, false)).toEqual({ kind: 'found', inode: 'L' });
});

test('a link on the way is followed without being asked for, and what follows it is kept', () => {
  const on = { dir: 'R', rest: ['d', 's', 's'], links: 1 };
  expect(walk('R', ['t', 's'], 0, false)).toEqual({ kind: 'on', at: on });
});

test('only a directory has anything below it', () => {
  expect(walk('R', ['d', 's'])).toMatchObject({ kind: 'on', at: { dir: 'D', rest: ['s'] } });
  expect(walk('R', ['s', 's'])).toEqual({ kind: 'error', errno: 'ENOTDIR' });
  expect(isDir(FS, 'D')).toBe(true);
  expect(isDir(FS, 'i')).toBe(false);
});
