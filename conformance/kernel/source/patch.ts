// SPDX-License-Identifier: MIT
// A patch file: what it changes, and which files it is about.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** A patch file. */
export interface Patch {
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** Of what it changes, in hexadecimal: another commit message makes no other kernel. */
  readonly sha256: string;
  /** The files that it changes, adds or removes, relative to the source. */
  readonly files: readonly string[];
}

/** A --- line with a +++ line after it: a removed line that begins with "-- " is none. */
const HEADER = /^--- (\S+).*\n\+\+\+ (\S+)/m;

/** Reads one patch. */
export function readPatch(path: string): Patch {
  const text = readFileSync(path, 'utf8');
  const start = text.search(HEADER);
  return {
    // patch(1) is run in another folder.
    path: resolve(path),
    name: basename(path),
    sha256: createHash('sha256')
      .update(text.slice(Math.max(start, 0)))
      .digest('hex'),
    files: filesOf(text),
  };
}

function filesOf(text: string): string[] {
  const headers = [...text.matchAll(new RegExp(HEADER, 'gm'))];
  const names = headers.flatMap(([, from, to]) => [from!, to!]).filter((name) => name !== '/dev/null');
  return [...new Set(names.map((name) => name.replace(/^[^/]*\//, '')))];
}

/** The patches in a folder, by name; none when there is no such folder. */
export function patchesIn(folder: string): Patch[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.patch'));
  return names.sort().map((name) => readPatch(join(folder, name)));
}

/** The Kconfig options that these patches add, without CONFIG_. */
export function optionsOf(patches: readonly Patch[]): string[] {
  const added = (patch: Patch) => [
    ...readFileSync(patch.path, 'utf8').matchAll(/^\+(?:menu)?config\s+(\w+)$/gm),
  ];
  return patches.flatMap(added).map(([, name]) => name!);
}
