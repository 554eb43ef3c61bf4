// SPDX-License-Identifier: MIT
// A runnable copy of a model with what explores it, in a folder of its own: Node 20 runs no TypeScript.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { printModule } from './javascript.ts';
import { bodiesOf, type ModelFolder, type Module, modulesFrom } from './modules.ts';

/** What runs in a worker thread. */
const WORKER = 'verdicts/faults/worker.ts';

/** A proposal's models, and the checkout in which they lie. */
export interface Sources extends ModelFolder {
  readonly root: string;
}

/** A copy that can be run. */
export interface Copy {
  readonly worker: string;
  /** The module that exports the models. */
  readonly models: string;
  remove(): void;
}

/** What was made of the bodies: their JavaScript, and a list of what was put into it. */
export interface Prepared<T> {
  readonly copy: Copy;
  readonly made: T;
}

/** Lays out a copy whose bodies are what `make` gives for them. */
export async function layOut<T extends { readonly texts: ReadonlyMap<string, string> }>(
  sources: Sources,
  make: (bodies: readonly Module[]) => T | Promise<T>,
): Promise<Prepared<T>> {
  const entry = `${sources.folder}/index.ts`;
  const modules = modulesFrom(sources.root, [WORKER, entry]);
  const made = await make(bodiesOf(modules, sources).map((file) => modules.get(file)!));
  const root = mkdtempSync(join(tmpdir(), 'syspec-faults-'));
  const place = (file: string) => join(root, file.replace(/\.ts$/, '.js'));
  for (const { file, text, tree } of modules.values()) {
    mkdirSync(dirname(place(file)), { recursive: true });
    writeFileSync(place(file), made.texts.get(file) ?? printModule(tree, text));
  }
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  symlinkSync(join(sources.root, 'node_modules'), join(root, 'node_modules'));
  const copy = {
    worker: place(WORKER),
    models: pathToFileURL(place(entry)).href,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  return { copy, made };
}
