// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { fconnectat } from '../../../models/fconnectat/index.ts';
import { type CallerSteps, STEPS } from '../../../models/fconnectat/model.ts';
import type { Listener } from '../../../models/fconnectat/names.ts';
import type { VariantName } from '../../../models/fconnectat/variants.ts';
import { explore } from '../../../models/kit/index.ts';
import { atBoundaries } from '../../harness/schedule/boundaries.ts';
import { judgeWalk } from '../../harness/schedule/judge.ts';
import { follow } from '../../harness/schedule/shrink.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { modelKernel } from './fixtures/model-kernel.ts';
import { laneOf, NR, testWalks, type Wrong } from './fixtures/walked.ts';
import { sceneOf } from './scene.ts';

testWalks('small');

test('paths of the largest graph are followed, and no transition is beyond them', async () => {
  const { walk, lane } = laneOf('proposed', 'backlog');
  const { paths, covered } = walk.cover();
  await lane.run(paths.slice(0, 300));
  expect(lane.failures).toEqual([]);
  expect(lane.covered).toBeGreaterThan(1000);
  expect(covered).toBe(walk.graph.target.length);
});

/** Lock without a look at SOCK_DEAD. */
const joinsTheDead: CallerSteps['Lock'] = (kernel, s, p) => {
  const k = s.task[p].other as Listener;
  if (s.sock[k] !== 'dead') return STEPS.Lock(kernel, s, p);
  s.queue[k].push(p);
  s.task[p].peer = kernel.scenario.listeners.find(({ name }) => name === k)!.inode;
  kernel.end(s, p, 'OK');
};

describe('what is taken from the model is missed at its transition', () => {
  test.each([
    ['the restart by a signal', 'today-connect', 'backlog', { restartable: false }, 'Woken(c1)'],
    ['the wake-up that is handed on', 'proposed', 'signal', { handsOn: false }, 'Woken(c1)'],
    ['the wake-up that is handed on after a failure', 'proposed', 'isconn', { handsOn: false }, 'Lock(c2)'],
    [
      'the test of the queue under the lock',
      'today-connect',
      'signal',
      { kernel: () => ({ isFull: () => false }) },
      'Lock(c1)',
    ],
    [
      'the test for a dead listener under the lock',
      'naive',
      'backlog',
      { steps: { Lock: joinsTheDead } },
      'Lock(c1)',
    ],
    ['the second look at the path', 'today-connect', 'backlog', { goesRoundTo: 'inode' }, 'Woken(c1)'],
  ] as const)('%s', async (_, variant, scenario, oracle, label) => {
    const { walk, lane } = laneOf(variant, scenario, oracle as Wrong);
    await lane.run(walk.cover().paths);
    const names = (await lane.shrunk()).map(({ strayed }) => strayed?.name.replace('c2', 'c1'));
    expect(names).toContain(label.replace('c2', 'c1'));
    expect(lane.covered).toBeLessThan(walk.graph.target.length);
  });
});

/** A counterexample of the explorer's, as the labels of a path. */
function attack(variant: VariantName, claim: string, scenario: string): string[] {
  const { model, property } = fconnectat.variant(variant, scenario);
  const [verdict] = explore(model, { properties: [property(claim, 'safety')!] }).verdicts;
  if (verdict?.kind !== 'violated') throw new Error(`${claim} is not violated`);
  return verdict.trace.steps.map(({ action, params }) => `${action}(${params.join(', ')})`);
}

describe('a counterexample', () => {
  test('is a path, and needs no points where nobody has to stand still', () => {
    const walk = new Walk(sceneOf('today-connect', 'backlog', NR));
    const schedule = walk.schedule(follow(walk, 0, attack('today-connect', 'C2', 'backlog'))!);
    const free = atBoundaries(schedule)!;
    expect(free.ops.some(({ op }) => op === 'arm' || op === 'release')).toBe(false);
    // Asleep, then renamed and accepted: connected to the other one.
    expect(free.legs.map(({ expected }) => expected.text).join('\n')).toMatch(
      /c1 asleep[\s\S]*c1 returned OK[\s\S]*t0 peer iB/,
    );
  });

  test('needs points where somebody has to', () => {
    const walk = new Walk(sceneOf('today-connect', 'noproc', NR));
    const schedule = walk.schedule(follow(walk, 0, attack('today-connect', 'C3', 'noproc'))!);
    expect(atBoundaries(schedule)).toBeUndefined();
  });

  test('happens on a kernel that is as its variant, and the same steps cannot be taken on another', async () => {
    const labels = attack('naive', 'C2', 'backlog');
    const scene = sceneOf('naive', 'backlog', NR);
    const walk = new Walk(scene);
    const schedule = walk.schedule(follow(walk, 0, labels)!);
    const on = async (variant: VariantName) => {
      const { model } = fconnectat.variant(variant, 'backlog');
      const [result] = await modelKernel(scene, 'backlog', model).run([{ ops: schedule.ops }]);
      return judgeWalk(walk, schedule, result!).failure?.strayed?.name;
    };
    expect(await on('naive')).toBeUndefined();
    expect(await on('proposed')).toBe('Woken(c1)');
  });
});
