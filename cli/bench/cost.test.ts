// SPDX-License-Identifier: MIT
// `syspec bench cost` with kernels that nobody builds, and counts of a table.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Bounds } from '../../conformance/cost/bounds.ts';
import { compare } from '../../conformance/cost/compare.ts';
import type { CostKernelsOptions } from '../../conformance/cost/kernels.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import type { Kernel } from '../../conformance/kernel/build/build.ts';
import { readRecord } from '../../records/record.ts';
import { captured, capturedFrom } from '../fixtures/captured.ts';
import { benchCostCommand, type World } from './cost.ts';

const SLUG = Object.keys(CONFORMANCE)[0]!;
const counts = (value: number) => [new Map([['getpid', value]])];

/** Runs the command where a call costs so many instructions with the series, and 1000 without; undefined: where none is counted. */
async function run(patched: number | undefined, ...argv: string[]) {
  return runBounded(new Map(), patched, ...argv);
}

/** The same, where calls have bounds. */
async function runBounded(bounds: Bounds, patched: number | undefined, ...argv: string[]) {
  const asked: CostKernelsOptions[] = [];
  const meta = { release: '6.12.1', compiler: ['gcc 12', 'ld 2'] };
  const kernel = (image: string) => ({ image, meta }) as Kernel;
  const root = folderOfTest();
  const world: World = {
    root,
    kernels: async (options) => {
      asked.push(options);
      return { pristine: kernel('one'), patched: kernel('other') };
    },
    bounds: () => bounds,
    measure: vi.fn(async () => (patched === undefined ? [] : compare(counts(1000), counts(patched)))),
  };
  const done = await capturedFrom([() => benchCostCommand(world)], 'cost', ...argv);
  return { ...done, asked, measure: world.measure, root };
}

test('a proposal that there is not, and no number of boots, are usage', async () => {
  const unknown = await captured('bench', 'cost', 'nothing');
  expect(unknown.exit).toBe(2);
  expect(unknown.err).toContain("no proposal 'nothing'\n  There are: ");
  const none = await captured('bench', 'cost', '--boots', '0');
  expect(none.exit).toBe(2);
  expect(none.err).toContain('Give a whole number from 1.');
});

test('a patch that is not there is told before anything is built', async () => {
  const { exit, out } = await captured('bench', 'cost', 'fconnectat', '--patch', 'nowhere.patch', '--json');
  expect(exit).toBe(2);
  expect(JSON.parse(out).error).toMatchObject({
    code: 'BAD_INPUT',
    message: 'there is no patch nowhere.patch',
  });
});

test('both kernels are of the base that is asked for, else of the default one', async () => {
  const old = await run(1000, SLUG, '--json');
  expect(old.asked).toMatchObject([{ slug: SLUG, base: '6.12', source: undefined, patches: [] }]);
  expect(JSON.parse(old.out)).toMatchObject({ schema: 1, slug: SLUG, base: '6.12', ok: true });
  const other = await run(1000, SLUG, '--base', '7.3', '--source', 'tree', '--json');
  expect(other.asked).toMatchObject([{ base: '7.3', source: 'tree' }]);
  expect(JSON.parse(other.out)).toMatchObject({ base: '7.3' });
});

test('what is no base is refused', async () => {
  const { exit, err, asked } = await run(1000, SLUG, '--base', '5.0');
  expect([exit, asked]).toEqual([2, []]);
  expect(err).toContain('There are: 6.12, 7.3');
});

test('a call that costs more: exit 1, and the table', async () => {
  const dearer = await run(1100, SLUG, '--boots', '2', '--batches', '7');
  expect(dearer.exit).toBe(1);
  expect(dearer.out).toContain('regression\n1 call costs more\n');
  expect(dearer.measure).toHaveBeenCalledWith(
    expect.objectContaining({ pristine: 'one', patched: 'other', boots: 2, batches: 7 }),
  );
  expect((await run(1000, SLUG)).exit).toBe(0);
});

test('a call may cost what its bound says, and no more; a bound that nothing needs is told', async () => {
  const bounds: Bounds = new Map([['getpid', { percent: 10, reason: 'it is told' }]]);
  const within = await runBounded(bounds, 1100, SLUG, '--record', '--json');
  expect(within.exit).toBe(0);
  expect(JSON.parse(within.out)).toMatchObject({
    ...{ ok: true, unneeded: [] },
    rows: [{ workload: 'getpid', regression: true, bound: { percent: 10, reason: 'it is told' } }],
  });
  expect(readRecord(within.root, SLUG).runs).toMatchObject([
    {
      ...{ ok: true, totals: { calls: 1, 'that cost more': 1, 'more than they may': 0 } },
      costs: [{ workload: 'getpid', bound: { percent: 10, reason: 'it is told' } }],
    },
  ]);
  expect((await runBounded(bounds, 1101, SLUG)).exit).toBe(1);
  const idle = await runBounded(bounds, 1000, SLUG, '--json');
  expect(idle.exit).toBe(1);
  expect(JSON.parse(idle.out)).toMatchObject({ ok: false, unneeded: ['getpid'] });
});

test('where nothing was counted nothing holds', async () => {
  const none = await run(undefined, SLUG, '--json');
  expect(none.exit).toBe(1);
  expect(JSON.parse(none.out)).toMatchObject({ rows: [], ok: false });
});

test('a whole run is recorded: the counts on both kernels, and what they were counted with', async () => {
  const { root, exit } = await run(1100, SLUG, '--record');
  expect(exit).toBe(1);
  expect(readRecord(root, SLUG).runs).toMatchObject([
    {
      ...{ kind: 'cost', name: '', ok: false, seed: null, rows: [] },
      inputs: {
        ...{ document: expect.any(String), patches: expect.any(String), config: expect.any(String) },
        ...{ 'kernel builds': expect.any(String), workloads: expect.any(String) },
      },
      environment: { target: '6.12.1', compiler: ['gcc 12', 'ld 2'] },
      tools: { Node: process.versions.node, QEMU: expect.any(String) },
      totals: { calls: 1, 'that cost more': 1, 'more than they may': 1 },
      costs: [{ workload: 'getpid', pristine: 1000, patched: 1100, noise: 0, regression: true }],
    },
  ]);
  const other = await run(1000, SLUG, '--base', '7.3', '--boots', '5', '--record');
  expect(readRecord(other.root, SLUG).runs).toMatchObject([{ kind: 'cost', name: 'of 7.3', ok: true }]);
  expect(existsSync(join((await run(1000, SLUG)).root, 'records'))).toBe(false);
});

test.each([
  ['--boots', '3'],
  ['--batches', '99'],
  ['--patch', 'nowhere.patch'],
  ['--source', '.'],
])('what is not whole is not recorded: %s', async (...words) => {
  const { exit, err, asked } = await run(1000, SLUG, '--record', ...words);
  expect([exit, asked]).toEqual([2, []]);
  expect(err).toContain('only a run of 4 boots and 100 batches on the series alone is recorded');
});
