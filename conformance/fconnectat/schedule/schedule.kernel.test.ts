// SPDX-License-Identifier: MIT
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fault, fconnectat as modelOf } from '../../../models/fconnectat/model.ts';
import { scenarioNamed } from '../../../models/fconnectat/scenarios.ts';
import { type Behaviour, VARIANTS, type VariantName } from '../../../models/fconnectat/variants.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { numbersOn } from '../../interface.ts';
import { sceneOf } from './scene.ts';

const NR = numbersOn('fconnectat').fconnectat!;

let kernel: OpenTarget;

beforeAll(async () => {
  kernel = await openTarget({ flavour: 'unpatched', slug: 'fconnectat' });
});
afterAll(async () => kernel.close());

/** How an oracle is otherwise than the kernel. */
type Wrong = Partial<Behaviour> & Fault;

async function walkOn(variant: VariantName, scenario: string, wrong: Wrong = {}, most = 3000) {
  const model = modelOf(scenarioNamed(scenario), { ...VARIANTS[variant], ...wrong }, wrong);
  const walk = new Walk(sceneOf(variant, scenario, NR, model));
  const lane = new ScheduleLane(walk, [kernel]);
  await lane.run(walk.cover().paths.slice(0, most));
  return { walk, lane };
}

test.each(['noproc', 'denied', 'cwd', 'held', 'closed', 'handed'])(
  'every transition of %s is followed',
  async (scenario) => {
    const { walk, lane } = await walkOn('today-connect', scenario, {}, Number.POSITIVE_INFINITY);
    expect(lane.failures).toEqual([]);
    expect(lane.covered).toBe(walk.graph.target.length);
  },
);

test('paths of backlog are followed, also by tasks that have been killed', async () => {
  const { lane } = await walkOn('today-connect', 'backlog', {}, 400);
  expect(lane.failures).toEqual([]);
  expect(lane.covered).toBeGreaterThan(2000);
});

describe('what the model lacks is missed', () => {
  test.each([
    ['the lock', 'signal', { kernel: () => ({ isFull: () => false }) }, /^Lock/],
    ['the second look at the path', 'isconn', { goesRoundTo: 'inode' }, /^Woken/],
    ['the wake-up that today is not handed on', 'signal', { handsOn: true }, /^Woken/],
  ] as const)('%s', async (_, scenario, oracle, name) => {
    const { lane } = await walkOn('today-connect', scenario, oracle as Wrong);
    const [first] = await lane.shrunk();
    expect(first?.strayed?.name).toMatch(name);
    expect(first?.again).toEqual({ failed: 5, times: 5 });
  });
});
