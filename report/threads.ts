// SPDX-License-Identifier: MIT
// Searches for a report in threads of their own, which can be ended at once.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, SyspecError } from '../base/errors.ts';
import type { Found, Place } from './find.ts';

/** What a thread answers. */
export type Answer =
  | { readonly found: Found }
  | { readonly error: { readonly code: ErrorCode | null; readonly message: string; readonly hint?: string } };

/** Threads that search. */
export interface Threads {
  /** How many searches go on at a time. */
  readonly width: number;
  /** A place of a registered proposal. Throws what the search throws; SyspecError INTERRUPTED when `signal` ends it. */
  look(place: Place, signal?: AbortSignal): Promise<Found>;
  close(): Promise<void>;
}

const SELF = fileURLToPath(import.meta.url);

/** What a thread finds in a place. Throws as `look`, and SyspecError INTERRUPTED where the thread ends without an answer. */
export function ask(worker: Worker, place: Place, signal: AbortSignal | undefined): Promise<Found> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      done();
    };
    const onAbort = () => settle(() => reject(new SyspecError('INTERRUPTED', 'the report was interrupted')));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => {
      const { slug, variant, scenario } = place;
      const where = `${slug} ${variant} in ${scenario}`;
      settle(() =>
        reject(new SyspecError('INTERRUPTED', `${where}: the thread that searched ended with ${code}`)),
      );
    };
    const onMessage = (answer: Answer) =>
      settle(() => {
        if ('found' in answer) return resolve(answer.found);
        const { code, message, hint } = answer.error;
        reject(code === null ? new Error(message) : new SyspecError(code, message, hint));
      });
    signal?.addEventListener('abort', onAbort);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(place);
  });
}

/** Threads run what is built: undefined where this is not. */
export function openThreads(width: number = availableParallelism()): Threads | undefined {
  if (!SELF.endsWith('.js')) return undefined;
  const idle: Worker[] = [];
  const all: Worker[] = [];
  return {
    width,
    async look(place, signal) {
      const worker = idle.pop() ?? new Worker(SELF.replace('threads.js', 'worker.js'));
      if (!all.includes(worker)) all.push(worker);
      const found = await ask(worker, place, signal);
      idle.push(worker);
      return found;
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}
