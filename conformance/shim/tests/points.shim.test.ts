// SPDX-License-Identifier: MIT
// A kernel without points: what is asked of them is refused, and nothing else is different.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Op, Shim } from '../../harness/protocol/types.ts';
import { hostShim } from '../fixtures/host.ts';
import { runOps, spawn } from '../fixtures/ops.ts';

let shim: Shim;
beforeAll(async () => {
  ({ shim } = await hostShim());
});
afterAll(() => shim.close());

const OPS: readonly Op[] = [
  { op: 'arm', task: 0, point: '*' },
  { op: 'disarm', task: 0 },
  { op: 'release', task: 0 },
];

it('has not the capability', () => {
  expect(shim.hello.capabilities).not.toContain('points');
});

it.each(OPS)('says so to $op, after what is wrong with the task', async (op) => {
  expect((await runOps(shim, spawn(0), op)).fault).toBe('no-points: op 1, task 0');
  expect((await runOps(shim, spawn(1), op)).fault).toBe('unknown-task: op 1, task 0');
  const dead = await runOps(shim, spawn(0), { op: 'kill', task: 0, signal: 9 }, op);
  expect(dead.fault).toBe('dead: op 2, task 0');
});
