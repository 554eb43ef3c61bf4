// SPDX-License-Identifier: MIT
// The freezer of cgroup v1: whom it freezes and where, and that nothing is left frozen.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op, Shim } from '../../harness/protocol/types.ts';
import type { Guest } from '../../kernel/boot/boot.ts';
import { bootShim } from '../fixtures/guest.ts';
import { CLONE, call, runOps, SIGCHLD, spawn, text } from '../fixtures/ops.ts';
import { arm, kill, open, release, trace } from '../fixtures/points.ts';

const SIGUSR1 = 10;
const EINTR = -4;

const freeze = (task: number): Op => ({ op: 'freeze', task });
const thaw = (task: number): Op => ({ op: 'thaw', task });

/** Task 1 reads from the pipe of task 0. */
const READER: readonly Op[] = [
  spawn(0),
  call(0, NR.pipe, { out: 8 }),
  spawn(1, { parent: 0, flags: CLONE.vm | CLONE.files | SIGCHLD }),
  { op: 'handler', task: 1, signal: SIGUSR1, restart: false },
  call(1, NR.read, 0, { out: 1 }, 1),
];
const feed = call(0, NR.write, 1, text('x'), 1);

let guest: Guest;
let shim: Shim;
beforeAll(async () => {
  ({ guest, shim } = await bootShim());
});
afterAll(() => guest.kill());

/** Runs it, and gives what was seen after the first operations, of which nothing is to be told. */
async function seen(before: readonly Op[], ...ops: Op[]): Promise<string[]> {
  return trace(await runOps(shim, ...before, ...ops)).slice(before.length);
}

it('says that it can', () => {
  expect(shim.hello.capabilities).toContain('freezer');
});

it('freezes who sleeps, who then takes nothing until the thaw', async () => {
  expect(await seen(READER, freeze(1), feed, thaw(1))).toEqual(['1 blocks', '0=1, 1 blocks', '1=1']);
});

it('freezes who is parked, where it goes on to sleep', async () => {
  const parked = [...READER.slice(0, -1), arm(1, 'kernel.path_init'), open(1, 'f')];
  const at = '1@kernel.path_init';
  const ENOENT = -2;
  expect(await seen(parked, freeze(1), release(1), thaw(1))).toEqual([at, '1 blocks', `1=${ENOENT}`]);
});

it('freezes who is in no call: the next one waits for the thaw', async () => {
  expect(await seen([spawn(0)], freeze(0), call(0, NR.getpid), thaw(0))).toEqual([
    ...['', '0 blocks'],
    expect.stringMatching(/^0=\d+$/),
  ]);
});

it('leaves a signal for after the thaw, SIGKILL too', async () => {
  expect(await seen(READER, freeze(1), kill(1, SIGUSR1), thaw(1))).toEqual([
    ...['1 blocks', '1 blocks'],
    `1=${EINTR}, 1 handles ${SIGUSR1}`,
  ]);
  expect(await seen(READER, freeze(1), kill(1), thaw(1))).toEqual(['1 blocks', '1 blocks', '1 died']);
});

it('freezes one task of several, and it twice', async () => {
  const both = [...READER, spawn(2), freeze(1), freeze(2), thaw(2), thaw(2)];
  expect(await seen(both, call(2, NR.getuid), freeze(1), thaw(1), feed)).toEqual([
    ...['2=0, 1 blocks', '1 blocks', '1 blocks', '0=1, 1=1'],
  ]);
});

it('refuses a task that is not there, or dead', async () => {
  expect(await seen([spawn(0)], freeze(1))).toEqual(['unknown-task: op 1, task 1']);
  expect(await seen([spawn(0), kill(0)], thaw(0))).toEqual(['dead: op 2, task 0']);
});

it('kills at the end of a sequence who is frozen, and the next finds its task thawed', async () => {
  const results = await shim.run([
    ...Array(50).fill({ ops: [...READER, freeze(1), kill(1)] }),
    { ops: [...READER, feed] },
  ]);
  expect(results.map(({ fault }) => fault)).toEqual(Array(51).fill(undefined));
  expect(trace(results[50]!).at(-1)).toBe('0=1, 1=1');
});
