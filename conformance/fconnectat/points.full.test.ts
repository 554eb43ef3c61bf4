// SPDX-License-Identifier: MIT
// Schedules repeat, every time; and the steps of the new call, where it is in its series and as its variant `naive`.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shim } from '../harness/protocol/types.ts';
import type { Guest } from '../kernel/boot/boot.ts';
import { bootShim } from '../shim/fixtures/guest.ts';
import { runOps } from '../shim/fixtures/ops.ts';
import { trace } from '../shim/fixtures/points.ts';
import {
  CONNECTS,
  type Connect,
  chosenBeforeSleep,
  chosenWithSignal,
  diesUnderLock,
  killedBeforeSleep,
  ROUND,
  type Schedule,
  signalBeforeSleep,
  straight,
  swappedInSleep,
} from './fixtures/points.ts';

const TIMES = 1000;
const SCHEDULES: readonly ((connect: Connect, steps: number) => Schedule)[] = [
  straight,
  swappedInSleep,
  chosenBeforeSleep,
  chosenWithSignal,
  signalBeforeSleep,
  killedBeforeSleep,
  diesUnderLock,
];

const PARKED = '1@fconnectat.refused_sleep';

describe.each([
  ['unpatched', 'connect'],
  ['fast', 'connect'],
  ['fast', 'fconnectat'],
  ['naive', 'fconnectat'],
] as const)('on %s, %s', (flavour, name) => {
  const call = CONNECTS[name];
  const byInode = flavour === 'fast' && name === 'fconnectat';
  const steps = byInode ? ROUND.inode : ROUND.name;
  let guest: Guest;
  let shim: Shim;
  beforeAll(async () => {
    ({ guest, shim } = await bootShim({}, flavour, 'fconnectat'));
  });
  afterAll(() => guest.kill());

  const seen = async ({ before, ops }: Schedule) =>
    trace(await runOps(shim, ...before, ...ops)).slice(before.length);

  it.each(SCHEDULES.map((schedule) => [schedule.name, schedule] as const))(
    `%s gives the same trace ${TIMES} times of ${TIMES}`,
    async (_, schedule) => {
      const { before, ops } = schedule(call, steps);
      const sequence = { ops: [...before, ...ops] };
      const traces = (await shim.run(Array(TIMES).fill(sequence))).map((result) => trace(result).join('\n'));
      expect(traces.filter((one) => one !== traces[0])).toEqual([]);
      expect(traces).toHaveLength(TIMES);
    },
  );

  it('takes its steps in their order', async () => {
    expect(await seen(straight(call))).toEqual([
      '1@kernel.sys_enter',
      '1@kernel.path_init',
      '1@kernel.walk_component',
      '1@fconnectat.find',
      '1@fconnectat.lock',
      '1=0',
    ]);
  });

  it('goes round by the path, or by the inode', async () => {
    const path = ['1@kernel.path_init', '1@kernel.walk_component'];
    const round = ['1@fconnectat.find', '1@fconnectat.lock', '1=0'];
    expect((await seen(swappedInSleep(call, steps))).slice(4)).toEqual(
      byInode ? [...round, '0 blocks'] : [...path, ...round, '0=3'],
    );
    expect((await seen(diesUnderLock(call))).slice(2)).toEqual(['1@fconnectat.find', '1=-111']);
  });

  it('hands on a wake-up that chose it when a signal was pending, or keeps it', async () => {
    const traced = await seen(chosenWithSignal(call));
    expect(traced.slice(0, 4)).toEqual([
      PARKED,
      `${PARKED}, 2 blocks`,
      `${PARKED}, 2 blocks`,
      `0=2, ${PARKED}, 2 blocks`,
    ]);
    const last = byInode ? ['2=0', '1=-4', '1 handles 10'] : ['1=-4', '2 blocks', '1 handles 10'];
    expect(traced[4]?.split(', ').sort()).toEqual(last.sort());
  });
});
