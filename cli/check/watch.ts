// SPDX-License-Identifier: MIT
// syspec check --watch: again after each change, in a process of its own, since what is loaded stays loaded.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../base/root.ts';

/** Milliseconds of quiet after a change: an editor writes a file in several steps. */
const QUIET_MS = 200;
/** What a check reads. */
const AREAS = ['spec', 'models', 'tla'] as const;

/** What is watched, and what is run. */
export interface Watching {
  /** Runs once, to its end. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves after the next change, or when told to stop. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Runs, and again after each change, until `signal` ends it. */
export async function keepRunning({ run, changed }: Watching, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // What is changed during a run is seen too.
    const next = changed(signal);
    await run(signal);
    await next;
  }
}

/** The command line again without `--watch`: in a checkout by its wrapper, which builds what has changed. */
export function commandAgain(argv: readonly string[]): readonly [string, readonly string[]] {
  const rest = argv.filter((word) => word !== '--watch');
  const wrapper = join(ROOT, 'syspec');
  if (existsSync(wrapper)) return [wrapper, rest];
  const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'main.js');
  return [process.execPath, [main, ...rest]];
}

/** A run of this command line, and the files that it reads. @param model a file of the user's own, in their place */
export function watchingOf(argv: readonly string[], model: string | undefined): Watching {
  const [program, args] = commandAgain(argv);
  return {
    run: (signal) =>
      new Promise((done) => {
        process.stderr.write('syspec: checking; what has changed is built first\n');
        const child = spawn(program, args, { stdio: 'inherit' });
        const stop = () => child.kill('SIGINT');
        signal.addEventListener('abort', stop, { once: true });
        const settle = () => {
          signal.removeEventListener('abort', stop);
          if (!signal.aborted) process.stderr.write('syspec: waiting for a change; Ctrl-C ends it\n');
          done();
        };
        child.once('exit', settle).once('error', settle);
      }),
    changed: (signal) => changeIn(placesOf(model), signal),
  };
}

/** A folder to watch, and the one file in it that counts, if not all do. */
export interface Place {
  readonly folder: string;
  readonly file?: string;
}

function placesOf(model: string | undefined): readonly Place[] {
  if (model !== undefined) return [{ folder: dirname(resolve(model)), file: basename(model) }];
  return AREAS.map((area) => ({ folder: join(ROOT, area) }));
}

/** Resolves once something in these places has changed and then nothing for a moment, or when `signal` aborts. */
export function changeIn(places: readonly Place[], signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', end);
      done();
    };
    const watchers = places
      .filter(({ folder }) => existsSync(folder))
      .map(({ folder, file }) =>
        watch(folder, { recursive: file === undefined }, (_, name) => {
          // A run writes hidden files beside a model.
          if (name === null || basename(name).startsWith('.') || (file !== undefined && name !== file))
            return;
          clearTimeout(timer);
          timer = setTimeout(end, QUIET_MS);
        }),
      );
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
