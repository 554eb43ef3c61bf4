// SPDX-License-Identifier: MIT
// The modules of a model: all that it needs to run, and those of them that say how it behaves.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { importsOf, parseModule, type Tree } from './javascript.ts';

/** A source file, by its path from the root. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree;
  /** Modules that it imports while it runs, by their paths from the root. */
  readonly imports: readonly string[];
}

/** These modules and all that they import, by file. */
export function modulesFrom(root: string, entries: readonly string[]): Map<string, Module> {
  const modules = new Map<string, Module>();
  const read = (file: string): void => {
    if (modules.has(file)) return;
    const text = readFileSync(join(root, file), 'utf8');
    const tree = parseModule(text, join(root, file));
    const imports = importsOf(tree).map((name) => posix.join(posix.dirname(file), name));
    modules.set(file, { file, text, tree, imports });
    imports.forEach(read);
  };
  entries.forEach(read);
  return modules;
}

/** Where a proposal's models lie, and what of them says nothing about behaviour. */
export interface ModelFolder {
  /** From the root, for example `models/example_call`. */
  readonly folder: string;
  /** Modules of it that `model.ts` imports and that are no bodies, each with why. */
  readonly noBodies?: Readonly<Record<string, string>> | undefined;
}

/** The folder that models share, with the kinds of objects below it. */
const SHARED = 'models/kernel';

/**
 * The modules with the bodies of a model: what `model.ts` imports while it runs, from its own folder and from the shared one. Claims,
 * scenarios, narration and oracles are none, since no model imports them.
 */
export function bodiesOf(
  modules: ReadonlyMap<string, Module>,
  { folder, noBodies = {} }: ModelFolder,
): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    const isIn = posix.dirname(file) === folder || file.startsWith(`${SHARED}/`);
    if (!isIn || found.has(file) || Object.hasOwn(noBodies, posix.basename(file))) return;
    found.add(file);
    modules.get(file)!.imports.forEach(visit);
  };
  visit(`${folder}/model.ts`);
  return [...found];
}
