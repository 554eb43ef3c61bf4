// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { fconnectat as modelOf } from '../../../models/fconnectat/model.ts';
import { scenarioNamed } from '../../../models/fconnectat/scenarios.ts';
import { type Behaviour, VARIANTS, type VariantName } from '../../../models/fconnectat/variants.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { modelKernel } from './fixtures/model-kernel.ts';
import { sceneOf } from './scene.ts';

const NR = 500;

/** A lane whose oracle behaves otherwise than the kernel that it walks. */
function laneOf(variant: VariantName, scenario: string, oracle: Partial<Behaviour> = {}) {
  const kernel = VARIANTS[variant];
  const build = (behaviour: Behaviour) => modelOf(scenarioNamed(scenario), behaviour);
  const scene = sceneOf(variant, scenario, NR, build({ ...kernel, ...oracle }));
  const walk = new Walk(scene);
  return { walk, lane: new ScheduleLane(walk, [modelKernel(scene, scenario, build(kernel))]) };
}

const SMALL = ['cwd', 'noproc', 'held', 'signal', 'isconn'];

describe.each(['today-lstat', 'today-connect', 'naive', 'proposed'] as const)('%s', (variant) => {
  test.each(SMALL)('every transition of %s is followed, and nothing differs', async (scenario) => {
    const { walk, lane } = laneOf(variant, scenario);
    await lane.run(walk.cover().paths);
    expect(lane.failures.map(({ strayed, crash }) => strayed ?? crash).slice(0, 1)).toEqual([]);
    expect(lane.covered).toBe(walk.graph.target.length);
    expect(lane.unfinished).toBeUndefined();
  });
});

test('paths of the largest graphs are followed up to what the kernel excludes', async () => {
  const { walk, lane } = laneOf('proposed', 'backlog');
  const { paths, covered } = walk.cover();
  await lane.run(paths.slice(0, 300));
  expect(lane.failures).toEqual([]);
  expect(lane.covered).toBeGreaterThan(1000);
  const reasons = new Set(walk.unreached().map(({ reason }) => reason));
  expect([...reasons].sort()).toEqual(['beyond', 'kernel-excludes']);
  expect(covered + walk.unreached().length).toBe(walk.graph.target.length);
});

describe('what is taken from the model is missed at its transition', () => {
  test.each([
    ['the restart by a signal', 'today-connect', 'backlog', { restartable: false }, 'Woken(c1)'],
    ['the wake-up that is handed on', 'proposed', 'signal', { handsOn: [] }, 'Woken(c1)'],
    [
      'the wake-up that is handed on after a failure',
      'proposed',
      'isconn',
      { handsOn: ['interrupted'] },
      'Lock(c2)',
    ],
    ['the test of the queue under the lock', 'today-connect', 'signal', { keepsBacklog: false }, 'Lock(c1)'],
    ['the test for a dead listener under the lock', 'naive', 'backlog', { noticesDeath: false }, 'Lock(c1)'],
    ['the second look at the path', 'today-connect', 'backlog', { goesRoundTo: 'inode' }, 'Woken(c1)'],
  ] as const)('%s', async (_, variant, scenario, oracle, label) => {
    const { walk, lane } = laneOf(variant, scenario, oracle as Partial<Behaviour>);
    await lane.run(walk.cover().paths);
    const names = (await lane.shrunk()).map(({ strayed }) => strayed?.name.replace('c2', 'c1'));
    expect(names).toContain(label.replace('c2', 'c1'));
    expect(lane.covered).toBeLessThan(walk.graph.target.length);
  });
});
