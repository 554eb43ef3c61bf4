// SPDX-License-Identifier: MIT
// The scenarios walked on a kernel that is a model: all that can be followed is, and what a model does otherwise is found.
import { describe, expect, test } from 'vitest';
import { pipeSend } from '../../../models/pipe_send/index.ts';
import { SCENARIOS } from '../../../models/pipe_send/scenarios.ts';
import type { VariantName } from '../../../models/pipe_send/variants.ts';
import { kernelOf, toldByNumber } from '../../harness/schedule/fixtures/model-kernel.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { attackedOf, walkedOf } from '../../harness/schedule/proposal.ts';
import { OF_KERNEL } from '../../harness/schedule/scene.ts';
import { separation } from '../../harness/schedule/separation.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { SCHEDULES } from './index.ts';
import { sceneOf } from './scene.ts';

const ALL = SCHEDULES.flatMap((one) => walkedOf(one).map((scenario) => [one.variant, scenario] as const));

/** A lane whose kernel does as a model. */
function laneOn(variant: string, scenario: string, model = pipeSend.variant(variant, scenario).model) {
  const walk = new Walk(toldByNumber(sceneOf(variant as VariantName, scenario)));
  const kernel = new Walk(sceneOf(variant as VariantName, scenario, model as never));
  return { walk, lane: new ScheduleLane(walk, [kernelOf(kernel)]) };
}

test.each(ALL)(
  '%s, %s: what no schedule can follow is little, and ends are told apart',
  (variant, scenario) => {
    const walk = new Walk(sceneOf(variant as VariantName, scenario));
    const reasons = walk.unreached().map(({ reason }) => reason);
    expect(reasons.filter((reason) => !OF_KERNEL.has(reason)).length).toBeLessThan(walk.transitions / 20);
    expect(reasons.length).toBeLessThan(walk.transitions / 3);
    const { pairs, separated } = separation(walk);
    expect(pairs).toBeGreaterThan(0);
    expect(separated).toBe(pairs);
  },
);

describe.each(['today-nonblock', 'today-rwf', 'naive', 'proposed'])('%s', (variant) => {
  test.each([
    'splice',
    'spliced',
    'writers',
    'packets',
    'turned',
    'hangup',
    'fifo',
    'forever',
    'contended',
    'starved',
  ])('every transition of %s is followed, as far as a kernel lets it be', async (scenario) => {
    const { walk, lane } = laneOn(variant, scenario);
    await lane.seek(walk.cover().paths, 1);
    expect(lane.failures.map(({ strayed, crash }) => strayed ?? crash).slice(0, 1)).toEqual([]);
    expect(lane.unseen).toEqual([]);
    expect(lane.covered).toBe(walk.transitions - walk.unreached().length);
  });
});

test.each(SCHEDULES)('$variant: where a caller loops no attack would end', (scheduled) => {
  const looping = SCENARIOS.filter(({ loopers }) => loopers.length > 0).map(({ name }) => name);
  expect(looping.filter((name) => attackedOf(scheduled).includes(name))).toEqual([]);
  const isWalked = scheduled.variant !== 'today-lock';
  expect(looping.filter((name) => walkedOf(scheduled).includes(name))).toEqual(isWalked ? looping : []);
});

const PROPOSED = SCHEDULES.find(({ variant }) => variant === 'proposed')!;
const faults = pipeSend.mutants.filter(({ killedBy }) => PROPOSED.scenarios.includes(killedBy.scenario));

test.each(faults.map(({ name, killedBy }) => [name, killedBy.scenario] as const))(
  'a kernel with the fault %s is found in %s',
  async (name, scenario) => {
    const { walk, lane } = laneOn('proposed', scenario, pipeSend.mutant(name, scenario).model as never);
    await lane.seek(walk.cover().paths, 1, () => lane.failures.length === 0);
    expect(lane.failures.length).toBeGreaterThan(0);
  },
);
