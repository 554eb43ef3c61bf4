// SPDX-License-Identifier: MIT
// A share of the paths, on kernels that are models: what is proposed, and its seeded faults.
import { describe, expect, test } from 'vitest';
import { fconnectat } from '../../../models/fconnectat/index.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { share } from '../../harness/schedule/share.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { numbersOn } from '../../interface.ts';
import { mutantTraces } from '../../run/mutant-traces.ts';
import { modelKernel } from './fixtures/model-kernel.ts';
import { SCHEDULES } from './index.ts';

const { scene, scenarios } = SCHEDULES.find(({ variant }) => variant === 'proposed')!;
/** No call of the keeper shows a caller's working directory, nor the peer of a socket that was connected before. */
const UNSEEN = ['moves-the-caller', 'peer-of-a-failure'];
const faults = fconnectat.mutants.filter(
  ({ name, killedBy }) => killedBy.part === 'safety' && !UNSEEN.includes(name),
);
const asked = scenarios.filter((name) => faults.some(({ killedBy }) => killedBy.scenario === name));

describe.each(asked)('in %s', (scenario) => {
  const walk = new Walk(scene(scenario, numbersOn('fconnectat')));
  const traces = mutantTraces(fconnectat, scenario);
  const { paths, transitions } = share(walk, { seed: 1, drawn: 5, traces });
  const walked = async (model: Parameters<typeof modelKernel>[2]) => {
    const lane = new ScheduleLane<unknown>(walk, [modelKernel(walk.scene, scenario, model)]);
    await lane.run(paths);
    return lane;
  };

  test('the model of what is proposed is walked to the end of every path', async () => {
    const lane = await walked(fconnectat.variant('proposed', scenario).model);
    expect(lane.failures).toEqual([]);
    expect(lane.covered).toBe(transitions);
  });

  test.each(faults.filter(({ killedBy }) => killedBy.scenario === scenario).map(({ name }) => name))(
    'a kernel with the fault %s is found',
    async (name) => {
      const lane = await walked(fconnectat.mutant(name, scenario).model);
      expect(lane.failures.length).toBeGreaterThan(0);
    },
  );
});
