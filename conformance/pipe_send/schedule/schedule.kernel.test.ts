// SPDX-License-Identifier: MIT
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { andThen } from '../../../models/kernel/seeded-fault.ts';
import { type Fault, pipeSend as modelOf, STEPS } from '../../../models/pipe_send/model.ts';
import { scenarioNamed } from '../../../models/pipe_send/scenarios.ts';
import { type Behaviour, VARIANTS } from '../../../models/pipe_send/variants.ts';
import { ScheduleLane } from '../../harness/schedule/lane.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { sceneOf } from './scene.ts';

let kernel: OpenTarget;

beforeAll(async () => {
  kernel = await openTarget({ flavour: 'unpatched', slug: 'pipe_send' });
});
afterAll(async () => kernel.close());

async function walkOn(scenario: string, wrong: Partial<Behaviour> = {}, fault: Fault = {}) {
  const model = modelOf(scenarioNamed(scenario), { ...VARIANTS['today-rwf'], ...wrong }, fault);
  const walk = new Walk(sceneOf('today-rwf', scenario, model));
  const lane = new ScheduleLane(walk, [kernel]);
  await lane.seek(walk.cover().paths, 1, () => lane.failures.length === 0);
  return { walk, lane };
}

test.each(['splice', 'writers', 'hangup', 'paged', 'killed', 'contended'])(
  'every transition of %s is followed that can be',
  async (scenario) => {
    const { walk, lane } = await walkOn(scenario);
    expect(lane.failures).toEqual([]);
    expect(lane.unseen).toEqual([]);
    expect(lane.covered).toBe(walk.transitions - walk.unreached().length);
  },
);

describe('what the model lacks is missed', () => {
  test('the wait for the mutex', async () => {
    const { lane } = await walkOn('splice', { triesLock: true });
    const [first] = await lane.shrunk();
    expect(first?.strayed?.name).toMatch(/^Lock/);
    expect(first?.again).toEqual({ failed: 5, times: 5 });
  });

  test('that the mutex is let go, and given on', async () => {
    const keeps = andThen(STEPS.Copy, (_, s, p) => {
      if (s.task[p].pc === 'done') s.lock = 'splicer' as never;
    });
    const { lane } = await walkOn('splice', {}, { steps: { Copy: keeps } });
    const [first] = await lane.shrunk();
    expect(first?.strayed?.name).toMatch(/^Copy/);
    expect(first?.again).toEqual({ failed: 5, times: 5 });
  });

  test('that one who is killed while it waits for its page lets go of the mutex', async () => {
    const keeps = andThen(STEPS.FaultGone, (_, s) => {
      s.lock = 'killer' as never;
    });
    const { lane } = await walkOn('killed', {}, { steps: { FaultGone: keeps } });
    const [first] = await lane.shrunk();
    expect(first?.strayed?.name).toMatch(/SendSignal/);
    expect(first?.again).toEqual({ failed: 5, times: 5 });
  });
});
