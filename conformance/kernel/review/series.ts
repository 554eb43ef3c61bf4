// SPDX-License-Identifier: MIT
// The patch series of the proposals, and what can be read off one: options, objects, system calls.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../../base/group.ts';
import { inRoot } from '../../../base/root.ts';
import { BASE_NAMES, type BaseName, DEFAULT_BASE } from '../bases.ts';
import { type Patch, patchesFor } from '../source/patch.ts';
import { hasCall, tablesIn } from '../source/wiring/wire.ts';

/** The patches of one proposal. */
export interface Series {
  readonly slug: string;
  /** Where the patches are; in its folder for the base, what is for that alone. */
  readonly folder: string;
  readonly patches: readonly Patch[];
  /** Faults on top of it, each a patch of its own. */
  readonly mutants: readonly Patch[];
}

/**
 * Every series for a base, by slug.
 * @param folder holds patches/SLUG/ and mutants/SLUG/
 */
export function allSeries(
  base: BaseName = DEFAULT_BASE,
  folder: string = inRoot('conformance', 'kernel'),
): Series[] {
  const patches = join(folder, 'patches');
  if (!existsSync(patches)) return [];
  return readdirSync(patches)
    .sort()
    .map((slug) => ({
      slug,
      folder: join(patches, slug),
      patches: patchesFor(join(patches, slug), base),
      mutants: patchesFor(join(folder, 'mutants', slug), base),
    }));
}

/** The objects that a build for x86_64 makes of the C files that these patches change, whether they are there yet or not. */
export function objectsOf(patches: readonly Patch[]): string[] {
  const files = patches.flatMap((patch) => patch.files).filter((file) => file.endsWith('.c'));
  const foreign = /^(?:arch\/(?!x86\/)|tools\/|scripts\/|samples\/|usr\/|Documentation\/)/;
  return [...new Set(files)].filter((file) => !foreign.test(file)).map((file) => file.replace(/c$/, 'o'));
}

/** The system calls that these patches add to the table that most architectures share. */
export function callsOf(patches: readonly Patch[]): string[] {
  return patches.flatMap(({ path }) => {
    const parts = readFileSync(path, 'utf8').split(/^diff --git /m);
    const shared = parts.filter((part) => part.startsWith('a/scripts/syscall.tbl '));
    return shared.flatMap((part) => [...part.matchAll(/^\+\d+\s+\S+\s+(\w+)/gm)].map(([, name]) => name!));
  });
}

/** The rules, errors and answered questions of its document that a mutant says it breaks. */
export function brokenBy(mutant: Patch): string[] {
  const [header = ''] = readFileSync(mutant.path, 'utf8').split(/^---$/m);
  const line = /^Breaks: (.+)$/m.exec(header)?.[1] ?? '';
  return line.split(', ').filter((id) => /^[REA]\d+$/.test(id));
}

/** A fault on top of a series, and the rules, errors and answers that it says it breaks. */
export interface SeededFault {
  readonly name: string;
  readonly breaks: readonly string[];
}

/** Where the faults on top of a series are. @param root of the checkout */
export const mutantsFolder = (root: string, slug: string): string =>
  join(root, 'conformance', 'kernel', 'mutants', slug);

/** The names of the faults that say they break a rule, an error or an answer. */
export const breaking = (faults: readonly SeededFault[], id: string): string[] =>
  faults.flatMap(({ name, breaks }) => (breaks.includes(id) ? [name] : []));

/** The faults on top of a series, of every base, each once. @param root of the checkout */
export function seededFaults(root: string, slug: string): SeededFault[] {
  const all = BASE_NAMES.flatMap((base) => patchesFor(mutantsFolder(root, slug), base));
  return groupBy(all, ({ name }) => name).map((same) => ({
    name: same[0]!.name,
    breaks: [...new Set(same.flatMap(brokenBy))],
  }));
}

/**
 * The tables of a source that have the newest call of the shared one, and lack one of `calls`. Where the newest call
 * went, the next one goes; a table that does not have it is not kept up to date. The copies below tools/ are others' work.
 */
export function tablesWithout(src: string, newest: string, calls: readonly string[]): string[] {
  const own = tablesIn(src).filter((file) => !file.startsWith('tools/'));
  return own.filter((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    return hasCall(text, newest) && !calls.every((call) => hasCall(text, call));
  });
}
