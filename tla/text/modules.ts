// SPDX-License-Identifier: MIT
// The operators that a module has: its own, and those of the modules that it extends or instantiates without a name.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Definition, definitionsIn } from './definitions.ts';
import { tokensOf } from './tokens.ts';

/** A definition, and the file in which it stands. */
export interface Operator extends Definition {
  readonly file: string;
}

/** Names of the modules whose definitions become those of the module `text`; `named` instances too. */
function importsOf(text: string, named: boolean): string[] {
  const tokens = tokensOf(text).map(({ text: one }) => one);
  return tokens.flatMap((token, at) => {
    if (token === 'INSTANCE' && (named || tokens[at - 1] !== '==')) return [tokens[at + 1]!];
    if (token !== 'EXTENDS') return [];
    const names = [tokens[at + 1]!];
    for (let i = at + 2; tokens[i] === ','; i += 2) names.push(tokens[i + 1]!);
    return names;
  });
}

/**
 * The operators of the module in `file` by their names. Modules are looked for beside the one that names them and in
 * `libraries`; what is in neither is TLC's own. Empty without `file`.
 * @param named with those of instances that have a name, which others know as `Name!Operator`
 */
export function operatorsOf(
  file: string,
  libraries: readonly string[],
  named = false,
): ReadonlyMap<string, Operator> {
  const found = new Map<string, Operator>();
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !existsSync(path)) return;
    seen.add(path);
    const text = readFileSync(path, 'utf8');
    for (const definition of definitionsIn(text)) {
      if (!found.has(definition.name)) found.set(definition.name, { ...definition, file: path });
    }
    for (const name of importsOf(text, named)) {
      const places = [dirname(path), ...libraries].map((folder) => join(folder, `${name}.tla`));
      visit(places.find((place) => existsSync(place)) ?? '');
    }
  };
  visit(file);
  return found;
}
