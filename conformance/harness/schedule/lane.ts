// SPDX-License-Identifier: MIT
// Walks a kernel along the paths of a scenario, in batches, on all targets side by side.
import type { Path } from '../../../models/kit/index.ts';
import { BATCH, feed, firstFailing, MAX_CRASHES, MAX_SHRUNK, TIMES, take } from '../feed.ts';
import type { SequenceResult } from '../protocol/types.ts';
import { type Crash, type Target, whyNotRun } from '../target.ts';
import { judgeWalk, type ScheduleFailure, type Walked } from './judge.ts';
import { Seeker } from './seek.ts';
import { follow, shrinkPath } from './shrink.ts';
import type { Schedule, Walk } from './walk.ts';

/** Differences after which it ends: a step that is wrong is on many paths. */
const MAX_FAILURES = 100;

interface ScheduleLaneOptions {
  /** Paths sent at a time. */
  readonly batch?: number;
  readonly watch?: (schedule: Schedule, result: SequenceResult) => void;
  /** The same path in another way; undefined when there is none. */
  readonly as?: (schedule: Schedule) => Schedule | undefined;
}

/** A scenario's paths on a kernel. */
export class ScheduleLane<S> {
  readonly #walk: Walk<S>;
  readonly #targets: readonly [Target, ...Target[]];
  readonly #batch: number;
  readonly #covered: Uint8Array;
  readonly failures: ScheduleFailure[] = [];
  /** Paths on which the kernel chose another outcome than the planned one. */
  diverted = 0;
  cases = 0;
  calls = 0;
  unfinished: string | undefined;
  #seeker: Seeker<S> | undefined;

  readonly #as: ScheduleLaneOptions['as'];
  readonly #watch: ((schedule: Schedule, result: SequenceResult) => void) | undefined;

  /** `watch` is shown what came of each path, beside the judge. */
  constructor(
    walk: Walk<S>,
    targets: readonly [Target, ...Target[]],
    { batch = BATCH, watch, as }: ScheduleLaneOptions = {},
  ) {
    this.#walk = walk;
    this.#targets = targets;
    this.#batch = batch;
    this.#watch = watch;
    this.#as = as;
    this.#covered = new Uint8Array(walk.transitions);
  }

  /** Transitions of the model that the kernel has taken, on paths that agreed to their end. */
  get covered(): number {
    return this.#covered.reduce((sum, one) => sum + one, 0);
  }

  #judge(schedule: Schedule, result: SequenceResult | Crash): void {
    const notRun = whyNotRun(result);
    this.unfinished ??= notRun;
    if (notRun !== undefined) return;
    this.cases += 1;
    this.calls += schedule.ops.filter(({ op }) => op === 'call').length;
    const { edges, failure, diverted } = judgeWalk(this.#walk, schedule, result);
    for (const edge of edges) for (const one of this.#walk.taken(edge)) this.#covered[one] = 1;
    this.#seeker?.learn(schedule.initial, edges);
    if (diverted === true) this.diverted += 1;
    if (!('crashed' in result)) this.#watch?.(schedule, result);
    if (failure !== undefined) this.failures.push(failure);
  }

  #checkEnd(): void {
    const crashes = this.failures.filter(({ crash }) => crash !== undefined).length;
    if (crashes >= MAX_CRASHES) this.unfinished ??= `ended after ${crashes} crashes`;
    else if (this.failures.length >= MAX_FAILURES)
      this.unfinished ??= `ended after ${this.failures.length} failures`;
  }

  /**
   * Walks all paths; where the kernel chooses on them, others too, until it has chosen each way or was asked often enough.
   * `onBatch` as in `run`.
   */
  async seek(paths: readonly Path[], seed: number, onBatch: () => boolean = () => true): Promise<void> {
    if (this.#walk.scene.urgent === undefined) return this.run(paths, onBatch);
    this.#seeker = new Seeker(this.#walk, new Set(paths.flat()), seed);
    let goesOn = true;
    const watch = () => {
      goesOn = onBatch();
      return goesOn;
    };
    for (let next = paths; next.length > 0 && goesOn && this.unfinished === undefined; ) {
      await this.run(next, watch);
      next = this.#seeker.round();
    }
  }

  /** What was looked for, and the kernel was never seen to choose, as names: `Give(a); Acquire(b)`. */
  get unseen(): readonly string[] {
    return [...new Set((this.#seeker?.unseen ?? []).map((edge) => this.#walk.name(edge)))].sort();
  }

  /** Walks all paths. `onBatch` is told after each batch, and ends the lane by returning false. */
  async run(paths: Iterable<Path>, onBatch: () => boolean = () => true): Promise<void> {
    const source = paths[Symbol.iterator]();
    await feed(this.#targets, {
      make: () => take(source, this.#batch).map((path) => this.#schedule(path)),
      send: (batch, target) => target.run(batch.map(({ ops }) => ({ ops }))),
      judge: (batch, results) => {
        for (const [i, schedule] of batch.entries()) this.#judge(schedule, results[i]!);
        this.#checkEnd();
        return onBatch() && this.unfinished === undefined;
      },
    });
  }

  /** The failures, the first few of them as short as they get. */
  async shrunk(): Promise<ScheduleFailure[]> {
    const shrunk: ScheduleFailure[] = [];
    for (const failure of this.failures.slice(0, MAX_SHRUNK)) shrunk.push(await this.#shrink(failure));
    return shrunk;
  }

  async #shrink(failure: ScheduleFailure): Promise<ScheduleFailure> {
    const walk = this.#walk;
    const { initial, labels, crash } = failure;
    // What came after the difference is not needed.
    const upTo = failure.strayed === undefined ? labels.length : Math.min(labels.length, failure.strayed.at);
    const [begins] = await this.#fails([follow(walk, initial, labels.slice(0, upTo))!]);
    const from = begins === true ? labels.slice(0, upTo) : labels;
    const short = await shrinkPath(walk, initial, from, async (paths) =>
      crash === undefined
        ? this.#fails(paths)
        : firstFailing(paths, async (one) => (await this.#fails([one]))[0] === true),
    );
    const path = follow(walk, initial, short)!;
    const runs = await this.#walkAll(Array.from({ length: TIMES }, () => path));
    const failed = runs.flatMap((one) => one.failure ?? []);
    return { ...(failed[0] ?? failure), again: { failed: failed.length, times: TIMES } };
  }

  #schedule(path: Path): Schedule {
    const schedule = this.#walk.schedule(path);
    const made = this.#as === undefined ? schedule : this.#as(schedule);
    if (made === undefined) throw new Error(`no such path: ${this.#walk.labels(path).join(', ')}`);
    return made;
  }

  async #fails(paths: readonly Path[]): Promise<boolean[]> {
    return (await this.#walkAll(paths)).map(({ failure }) => failure !== undefined);
  }

  async #walkAll(paths: readonly Path[]): Promise<Walked[]> {
    const schedules = paths.map((path) => this.#schedule(path));
    const results = await this.#targets[0].run(schedules.map(({ ops }) => ({ ops })));
    return schedules.map((schedule, i) => {
      const result = results[i]!;
      return whyNotRun(result) === undefined ? judgeWalk(this.#walk, schedule, result) : { edges: [] };
    });
  }
}
