// SPDX-License-Identifier: MIT
// The attacks of a proposal, against kernels that are models.
import { describe, expect, test } from 'vitest';
import { fconnectat } from '../../../models/fconnectat/index.ts';
import { sample } from '../../harness/lockstep/engine/generate.ts';
import { attackersOn, underAttack } from '../../harness/schedule/attack.ts';
import { atBoundaries } from '../../harness/schedule/boundaries.ts';
import { Walk } from '../../harness/schedule/walk.ts';
import { numbersOn } from '../../interface.ts';
import { succeeded } from '../../run/attacks.ts';
import { type Attack, attacksOn } from '../../run/counterexamples.ts';
import { modelKernel } from './fixtures/model-kernel.ts';
import { SCHEDULES } from './index.ts';

const NUMBERS = numbersOn('fconnectat');
const scheduled = (variant: string) => SCHEDULES.find((one) => one.variant === variant)!;
const found = new Map<string, readonly Attack[]>();
/** The attacks on a variant; looked for once. */
async function attacks(variant: string, hasPoints = true): Promise<readonly Attack[]> {
  const key = `${variant} ${hasPoints}`;
  const known = found.get(key) ?? (await attacksOn('fconnectat', scheduled(variant), NUMBERS, hasPoints));
  found.set(key, known);
  return known;
}
const names = (all: readonly Attack[]) => all.map(({ claim, scenario }) => `${claim} in ${scenario}`);

/** What a kernel that does as `variant` shows of an attack. */
async function madeOn(variant: string, { walk, path, scenario, ...attack }: Attack): Promise<boolean> {
  const schedule = walk.schedule(path);
  const { model } = fconnectat.variant(variant, scenario);
  const [result] = await modelKernel(walk.scene, scenario, model).run([{ ops: schedule.ops }]);
  return succeeded({ ...attack, walk, path, scenario }, schedule, result as never);
}

test('each safety claim that a variant breaks is an attack', async () => {
  expect(names(await attacks('naive')).sort()).toEqual([
    ...['C2 in backlog', 'C2 in restarted', 'C2 in swap', 'C2 in thawed'],
    ...['C8 in again', 'C8 in backlog', 'C8 in elsewhere', 'C8 in handed', 'C8 in isconn', 'C8 in nowhere'],
    ...['C8 in pair', 'C8 in refrozen', 'C8 in rights', 'C8 in signal', 'C8 in swap', 'C8 in thawed'],
    'C8 in two',
  ]);
  expect(await attacks('proposed')).toEqual([]);
});

test('without points those are left in which nobody has to stand still', async () => {
  const left = await attacks('today-connect', false);
  expect(names(left)).not.toContain('C8 in signal');
  expect(names(left)).toContain('C2 in backlog');
  for (const { walk, path } of left) expect(atBoundaries(walk.schedule(path))).toBeDefined();
});

describe.each(['today-connect', 'today-lstat', 'naive'])('the attacks on %s', async (variant) => {
  test.each((await attacks(variant)).map((attack) => [names([attack])[0]!, attack] as const))(
    '%s is seen where it succeeds, and not on what is proposed',
    async (_, attack) => {
      expect(await madeOn(variant, attack)).toBe(true);
      const isCalled = variant === 'naive';
      if (isCalled) expect(await madeOn('proposed', attack)).toBe(false);
    },
  );
});

test('a result is not taken from the model: one that is another is no success', async () => {
  const [attack] = (await attacks('today-connect')).filter(
    ({ claim, scenario }) => `${claim} ${scenario}` === 'C2 backlog',
  );
  const { walk, path, scenario } = attack!;
  const schedule = walk.schedule(path);
  const { model } = fconnectat.variant('today-connect', scenario);
  const [result] = await modelKernel(walk.scene, scenario, model).run([{ ops: schedule.ops }]);
  expect(succeeded(attack!, schedule, result as never)).toBe(true);
  const settled = (result as { settled: readonly { returned: readonly object[] }[] }).settled.map((one) => ({
    ...one,
    returned: one.returned.map((returned) => ({ ...returned, value: -111n })),
  }));
  expect(succeeded(attack!, schedule, { settled } as never)).toBe(false);
});

test('the attackers keep their order, at many moments, and the path ends where nobody can go on', async () => {
  const [attack] = await attacks('naive');
  const on = new Walk(scheduled('proposed').scene(attack!.scenario, NUMBERS));
  const attackers = attackersOn(attack!.walk, attack!.path);
  expect(attackers.length).toBeGreaterThan(1);
  const paths = sample(1, 50).map((numbers) => underAttack(on, attackers, numbers));
  expect(new Set(paths.map((path) => path.join())).size).toBeGreaterThan(40);
  for (const path of paths) {
    const done = attackersOn(on, path);
    expect(done).toEqual(attackers.slice(0, done.length));
  }
  expect(paths.some((path) => attackersOn(on, path).length === attackers.length)).toBe(true);
});
