// SPDX-License-Identifier: MIT
// What a module has: its own operators and variables, and those of the modules that it extends or instantiates.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Definition, definitionsIn } from './definitions.ts';
import { tokensOf } from './tokens.ts';

/** The text of one module. */
export interface ModuleText {
  readonly file: string;
  readonly text: string;
}

/** A definition, and the file in which it stands. */
export interface Operator extends Definition {
  readonly file: string;
}

/** A variable, and where it is declared. */
export interface Variable {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** The names from `at` on that commas separate. */
function listed<T extends { readonly text: string }>(tokens: readonly T[], at: number): T[] {
  const names = tokens.slice(at, at + 1);
  for (let i = at + 1; tokens[i]?.text === ','; i += 2) names.push(tokens[i + 1]!);
  return names;
}

/** Names of the modules whose definitions become those of the module `text`; `named` instances too. */
function importsOf(text: string, named: boolean): string[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) => {
    if (token.text === 'EXTENDS') return listed(tokens, at + 1).map((name) => name.text);
    const isImport = token.text === 'INSTANCE' && (named || tokens[at - 1]?.text !== '==');
    return isImport ? [tokens[at + 1]!.text] : [];
  });
}

/**
 * The module in `file` and those that it extends or instantiates without a name, which are looked for beside it and in
 * `libraries`; what is in neither is TLC's own. Empty without `file`.
 * @param named with instances that have a name, whose operators others know as `Name!Operator`
 */
export function modulesOf(file: string, libraries: readonly string[], named = false): ModuleText[] {
  const found = new Map<string, ModuleText>();
  const visit = (path: string): void => {
    if (found.has(path) || !existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    found.set(path, { file: path, text });
    for (const name of importsOf(text, named)) {
      const places = [dirname(path), ...libraries].map((folder) => join(folder, `${name}.tla`));
      visit(places.find((place) => existsSync(place)) ?? '');
    }
  };
  visit(file);
  return [...found.values()];
}

/** The operators of `modules` by their names; the first one of a name counts. */
export function operatorsIn(modules: readonly ModuleText[]): ReadonlyMap<string, Operator> {
  const found = new Map<string, Operator>();
  for (const { file, text } of modules) {
    for (const definition of definitionsIn(text)) {
      if (!found.has(definition.name)) found.set(definition.name, { ...definition, file });
    }
  }
  return found;
}

/** The variables that `modules` declare. */
export function variablesIn(modules: readonly ModuleText[]): Variable[] {
  return modules.flatMap(({ file, text }) => {
    const tokens = tokensOf(text);
    return tokens.flatMap(({ text: word }, at) =>
      /^VARIABLES?$/.test(word)
        ? listed(tokens, at + 1).map(({ text: name, line }) => ({ name, file, line }))
        : [],
    );
  });
}
