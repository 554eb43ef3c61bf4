// SPDX-License-Identifier: MIT
// The steps of connect(2) on a kernel without the proposal, parked in front of and let go one by one.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shim } from '../harness/protocol/types.ts';
import type { Guest } from '../kernel/boot/boot.ts';
import { bootShim } from '../shim/fixtures/guest.ts';
import { runOps } from '../shim/fixtures/ops.ts';
import { trace } from '../shim/fixtures/points.ts';
import {
  CONNECTS,
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

let guest: Guest;
let shim: Shim;
beforeAll(async () => {
  ({ guest, shim } = await bootShim({}, 'unpatched', 'fconnectat'));
});
afterAll(() => guest.kill());

async function seen({ before, ops }: Schedule): Promise<string[]> {
  return trace(await runOps(shim, ...before, ...ops)).slice(before.length);
}

const { connect } = CONNECTS;
const EINTR = '-4';
const ECONNREFUSED = '-111';

it('takes its steps in their order', async () => {
  expect(await seen(straight(connect))).toEqual([
    '1@kernel.sys_enter',
    '1@kernel.path_init',
    '1@kernel.walk_component',
    '1@fconnectat.find',
    '1@fconnectat.lock',
    '1=0',
  ]);
});

it('is woken after a sleep, and looks its name up again', async () => {
  expect(await seen(swappedInSleep(connect, ROUND.name))).toEqual([
    '1@fconnectat.refused_sleep',
    '0=0, 1@fconnectat.refused_sleep',
    '0=2, 1@fconnectat.refused_sleep',
    '1@fconnectat.woken',
    '1@kernel.path_init',
    '1@kernel.walk_component',
    '1@fconnectat.find',
    '1@fconnectat.lock',
    '1=0',
    '0=3',
  ]);
});

it('does not sleep when an accept has chosen it before', async () => {
  expect(await seen(chosenBeforeSleep(connect))).toEqual([
    '1@fconnectat.refused_sleep',
    '0=2, 1@fconnectat.refused_sleep',
    '1@fconnectat.woken',
    '1=0',
  ]);
});

it('keeps a wake-up that chose it when a signal was pending, and another sleeps on', async () => {
  const parked = '1@fconnectat.refused_sleep';
  expect(await seen(chosenWithSignal(connect))).toEqual([
    parked,
    `${parked}, 2 blocks`,
    `${parked}, 2 blocks`,
    `0=2, ${parked}, 2 blocks`,
    `1=${EINTR}, 2 blocks, 1 handles 10`,
  ]);
});

it('does not sleep with a signal that came before', async () => {
  const parked = '1@fconnectat.refused_sleep';
  expect(await seen(signalBeforeSleep(connect))).toEqual([parked, parked, `1=${EINTR}, 1 handles 10`]);
});

it('leaves the queue when it is killed there', async () => {
  const parked = '1@fconnectat.refused_sleep';
  expect(await seen(killedBeforeSleep(connect))).toEqual([
    parked,
    `${parked}, 2 blocks`,
    '2 blocks, 1 died',
    '0=2, 2=0',
  ]);
});

it('finds a listener that has died under it dead, and looks its name up again', async () => {
  expect(await seen(diesUnderLock(connect))).toEqual([
    '1@fconnectat.lock',
    '0=0, 1@fconnectat.lock',
    '1@fconnectat.find',
    `1=${ECONNREFUSED}`,
  ]);
});
