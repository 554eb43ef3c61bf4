// SPDX-License-Identifier: MIT
// Worker threads that search, a few at a time; one that does not come back is ended.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SyspecError } from '../../base/errors.ts';
import { inParallel } from '../../base/pool.ts';
import type { Answer, Start, Task } from './task.ts';
import type { Copy } from './tree.ts';

/** What became of a task: an answer, a thread that died, or one that took too long. */
export type Reply = Answer | { readonly crash: string } | { readonly limit: 'time' };

/** Whether a search came back. */
export const isAnswer = (reply: Reply): reply is Answer => 'hits' in reply;

/** Who searches, and whom to tell. */
export interface CrewOptions {
  readonly slug: string;
  /** Threads; one for each processor if not given. */
  readonly width?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** Does some work with threads that run a copy, and removes it. */
export async function onCopy<T>(
  copy: Copy,
  { slug, width = availableParallelism() }: CrewOptions,
  work: (hands: readonly Hand[]) => Promise<T>,
): Promise<T> {
  const start = { models: copy.models, slug, fault: undefined };
  const hands = Array.from({ length: width }, () => new Hand(copy.worker, start));
  try {
    return await work(hands);
  } finally {
    await Promise.all(hands.map((hand) => hand.end()));
    copy.remove();
  }
}

/** A thread; it is started when it is first asked, and again after it was ended. */
export class Hand {
  private worker: Worker | undefined;
  private readonly file: string;
  private readonly start: Start;

  constructor(file: string, start: Start) {
    this.file = file;
    this.start = start;
  }

  /** One task; an answer after `seconds` is none. */
  async ask(task: Task, seconds: number): Promise<Reply> {
    this.worker ??= new Worker(this.file, { workerData: this.start });
    const { worker } = this;
    const reply = await new Promise<Reply>((resolve) => {
      const onMessage = (answer: Answer) => settle(answer);
      const onError = (error: Error) => settle({ crash: error.message });
      const onExit = () => settle({ crash: 'its thread ended' });
      const timer = setTimeout(() => settle({ limit: 'time' }), seconds * 1000);
      const settle = (one: Reply) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(one);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(task);
    });
    if (!('hits' in reply)) await this.end();
    return reply;
  }

  async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}

/**
 * Does each of `items` with one of the hands; the first failure is thrown, and no other item is begun.
 * Throws SyspecError INTERRUPTED when `signal` aborts it.
 */
export function shared<T, R>(
  items: readonly T[],
  hands: readonly Hand[],
  signal: AbortSignal | undefined,
  work: (item: T, hand: Hand) => Promise<R>,
): Promise<R[]> {
  const free = [...hands];
  const jobs = items.map((item) => async () => {
    if (signal?.aborted) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
    const hand = free.pop()!;
    try {
      return await work(item, hand);
    } finally {
      free.push(hand);
    }
  });
  return inParallel(jobs, hands.length);
}
