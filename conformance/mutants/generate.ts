// SPDX-License-Identifier: MIT
// The mechanical mutants of a patch series: those of the lines that it adds, in one patch on top of it.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inRoot } from '../../base/root.ts';
import type { Patch } from '../kernel/source/patch.ts';
import type { Change } from '../kernel/source/patches.ts';
import { type Context, patchFiles } from '../kernel/source/workspace.ts';
import { type CFile, readC } from './c/tokens.ts';
import { addedLines, patchOf } from './diff.ts';
import { findIn } from './find/index.ts';
import type { Mutant, NotMutated, Schemata } from './mutant.ts';
import { type Numbered, withSchemata } from './schemata.ts';

/** A series, and what is applied before and after it. */
export interface Series {
  /** An unpacked kernel source. */
  readonly pristine: string;
  readonly before: readonly Change[];
  readonly patches: readonly Patch[];
  /** The mutants are made on top of these, of lines that are not theirs. */
  readonly after?: readonly Change[];
}

const HEADER = 'linux/syspec_mutant.h';

/** Files of ours in the kernel's source. */
const OURS = [
  [`include/${HEADER}`, 'syspec_mutant.h'],
  ['kernel/syspec_mutant.c', 'syspec_mutant.c'],
] as const;
const MAKEFILE = 'kernel/Makefile';

/** A file with its mutants. */
interface Mutated {
  readonly file: CFile;
  readonly mutations: readonly Numbered[];
}

/**
 * Finds the mutants, and writes the patch.
 * @throws SyspecError BAD_INPUT, with file and line, where an added line cannot be read; KERNEL_PATCH
 */
export async function generate(
  { pristine, before, patches, after = [] }: Series,
  context: Context,
): Promise<Schemata> {
  const top = mkdtempSync(join(tmpdir(), 'syspec-mutants-'));
  const [old, own, now, mutated] = ['before', 'own', 'after', 'mutated'].map((name) => join(top, name)) as [
    string,
    string,
    string,
    string,
  ];
  try {
    for (const folder of [old, own, now, mutated]) mkdirSync(folder);
    await patchFiles(old, pristine, before, context);
    await patchFiles(own, pristine, [...before, ...patches], context);
    await patchFiles(now, pristine, [...before, ...patches, ...after], context);
    const changed = [...new Set(patches.flatMap(({ files }) => files))];
    const base = (name: string) => (existsSync(join(old, name)) ? join(old, name) : join(pristine, name));
    /** Lines of the text that is mutated which the series has added. */
    const added = async (name: string) => {
      const foreign = await addedLines(join(own, name), join(now, name));
      const all = await addedLines(base(name), join(now, name));
      return new Set([...all].filter((line) => !foreign.has(line)));
    };
    const { files, notMutated } = await mutants(changed, now, added);
    const ours = writeOurs(mutated, existsSync(join(now, MAKEFILE)) ? now : pristine, files);
    for (const { file, mutations } of files) put(mutated, file.name, withSchemata(file, mutations, HEADER));
    const names = [...files.map(({ file }) => file.name), ...ours];
    // What no patch is about has no copy in the folder.
    const from = (name: string) => (existsSync(join(now, name)) ? join(now, name) : join(pristine, name));
    const texts: string[] = [];
    for (const name of names) texts.push(await patchOf(name, from(name), join(mutated, name)));
    return { patch: texts.join(''), mutants: named(files), notMutated };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

async function mutants(
  changed: readonly string[],
  now: string,
  added: (name: string) => Promise<ReadonlySet<number>>,
) {
  const files: Mutated[] = [];
  const notMutated: NotMutated[] = [];
  let number = 0;
  for (const name of changed) {
    const path = join(now, name);
    if (!/\.[ch]$/.test(name) || !existsSync(path)) continue;
    const file = readC(name, readFileSync(path, 'utf8'));
    const { mutations, skipped } = findIn(file, await added(name));
    notMutated.push(...skipped.map((one) => ({ ...one, file: name })));
    if (name.endsWith('.c')) {
      const numbered = mutations.map((one) => ({ ...one, number: ++number }));
      if (numbered.length > 0) files.push({ file, mutations: numbered });
    } else {
      // Who includes it may be built for something else than the kernel.
      const why = 'in a header';
      notMutated.push(...mutations.map(({ change, ...one }) => ({ ...one, text: change, why, file: name })));
    }
  }
  return { files, notMutated };
}

function put(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What defines the number; gives the names of the files. */
function writeOurs(folder: string, from: string, files: readonly Mutated[]): string[] {
  const count = files.reduce((sum, { mutations }) => sum + mutations.length, 0);
  for (const [name, own] of OURS) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    copyFileSync(inRoot('conformance', 'mutants', 'kernel', own), join(folder, name));
  }
  const lines = `CFLAGS_syspec_mutant.o := -DSYSPEC_MUTANTS=${count}\nobj-y += syspec_mutant.o\n`;
  put(folder, MAKEFILE, readFileSync(join(from, MAKEFILE), 'utf8') + lines);
  return [...OURS.map(([name]) => name), MAKEFILE];
}

/** The mutants under names that outlast a change of lines: equal ones in a function are counted. */
function named(files: readonly Mutated[]): Mutant[] {
  const short = (name: string) => {
    const isAlone = files.filter(({ file }) => basename(file.name) === basename(name)).length === 1;
    return isAlone ? basename(name) : name;
  };
  const seen = new Map<string, number>();
  return files.flatMap(({ file, mutations }) =>
    mutations.map(({ number, line, change, function: where }) => {
      const name = `${short(file.name)} ${where}: ${change}`;
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return {
        id: times === 1 ? name : `${name} #${times}`,
        kind: 'mechanical',
        what: `${file.name}:${line}`,
        by: { number },
      } as const;
    }),
  );
}
