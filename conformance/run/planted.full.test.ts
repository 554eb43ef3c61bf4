// SPDX-License-Identifier: MIT
// The flavours that watch the kernel from within find what is planted, and nothing where nothing is.
import { afterEach, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import type { Op } from '../harness/protocol/types.ts';
import { scanForLeaks } from '../harness/scripted/leaks.ts';
import { type OpenTarget, openTarget } from '../harness/target/index.ts';

/** A stream socket is connected to a name that nobody has. */
const CONNECT: readonly Op[] = [
  { op: 'spawn', task: 0, flags: 0x100 },
  { op: 'call', task: 0, nr: 41, args: [1, 1, 0] },
  { op: 'call', task: 0, nr: 42, args: [0, { data: Buffer.from('\x01\0nobody\0') }, 9] },
];
const ENOENT = -2n;

let target: OpenTarget | undefined;
afterEach(async () => {
  await target?.close();
  target = undefined;
});

/** A scan is one call, which answers when all memory has been looked at: minutes where the machine is short of CPU. */
const patience = { hangMs: 600_000 };

async function open(flavour: string, ...planted: string[]): Promise<OpenTarget> {
  const patches = planted.map((name) => inRoot('conformance/run/fixtures', name));
  target = await openTarget({ flavour, patches, patience });
  return target;
}

test('kasan loses no memory', async () => {
  const kernel = await open('kasan');
  const [result] = await kernel.run([{ ops: CONNECT }]);
  expect(result).toMatchObject({ settled: [{}, {}, { returned: [{ value: ENOENT }] }] });
  expect(await scanForLeaks(kernel)).toEqual({ scans: 2, leaks: [] });
  expect(kernel.crashes).toBe(0);
});

test('kasan finds memory that is lost', async () => {
  const kernel = await open('kasan', 'leak.patch');
  await kernel.run(Array.from({ length: 20 }, () => ({ ops: CONNECT })));
  const scan = await scanForLeaks(kernel);
  expect(scan?.leaks).toMatchObject([
    { kind: 'crash', title: 'leaked memory, allocated in __sys_connect_file' },
  ]);
  expect(scan?.leaks[0]?.diagram).toMatch(/^unreferenced object 0x[0-9a-f]+ \(size 64\):/);
});

test('kcsan finds an interrupt that races with a call', async () => {
  const kernel = await open('kcsan', 'race.patch');
  const results = await kernel.run(Array.from({ length: 20 }, () => ({ ops: CONNECT })));
  const crashed = results.flatMap((result) => ('crashed' in result ? [result.crashed] : []));
  expect(crashed[0]).toMatch(/BUG: KCSAN: data-race in .*__sys_connect_file/);
});
