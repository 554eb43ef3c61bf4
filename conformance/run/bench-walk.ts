// SPDX-License-Identifier: MIT
// How many schedules a kernel follows in a second: all paths of the largest graph that any kernel can be walked through.
import { performance } from 'node:perf_hooks';
import { ScheduleLane } from '../harness/schedule/lane.ts';
import { walkedOf } from '../harness/schedule/proposal.ts';
import { Walk } from '../harness/schedule/walk.ts';
import { type OpenTarget, openTarget, type TargetOptions } from '../harness/target/index.ts';
import { interfaceOf } from '../interface.ts';
import type { ProposalConformance } from '../proposal.ts';

/** A cover that was walked. */
export interface WalkThroughput {
  readonly variant: string;
  readonly scenario: string;
  readonly paths: number;
  /** Transitions taken, and all of them. */
  readonly covered: number;
  readonly transitions: number;
  /** Paths on which kernel and model differed: a run that has any measures nothing. */
  readonly failures: number;
  /** To explore the graph and to find the paths. */
  readonly planSeconds: number;
  readonly bootSeconds: number;
  /** From the first path to the last verdict. */
  readonly walkSeconds: number;
  /** Paths a second of it. */
  readonly rate: number;
}

/** What to measure. */
export interface WalkBenchOptions extends TargetOptions {
  readonly proposal: ProposalConformance;
  readonly guests: number;
}

/** The walk with the most transitions among those that a kernel without the proposal is to follow. */
function largest({ slug, schedules = [] }: ProposalConformance) {
  const { numbers } = interfaceOf(slug);
  const walks = schedules
    .filter(({ kernel }) => kernel === 'any' || kernel === 'unfixed')
    .flatMap((one) =>
      walkedOf(one).map((scenario) => ({
        ...{ variant: one.variant, scenario },
        walk: new Walk(one.scene(scenario, numbers)),
      })),
    );
  const [first] = walks.sort((a, b) => b.walk.transitions - a.walk.transitions);
  if (first === undefined) throw new Error('there is no graph to walk');
  return first;
}

/** Boots, walks, and judges each path as `conform` does. */
export async function measureWalk(options: WalkBenchOptions): Promise<WalkThroughput> {
  const { proposal, guests, signal, onProgress } = options;
  let last = performance.now();
  const lap = () => {
    const before = last;
    last = performance.now();
    return (last - before) / 1000;
  };
  const { variant, scenario, walk } = largest(proposal);
  const { paths } = walk.cover();
  const planSeconds = lap();
  const targets = (await Promise.all(Array.from({ length: guests }, () => openTarget(options)))) as [
    OpenTarget,
    ...OpenTarget[],
  ];
  try {
    const bootSeconds = lap();
    const lane = new ScheduleLane(walk, targets);
    await lane.run(paths, () => {
      onProgress?.(`${lane.cases} of ${paths.length} schedules`);
      return signal?.aborted !== true;
    });
    signal?.throwIfAborted();
    const walkSeconds = lap();
    return {
      ...{ variant, scenario, paths: lane.cases, covered: lane.covered },
      ...{ transitions: walk.transitions, failures: lane.failures.length },
      ...{ planSeconds, bootSeconds, walkSeconds, rate: lane.cases / walkSeconds },
    };
  } finally {
    await Promise.all(targets.map((target) => target.close()));
  }
}
