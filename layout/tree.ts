// SPDX-License-Identifier: MIT
// The files of a checkout, as the layout rules see them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentNames, isSlug } from '../base/slug.ts';

/** What is in a checkout and not ours; `.git` is a file in a linked work tree. */
const FOREIGN = new Set(['node_modules', 'dist', '.git']);

/** A checkout. */
export interface Tree {
  readonly root: string;
  /** Every file, as a path from the root with `/` between its parts; sorted. */
  readonly files: readonly string[];
  readonly slugs: readonly string[];
  /** The text of one of `files`. */
  read(file: string): string;
}

/** Every file of ours in a checkout, as a path from its root with `/` between its parts. */
export function* filesOf(root: string, folder = ''): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (FOREIGN.has(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) yield* filesOf(root, path);
  }
}

/** Lists the checkout at `root`; throws when there is no spec/ in it. */
export function readTree(root: string): Tree {
  return {
    root,
    files: [...filesOf(root)].sort(),
    slugs: documentNames(root).filter(isSlug),
    read: (file) => readFileSync(join(root, file), 'utf8'),
  };
}

/**
 * Where each proposal has its patch series, its mutants and other variants on top of that, and the points of its own, in
 * folders under its slug.
 */
export const SERIES: readonly string[] = [
  'conformance/kernel/patches/',
  'conformance/kernel/mutants/',
  'conformance/kernel/variants/',
  'conformance/kernel/test-only/',
];

/** The slug whose own folder or document `file` is in, if any. */
export function ownerOf(file: string, slugs: readonly string[]): string | undefined {
  if (!file.includes('/')) return undefined;
  const series = SERIES.find((folder) => file.startsWith(folder));
  const path = series === undefined ? file : `series/${file.slice(series.length)}`;
  const [area = '', name = ''] = path.split('/');
  const slug = area === 'spec' ? name.replace(/\.md$/, '') : name;
  return slugs.includes(slug) ? slug : undefined;
}
