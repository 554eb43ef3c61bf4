// SPDX-License-Identifier: MIT
// The calls of run() that are not finished: their batches still to be sent, and the results that came.
import { type Batch, type BatchSize, batches } from './batch.ts';
import { malformed } from './bytes.ts';
import { ShimError } from './failure.ts';
import type { Sequence, SequenceResult } from './types.ts';

interface PendingRun {
  readonly firstId: number;
  readonly batches: Iterator<Batch>;
  readonly results: (SequenceResult | undefined)[];
  left: number;
  readonly resolve: (results: readonly SequenceResult[]) => void;
  readonly reject: (error: Error) => void;
}

/** Runs in the order in which they were asked for; their sequences have ids that are not used again. */
export class Runs {
  #runs: PendingRun[] = [];
  #nextId = 0;

  get none(): boolean {
    return this.#runs.length === 0;
  }

  /** Settles with the results of these sequences, of which there is one at least. */
  add(sequences: readonly Sequence[], size: BatchSize): Promise<readonly SequenceResult[]> {
    const firstId = this.#nextId;
    this.#nextId += sequences.length;
    return new Promise((resolve, reject) => {
      this.#runs.push({
        firstId,
        batches: batches(sequences, firstId, size),
        results: new Array<SequenceResult | undefined>(sequences.length).fill(undefined),
        left: sequences.length,
        resolve,
        reject,
      });
    });
  }

  /**
   * The next batch of the oldest run that has one. A sequence that cannot be encoded fails its run; what was
   * sent of that run is still answered, to nobody.
   */
  nextBatch(): Batch | undefined {
    for (const run of [...this.#runs]) {
      try {
        const next = run.batches.next();
        if (!next.done) return next.value;
      } catch (error) {
        this.#drop(run);
        run.reject(error as Error);
      }
    }
    return undefined;
  }

  /** Whether a result of this sequence is wanted and has not come. */
  isOpen(id: number): boolean {
    const run = this.#find(id);
    return run !== undefined && run.results[id - run.firstId] === undefined;
  }

  /** @throws SyspecError SHIM_PROTOCOL when the sequence has one already. */
  settle(id: number, result: SequenceResult): void {
    const run = this.#find(id);
    if (run === undefined) return;
    if (run.results[id - run.firstId] !== undefined) throw malformed(`two results of sequence ${id}`);
    run.results[id - run.firstId] = result;
    run.left--;
    if (run.left > 0) return;
    this.#drop(run);
    run.resolve(run.results as SequenceResult[]);
  }

  /** Rejects them all with what each has; `inFlight` are ids. */
  fail(cause: ConstructorParameters<typeof ShimError>[0], inFlight: readonly number[]): void {
    for (const run of this.#runs) {
      const own = inFlight.filter((id) => this.#find(id) === run).map((id) => id - run.firstId);
      run.reject(new ShimError(cause, run.results, own));
    }
    this.#runs = [];
  }

  #find(id: number): PendingRun | undefined {
    return this.#runs.find((run) => id >= run.firstId && id < run.firstId + run.results.length);
  }

  #drop(run: PendingRun): void {
    this.#runs = this.#runs.filter((other) => other !== run);
  }
}
