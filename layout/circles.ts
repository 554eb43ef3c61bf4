// SPDX-License-Identifier: MIT
// Files, and folders, that import each other in a circle, types included: none of them can be read, moved or tested without the others.
import { posix } from 'node:path';
import type { Tree } from './tree.ts';

/** An import or export of another file of the checkout, over one line or several. */
const IMPORT = /^(?:import\s*|(?:import|export)\b[^;'"]*\bfrom\s*)['"](\.[^'"]+)['"]/gm;

type Imports = ReadonlyMap<string, readonly string[]>;

function importsOf({ files, read }: Tree): Imports {
  const sources = new Set(files.filter((file) => file.endsWith('.ts')));
  const imported = (file: string) =>
    [...read(file).matchAll(IMPORT)]
      .map(([, to]) => posix.join(posix.dirname(file), to!))
      .filter((to) => sources.has(to));
  return new Map([...sources].map((file) => [file, imported(file)]));
}

/** A shortest way along imports from a file back to itself. */
function circleThrough(file: string, imports: Imports): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [file];
  for (const at of queue) {
    for (const to of imports.get(at)!) {
      if (to === file) return wayTo(at, cameFrom, file);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, at);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>, start: string): readonly string[] {
  const way = [end];
  while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}

/** Takes away, time and again, what imports nothing that is left: what remains is in a circle, or leads to one. */
function withoutLeaves(imports: Imports): Imports {
  const left = new Map(imports);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [file, to] of left) if (!to.some((one) => left.has(one))) left.delete(file);
  }
  return new Map([...left].map(([file, to]) => [file, to.filter((one) => left.has(one))]));
}

/** One line for each circle: a shortest one through each name that is in none of those before. */
function circlesOf(all: Imports): string[] {
  const imports = withoutLeaves(all);
  const told = new Set<string>();
  const found: string[] = [];
  for (const name of imports.keys()) {
    const circle = told.has(name) ? undefined : circleThrough(name, imports);
    if (circle === undefined) continue;
    for (const one of circle) told.add(one);
    found.push(`${name}: imports itself in a circle: ${[...circle, name].join(' -> ')}`);
  }
  return found;
}

/** What may look up from a folder to those that use it. */
const IS_OF_TESTS = /\.test\.ts$|(?:^|\/)fixtures\//;

/** No folders directly below one of these may be in a circle. */
const LEVELS = ['', 'conformance/'];

/** The folder directly below `level` in which a file is; a file that is in none stands for itself. */
const partOf = (file: string, level: string): string =>
  file.slice(0, file.indexOf('/', level.length) + 1) || file;

/** What the folders and files directly below `level` import of each other, tests apart. */
function importsOfParts(imports: Imports, level: string): Imports {
  const parts = new Map<string, Set<string>>();
  for (const [file, imported] of imports) {
    if (!file.startsWith(level) || IS_OF_TESTS.test(file)) continue;
    const from = partOf(file, level);
    const to = parts.get(from) ?? new Set();
    for (const one of imported.filter((other) => other.startsWith(level)))
      if (partOf(one, level) !== from) to.add(partOf(one, level));
    parts.set(from, to);
  }
  return new Map([...parts].map(([from, to]) => [from, [...to].filter((one) => parts.has(one))]));
}

/** What all kinds of something share, and where the kinds are. */
const SHARED_BY_KINDS = { shared: 'models/kernel/', kinds: 'models/kernel/objects/' };

/** A line for each file of what all kinds share that imports one kind, tests apart. */
function knowsKinds(imports: Imports, { shared, kinds }: typeof SHARED_BY_KINDS): string[] {
  const isShared = (file: string) => file.startsWith(shared) && !file.startsWith(kinds);
  return [...imports]
    .filter(([file]) => isShared(file) && !IS_OF_TESTS.test(file))
    .flatMap(([file, to]) =>
      to.filter((one) => one.startsWith(kinds)).map((one) => `${file}: imports ${one}`),
    )
    .map((line) => `${line}; what all kinds share knows none`);
}

/** One line for each circle of files, and of folders where no files are in one, and for each file that imports what is above it. */
export function circular(tree: Tree): string[] {
  const imports = importsOf(tree);
  const ofFiles = circlesOf(imports);
  const ofFolders =
    ofFiles.length > 0 ? [] : LEVELS.flatMap((level) => circlesOf(importsOfParts(imports, level)));
  return [...ofFiles, ...ofFolders, ...knowsKinds(imports, SHARED_BY_KINDS)];
}
