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

/** The modules of a model and of what explores it, read once. */
export class Workshop {
  private readonly sources: Sources;
  private readonly modules: ReadonlyMap<string, Module>;

  constructor(sources: Sources) {
    this.sources = sources;
    this.modules = modulesFrom(sources.root, [WORKER, this.entry]);
  }

  private get entry(): string {
    return `${this.sources.folder}/index.ts`;
  }

  /** What says how the model behaves. */
  get bodies(): Module[] {
    return bodiesOf(this.modules, this.sources).map((file) => this.modules.get(file)!);
  }

  /** Lays out a copy with these texts, by file, in place of the modules' own. */
  layOut(texts: ReadonlyMap<string, string>): Copy {
    const root = mkdtempSync(join(tmpdir(), 'syspec-faults-'));
    const place = (file: string) => join(root, file.replace(/\.ts$/, '.js'));
    for (const { file, text, tree } of this.modules.values()) {
      mkdirSync(dirname(place(file)), { recursive: true });
      writeFileSync(place(file), texts.get(file) ?? printModule(tree, text));
    }
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    symlinkSync(join(this.sources.root, 'node_modules'), join(root, 'node_modules'));
    return {
      worker: place(WORKER),
      models: pathToFileURL(place(this.entry)).href,
      remove: () => rmSync(root, { recursive: true, force: true }),
    };
  }
}
