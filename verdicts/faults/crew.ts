// SPDX-License-Identifier: MIT
// Worker threads that search, a few at a time; one that does not come back is ended.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SyspecError } from '../../base/errors.ts';
import { inParallel } from '../../base/pool.ts';
import type { Answer, Start, Task } from './task.ts';
import type { Copy } from './tree.ts';

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

  /** An answer, or what became of the thread: one that dies is a crash, and what takes longer than `seconds` a limit. */
  async try(task: Task, seconds: number): Promise<Answer & { readonly isLost?: true }> {
    this.worker ??= new Worker(this.file, { workerData: this.start });
    const { worker } = this;
    const reply = await new Promise<Answer & { readonly isLost?: true }>((resolve) => {
      const onMessage = (answer: Answer) => settle(answer);
      const onError = (error: Error) => settle({ crash: error.message, isLost: true });
      const onExit = () => settle({ crash: 'its thread ended', isLost: true });
      const timer = setTimeout(() => settle({ limit: 'time', isLost: true }), seconds * 1000);
      const settle = (one: Answer & { readonly isLost?: true }) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(one);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(task);
    });
    if (reply.isLost) await this.end();
    return reply;
  }

  /** What only a broken model keeps from answering. Throws SyspecError INTERRUPTED when that takes longer than `seconds`. */
  async ask<T extends Answer>(task: Task, seconds: number): Promise<T> {
    const answer = await this.try(task, seconds);
    if (answer.isLost !== true) return answer as T;
    const { variant, scenario } = task.search;
    const why = answer.crash ?? `no answer after ${seconds} s`;
    throw new SyspecError('INTERRUPTED', `${variant} in ${scenario}: ${why}`);
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
