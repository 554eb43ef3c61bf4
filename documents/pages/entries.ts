// SPDX-License-Identifier: MIT
// The entry points of calls as C code has them: the patches of a series, and the files that these change.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patch } from '../../conformance/kernel/source/patch.ts';

/** Where the code of a series is. */
export interface Code {
  /** The unpacked source. */
  readonly pristine: string;
  readonly patches: readonly Patch[];
}

/** How one call is defined. */
export interface Entry {
  /** `SYSCALL_DEFINE2(name, int, fd, unsigned int, flags)`, on one line. */
  readonly definition: string;
  /** The names of its parameters, in their order. */
  readonly parameters: readonly string[];
}

const addedBy = ({ path }: Patch): string =>
  (readFileSync(path, 'utf8').match(/^\+(?!\+\+ ).*/gm) ?? []).map((line) => line.slice(1)).join('\n');

/** What a series adds comes first: it may define a call in another way than the source. */
function textsOf({ pristine, patches }: Code): string[] {
  const files = [...new Set(patches.flatMap(({ files }) => files))]
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(pristine, file))
    .filter((file) => existsSync(file));
  return [...patches.map(addedBy), ...files.map((file) => readFileSync(file, 'utf8'))];
}

/** Types and names alternate behind the name of the call. */
function entryOf(name: string, list: string): Entry {
  const parts = list
    .split(',')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
  const parameters = parts.filter((_, at) => at % 2 === 1);
  return { definition: `SYSCALL_DEFINE${parameters.length}(${[name, ...parts].join(', ')})`, parameters };
}

/** The entry points of these calls, by their names; one that the code does not define is not there. */
export function entriesOf(code: Code, names: readonly string[]): ReadonlyMap<string, Entry> {
  const texts = textsOf(code);
  return new Map(
    names.flatMap((name): [string, Entry][] => {
      const defined = new RegExp(`^SYSCALL_DEFINE\\d\\(${name}\\b([^)]*)\\)`, 'm');
      const [found] = texts.flatMap((text) => defined.exec(text)?.[1] ?? []);
      return found === undefined ? [] : [[name, entryOf(name, found)]];
    }),
  );
}
