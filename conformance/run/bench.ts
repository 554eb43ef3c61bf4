// SPDX-License-Identifier: MIT
// How many sequences a kernel answers in a second, in frames of many and one a frame.
import { performance } from 'node:perf_hooks';
import type { Generated } from '../harness/lockstep/engine/generate.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import { Lane } from '../harness/lockstep/engine/lane.ts';
import { type OpenTarget, openTarget, type TargetOptions } from '../harness/target/index.ts';
import type { Conformance, ProposalConformance } from '../proposal.ts';
import { judgedAs } from './judged.ts';

/** One way of running the sequences. */
export interface Throughput {
  readonly sequences: number;
  readonly calls: number;
  /** Calls that slept, in all sequences. */
  readonly sleeps: number;
  /** Sequences on which kernel and model differed: a run that has any measures nothing. */
  readonly failures: number;
  /** From power-on until every guest had said hello. */
  readonly bootSeconds: number;
  /** From power-on until the last result was judged. */
  readonly seconds: number;
  /** Sequences a second, boots included. */
  readonly rate: number;
}

/** What to measure. */
export interface BenchOptions extends TargetOptions {
  readonly proposal: ProposalConformance;
  readonly sequences: number;
  readonly guests: number;
  /** Sequences sent at a time. */
  readonly batch?: number;
}

function* shapes(
  { alphabet }: Conformance,
  bench: ProposalConformance['bench'],
  count: number,
): Generator<Generated> {
  for (let i = 0; i < count; i += 1) {
    // Predicted each time, as a generated sequence is.
    const generated = predict(alphabet.system, bench[i % bench.length]!);
    if (generated === undefined) throw new Error(`the model cannot issue shape ${i % bench.length}`);
    yield generated;
  }
}

/** Boots, runs the sequences through the same lane as `conform`, and judges each. */
export async function measure(options: BenchOptions): Promise<Throughput> {
  const { proposal, sequences, guests, batch } = options;
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const targets = (await Promise.all(Array.from({ length: guests }, () => openTarget(options)))) as [
    OpenTarget,
    ...OpenTarget[],
  ];
  try {
    const bootSeconds = elapsed();
    const conformance = judgedAs(proposal.variants[0], targets[0].hello.release);
    const lane = new Lane(conformance, targets, undefined, batch);
    let sleeps = 0;
    const counted = function* () {
      for (const generated of shapes(conformance, proposal.bench, sequences)) {
        sleeps += generated.steps.filter(
          ({ op, allowed }) => op.op === 'call' && allowed[0]!.blocked.includes(op.task),
        ).length;
        yield generated;
      }
    };
    await lane.run(counted(), () => {
      options.onProgress?.(`${lane.cases} of ${sequences} sequences`);
      return options.signal?.aborted !== true;
    });
    options.signal?.throwIfAborted();
    const seconds = elapsed();
    const { cases, calls, failures } = lane;
    return {
      sequences: cases,
      calls,
      sleeps,
      failures: failures.length,
      bootSeconds,
      seconds,
      rate: cases / seconds,
    };
  } finally {
    await Promise.all(targets.map((target) => target.close()));
  }
}
