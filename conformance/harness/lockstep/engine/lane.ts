// SPDX-License-Identifier: MIT
// Runs sequences on a kernel and judges them, in batches, while the next ones are made.
import { BATCH, feed, firstFailing, MAX_CRASHES, MAX_SHRUNK, TIMES, take } from '../../feed.ts';
import type { SequenceResult } from '../../protocol/types.ts';
import { type Crash, isCrash, type Target, whyNotRun } from '../../target.ts';
import { choicesOf } from './choices.ts';
import type { Codecs } from './codec.ts';
import { Coverage } from './coverage.ts';
import { decode, type EncodedSequence, encode, encodingOf } from './encode.ts';
import type { Alphabet, Generated } from './generate.ts';
import { type Difference, judge, predict } from './judge.ts';
import { named } from './makers.ts';
import { type Outcome, sameOutcome } from './outcome.ts';
import { Prediction } from './predict.ts';
import type { SeqOp } from './sequence.ts';
import { shrink } from './shrink.ts';

/** What a lane must know of a variant: its model, its moves, and how its calls are written for the shim. */
export interface LaneVariant {
  readonly alphabet: Pick<Alphabet, 'system' | 'moves'>;
  readonly codecs: Codecs;
}

/** A sequence on which kernel and model differ, or under which the kernel failed. */
export interface Failure {
  readonly ops: readonly SeqOp[];
  readonly difference?: Difference;
  readonly crash?: Crash;
  /** What the kernel did, op by op, up to the difference. */
  readonly observed: readonly Outcome[];
  /** How often it came again, of so many times; absent where it was not tried. */
  readonly again?: { readonly failed: number; readonly times: number };
}

/** A sequence that can be sent, and whose answer can be read. */
export interface Ready extends Generated {
  readonly encoded: EncodedSequence;
}

/** Encodes a sequence, once for sending it and for judging it. */
export function ready(variant: LaneVariant, generated: Generated): Ready {
  return { ...generated, encoded: encode(encodingOf(variant), generated.steps) };
}

/** Judges a run of one sequence; undefined when it agreed. */
export function judgeRun(
  variant: LaneVariant,
  generated: Ready,
  result: SequenceResult | Crash,
  ordered: boolean,
): Failure | undefined {
  if (isCrash(result)) return { ops: generated.ops, crash: result, observed: [] };
  const { steps, ops, encoded } = generated;
  const observed = decode(encodingOf(variant), steps, encoded, result);
  if (result.fault !== undefined) return { ops, crash: { crashed: result.fault }, observed };
  const difference = judge(variant.alphabet.system, generated, observed, ordered);
  return difference === undefined ? undefined : { ops, difference, observed };
}

/** A lane's sequences, judged one after the other. */
export class Lane {
  readonly #variant: LaneVariant;
  readonly #targets: readonly [Target, ...Target[]];
  readonly #batch: number;
  readonly coverage: Coverage;
  readonly failures: Failure[] = [];
  cases = 0;
  calls = 0;
  /** Why it ended before its sequences did. */
  unfinished: string | undefined;

  /** @param batch sequences sent at a time */
  constructor(
    variant: LaneVariant,
    targets: readonly [Target, ...Target[]],
    coverage = new Coverage(choicesOf(variant.alphabet.moves)),
    batch = BATCH,
  ) {
    this.#batch = batch;
    this.#variant = variant;
    this.#targets = targets;
    this.coverage = coverage;
  }

