// SPDX-License-Identifier: MIT
// The entry points of calls as C code has them: the patches of a series, and the files that these change.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addedBy, type Parameter, parametersIn } from '../../conformance/kernel/source/definition.ts';
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

/** What a series adds comes first: it may define a call in another way than the source. */
function textsOf({ pristine, patches }: Code): string[] {
  const files = [...new Set(patches.flatMap(({ files }) => files))]
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(pristine, file))
    .filter((file) => existsSync(file));
  return [...patches.map(addedBy), ...files.map((file) => readFileSync(file, 'utf8'))];
}

function entryOf(name: string, parameters: readonly Parameter[]): Entry {
  const words = [name, ...parameters.flatMap((one) => [one.type, one.name])];
  return {
    definition: `SYSCALL_DEFINE${parameters.length}(${words.join(', ')})`,
    parameters: parameters.map((one) => one.name),
  };
}

/** The entry points of these calls, by their names; one that the code does not define is not there. */
export function entriesOf(code: Code, names: readonly string[]): ReadonlyMap<string, Entry> {
  const texts = textsOf(code);
  return new Map(
    names.flatMap((name): [string, Entry][] => {
      const found = parametersIn(texts, name);
      return found === undefined ? [] : [[name, entryOf(name, found)]];
    }),
  );
}
