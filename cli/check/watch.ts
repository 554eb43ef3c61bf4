// SPDX-License-Identifier: MIT
// syspec check --watch: again after each change, in a process of its own, since what is loaded stays loaded.
import { spawn } from 'node:child_process';
import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SyspecError } from '../../base/errors.ts';
import { ROOT } from '../../base/root.ts';

/** Milliseconds of quiet after a change: an editor writes a file in several steps. */
const QUIET_MS = 200;
/** What a check reads: of the kernel's part what the document is compared with. */
const AREAS = ['spec', 'models', 'tla', 'conformance'] as const;

/** What is watched, and what is run. */
export interface Watching {
  /** Runs once, to its end. */
  run(signal: AbortSignal): Promise<void>;
  /** Resolves after the next change, or when told to stop. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Runs, and again after each change, until `signal` ends it. Throws what either throws; then neither goes on. */
export async function keepRunning({ run, changed }: Watching, signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const ended = AbortSignal.any([signal, failed.signal]);
  while (!signal.aborted) {
    // What is changed during a run is seen too.
    const both = [changed(ended), run(ended)].map((one) =>
      one.catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    );
    await Promise.allSettled(both);
    await Promise.all(both);
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
      new Promise((done, fail) => {
        process.stderr.write('syspec: checking; what has changed is built first\n');
        const child = spawn(program, args, { stdio: 'inherit' });
        // Ctrl-C has sent it SIGINT, and a second one would leave it no time.
        const stop = () => child.kill('SIGTERM');
        signal.addEventListener('abort', stop, { once: true });
        const settle = (end: () => void) => {
          signal.removeEventListener('abort', stop);
          end();
        };
        child.once('exit', () =>
          settle(() => {
            if (!signal.aborted) process.stderr.write('syspec: waiting for a change; Ctrl-C ends it\n');
            done();
          }),
        );
        child.once('error', (error) => settle(() => fail(trouble(program, error))));
      }),
    changed: (signal) => changeIn(placesOf(model), signal),
  };
}

/** What the system refuses, as an error of the environment. */
function trouble(what: string, { code, message }: NodeJS.ErrnoException, hint?: string): SyspecError {
  return new SyspecError(code === 'ENOENT' ? 'TOOL_MISSING' : 'NOT_PERMITTED', `${what}: ${message}`, hint);
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

/** What Linux says where a user watches too many files, which is not in Node's message. */
const TOO_MANY = 'Raise fs.inotify.max_user_watches or fs.inotify.max_user_instances (sysctl).';

/**
 * Resolves once something in these places has changed and then nothing for a moment, or when `signal` aborts.
 * @throws SyspecError NOT_PERMITTED where the system lets nobody watch
 */
export function changeIn(places: readonly Place[], signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    let timer: NodeJS.Timeout | undefined;
    const watchers: FSWatcher[] = [];
    const settle = (end: () => void) => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', stop);
      end();
    };
    const stop = () => settle(done);
    const refused = (folder: string, error: NodeJS.ErrnoException) => {
      const hint = ['ENOSPC', 'EMFILE'].includes(error.code ?? '') ? TOO_MANY : undefined;
      settle(() => fail(trouble(`cannot watch ${folder}`, error, hint)));
    };
    for (const { folder, file } of places.filter((one) => existsSync(one.folder))) {
      try {
        const watcher = watch(folder, { recursive: file === undefined }, (_, name) => {
          // A run writes hidden files beside a model.
          if (name === null || basename(name).startsWith('.') || (file !== undefined && name !== file))
            return;
          clearTimeout(timer);
          timer = setTimeout(stop, QUIET_MS);
        });
        watchers.push(watcher.on('error', (error) => refused(folder, error)));
      } catch (error) {
        return refused(folder, error as NodeJS.ErrnoException);
      }
    }
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
