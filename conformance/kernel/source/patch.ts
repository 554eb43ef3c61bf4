// SPDX-License-Identifier: MIT
// A patch file: what it changes, and which files it is about.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { BaseName } from '../bases.ts';

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

/** The patches of a folder that fit every base, and those of the base's folder in it, all by name. */
export function patchesFor(folder: string, base: BaseName): Patch[] {
  const all = [...patchesIn(folder), ...patchesIn(join(folder, base))];
  return all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The patch of that name in a folder, and what the base's folder in it has under the name, on top. */
export function patchesNamed(folder: string, name: string, base: BaseName): Patch[] {
  const paths = [folder, join(folder, base)].map((one) => join(one, `${name}.patch`));
  return paths.filter((path) => existsSync(path)).map(readPatch);
}

/** The patches at the head of a series that mend what there is, as their messages say: they stand alone. */
export function fixesOf(series: readonly Patch[]): Patch[] {
  const end = series.findIndex((patch) => !isFix(patch));
  return series.slice(0, end < 0 ? series.length : end);
}

const isFix = (patch: Patch): boolean => /^Fixes: [0-9a-f]{12,40} \(".+"\)$/m.test(messageOf(patch));

/** What lanes find in a kernel for that patch, as its message says; undefined of most. */
export const broughtBy = (patch: Patch): string | undefined => /^Brings: (.+)$/m.exec(messageOf(patch))?.[1];

function messageOf({ path }: Patch): string {
  const [message = ''] = readFileSync(path, 'utf8').split(/^---$/m);
  return message;
}

/** The Kconfig options that these patches add, without CONFIG_. */
export function optionsOf(patches: readonly Patch[]): string[] {
  const added = (patch: Patch) => [
    ...readFileSync(patch.path, 'utf8').matchAll(/^\+(?:menu)?config\s+(\w+)$/gm),
  ];
  return patches.flatMap(added).map(([, name]) => name!);
}
