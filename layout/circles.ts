// SPDX-License-Identifier: MIT
// Files that import each other in a circle, types included: none of them can be read, moved or tested without the others.
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

/** One line for each circle: a shortest one through each file that is in none of those before. */
export function circular(tree: Tree): string[] {
  const imports = withoutLeaves(importsOf(tree));
  const told = new Set<string>();
  const found: string[] = [];
  for (const file of imports.keys()) {
    const circle = told.has(file) ? undefined : circleThrough(file, imports);
    if (circle === undefined) continue;
    for (const one of circle) told.add(one);
    found.push(`${file}: imports itself in a circle: ${[...circle, file].join(' -> ')}`);
  }
  return found;
}
