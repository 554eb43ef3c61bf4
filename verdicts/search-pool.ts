// SPDX-License-Identifier: MIT
// Searches in threads of their own: side by side, and they can be ended at once, which a search in this thread cannot.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, SyspecError } from '../base/errors.ts';
import type { Limits, SearchProgress } from '../models/kit/index.ts';
import type { Comparison } from './document/index.ts';
import type { Answers, AskedClaim } from './explorer.ts';
import type { Answer } from './row.ts';

/** One search: a variant or a mutant of a registered proposal in a scenario, and the rows that are asked. */
export interface Search {
  readonly slug: string;
  readonly kind: 'variant' | 'mutant';
  readonly name: string;
  readonly scenario: string;
  readonly asked: readonly AskedClaim[];
  readonly limits?: Limits | undefined;
}

/** What a thread is told to do: to search, or to compare the facts of a document, which explores too. */
export type Job =
  | { readonly kind: 'search'; readonly search: Search }
  | { readonly kind: 'traces'; readonly search: Search }
  | { readonly kind: 'document'; readonly slug: string };

/** What a thread says. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: SearchProgress }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[] }
  | { readonly kind: 'verdicts'; readonly verdicts: Answers['verdicts'] }
  | { readonly kind: 'comparisons'; readonly comparisons: readonly Comparison[] }
  | {
      readonly kind: 'error';
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly hint: string | null;
      readonly stack: string;
    };

/** Threads that search. */
export interface SearchPool {
  /** How many searches go on at a time. */
  readonly width: number;
  /** Throws what the search throws; SyspecError INTERRUPTED when `signal` ends it. */
  search(
    search: Search,
    onProgress: (progress: SearchProgress) => void,
    signal?: AbortSignal,
  ): Promise<readonly Answer[]>;
  /** The same with the traces, in the order of what is asked. */
  traces(
    search: Search,
    onProgress: (progress: SearchProgress) => void,
    signal?: AbortSignal,
  ): Promise<Answers['verdicts']>;
  /** The facts of a registered proposal's document. Throws as `search`. */
  compareDocument(slug: string, signal?: AbortSignal): Promise<readonly Comparison[]>;
  close(): Promise<void>;
}

const SELF = fileURLToPath(import.meta.url);

/** Threads run what is built: undefined where this is not. */
export function openSearchPool(width: number = availableParallelism()): SearchPool | undefined {
  return SELF.endsWith('.js') ? poolOf(SELF.replace('search-pool.js', 'search-worker.js'), width) : undefined;
}

const interrupted = () => new SyspecError('INTERRUPTED', 'the check was interrupted');

/** @param file what a thread runs */
export function poolOf(file: string, width: number): SearchPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const take = (): Worker => {
    const free = idle.pop();
    if (free !== undefined) return free;
    const worker = new Worker(file);
    all.add(worker);
    return worker;
  };
  type Done = Extract<FromWorker, { kind: 'answers' | 'verdicts' | 'comparisons' }>;
  const ask = (job: Job, onProgress: (progress: SearchProgress) => void, signal?: AbortSignal) =>
    new Promise<Done>((resolve, reject) => {
      if (signal?.aborted) return reject(interrupted());
      const worker = take();
      const settle = (done: () => void) => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        done();
      };
      const drop = (error: unknown) =>
        settle(() => {
          all.delete(worker);
          void worker.terminate();
          reject(error);
        });
      const onAbort = () => drop(interrupted());
      const onError = (error: unknown) => drop(error);
      const onExit = (code: number) => drop(new Error(`a search ended with exit code ${code} and no answer`));
      const onMessage = (message: FromWorker) => {
        if (message.kind === 'progress') return onProgress(message.progress);
        settle(() => {
          idle.push(worker);
          if (message.kind === 'error') reject(errorOf(message));
          else resolve(message);
        });
      };
      signal?.addEventListener('abort', onAbort);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(job);
    });
  return {
    width,
    search: async (search, onProgress, signal) => {
      const found = await ask({ kind: 'search', search }, onProgress, signal);
      return found.kind === 'answers' ? found.answers : [];
    },
    traces: async (search, onProgress, signal) => {
      const found = await ask({ kind: 'traces', search }, onProgress, signal);
      return found.kind === 'verdicts' ? found.verdicts : [];
    },
    compareDocument: async (slug, signal) => {
      const found = await ask({ kind: 'document', slug }, () => {}, signal);
      return found.kind === 'comparisons' ? found.comparisons : [];
    },
    close: async () => {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

function errorOf({ code, message, hint, stack }: Extract<FromWorker, { kind: 'error' }>): Error {
  if (code !== null) return new SyspecError(code, message, hint ?? undefined);
  return Object.assign(new Error(message), { stack });
}