  /** All targets are of a kind. */
  get #ordered(): boolean {
    return this.#targets[0].ordered;
  }

  async #send(
    batch: readonly Ready[],
    target: Target = this.#targets[0],
  ): Promise<readonly (SequenceResult | Crash)[]> {
    return target.run(batch.map(({ encoded }) => encoded.sequence));
  }

  #judge(batch: readonly Ready[], results: readonly (SequenceResult | Crash)[]): void {
    for (const [i, generated] of batch.entries()) {
      const notRun = whyNotRun(results[i]!);
      this.unfinished ??= notRun;
      if (notRun !== undefined) continue;
      this.cases += 1;
      this.calls += generated.ops.filter(({ op }) => op === 'call').length;
      const failure = judgeRun(this.#variant, generated, results[i]!, this.#ordered);
      if (failure !== undefined) this.failures.push(failure);
      else this.coverage.add(generated.ops, this.#rows(generated, results[i] as SequenceResult));
    }
    const crashes = this.failures.filter(({ crash }) => crash !== undefined).length;
    if (crashes >= MAX_CRASHES) this.unfinished ??= `ended after ${crashes} crashes`;
  }

  /** The model's outcomes that were observed: they carry the rows of the tables of errors. */
  #rows({ steps, encoded }: Ready, result: SequenceResult): readonly Outcome[] {
    if (steps.every(({ allowed }) => allowed.length === 1)) return steps.map(({ allowed }) => allowed[0]!);
    const { alphabet } = this.#variant;
    const observed = decode(encodingOf(this.#variant), steps, encoded, result);
    const prediction = new Prediction(alphabet.system);
    return steps.map(({ op }, at) => {
      const isSeen = (outcome: Outcome) => sameOutcome(outcome, observed[at], this.#ordered);
      prediction.take(op, isSeen);
      return prediction.steps[at]!.allowed.find(isSeen)!;
    });
  }

  /**
   * Runs all that `source` makes, on all targets side by side. `onBatch` is told after each batch, and ends the lane by
   * returning false.
   */
  async run(source: Iterator<Generated>, onBatch: () => boolean = () => true): Promise<void> {
    await feed(this.#targets, {
      make: () => take(source, this.#batch).map((one) => ready(this.#variant, one)),
      send: (batch, target) => this.#send(batch, target),
      judge: (batch, results) => {
        this.#judge(batch, results);
        return onBatch() && this.unfinished === undefined;
      },
    });
  }

  /** The failures, the first few of them as short as they get. */
  async shrunk(): Promise<Failure[]> {
    const shrunk: Failure[] = [];
    for (const failure of this.failures.slice(0, MAX_SHRUNK)) shrunk.push(await this.#shrink(failure));
    return shrunk;
  }

  async #shrink(failure: Failure): Promise<Failure> {
    const fails = async (candidates: readonly (readonly SeqOp[])[]) => {
      if (failure.crash !== undefined)
        return firstFailing(candidates, async (one) => (await this.#runAll([one]))[0] !== undefined);
      const found = await this.#runAll(candidates);
      return found.map((one) => one !== undefined);
    };
    const { system } = this.#variant.alphabet;
    const steps = predict(system, failure.ops)?.steps;
    const byName = steps === undefined ? failure.ops : named(system.rules, steps);
    const [isSame] = await fails([byName]);
    const ops = await shrink(isSame === true ? byName : failure.ops, fails);
    const runs = await this.#runAll(Array.from({ length: TIMES }, () => ops));
    const failed = runs.filter((one) => one !== undefined);
    return { ...(failed[0] ?? failure), again: { failed: failed.length, times: TIMES } };
  }

  /** Runs sequences by their ops; undefined for one that agrees or that the model cannot issue. */
  async #runAll(sequences: readonly (readonly SeqOp[])[]): Promise<(Failure | undefined)[]> {
    const predicted = sequences.map((ops) => predict(this.#variant.alphabet.system, ops));
    const possible = predicted.filter((one) => one !== undefined).map((one) => ready(this.#variant, one));
    const results = await this.#send(possible);
    const failures = possible.map((generated, i) =>
      whyNotRun(results[i]!) === undefined
        ? judgeRun(this.#variant, generated, results[i]!, this.#ordered)
        : undefined,
    );
    let at = 0;
    return predicted.map((one) => (one === undefined ? undefined : failures[at++]));
  }
}
