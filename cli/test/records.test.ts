// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Finding } from '../../base/finding.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import { captured } from '../fixtures/captured.ts';
import { fullRuns } from './conform.ts';
import { type FullRun, recordsStep } from './records.ts';

const WANTED: readonly FullRun[] = [
  { slug: 'lease', kind: 'conform', name: 'proposed on fast' },
  { slug: 'lease', kind: 'mutants', name: '' },
];
const RUN: Finding = {
  ...{ kind: 'conform', name: 'proposed on fast', ok: true, seed: 1, rows: [], totals: null },
  environment: { target: '6.12.1', grade: 'proved', compiler: ['gcc 12'] },
};
const MUTANTS: Finding = { ...RUN, kind: 'mutants', name: '', environment: null, totals: { killed: 3 } };

let root: string;
let said: string;
beforeEach(() => {
  root = folderOfTest();
  mkdirSync(join(root, 'spec'));
  writeFileSync(join(root, 'spec/lease.md'), 'as it was');
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const add = (finding: Finding) => addRun(root, 'lease', finding, inputsOf(root, 'lease', finding.kind));
const judged = () =>
  recordsStep({ root, full: false, stale: false, filter: undefined, json: false }, WANTED).run();

test('what is recorded of what is here passes, and is shown with its kernel', async () => {
  add(RUN);
  add(MUTANTS);
  expect(await judged()).toEqual({ passed: 3, failed: 0, note: '' });
  expect(said).toBe(
    'lease conform proposed on fast: holds, 0 rows, 6.12.1, proved, gcc 12\n' +
      'lease mutants: holds, 3 killed\n',
  );
});

test('the versions of tools are shown, where they are recorded', async () => {
  add({ ...RUN, tools: { Node: '22.1.0', QEMU: '10.0.2' } });
  add({ ...MUTANTS, environment: { target: '6.12.1', compiler: ['gcc 12'] }, tools: { Node: '22.1.0' } });
  expect(await judged()).toEqual({ passed: 3, failed: 0, note: '' });
  expect(said).toBe(
    'lease conform proposed on fast: holds, 0 rows, 6.12.1, proved, gcc 12, Node 22.1.0, QEMU 10.0.2\n' +
      'lease mutants: holds, 3 killed, 6.12.1, gcc 12, Node 22.1.0\n',
  );
});

test('of a model the day is shown on which its branches were searched', async () => {
  add({ ...MUTANTS, branches: { on: '2026-11-02', variants: 2, mutants: 1, never: 0 } });
  await judged();
  expect(said).toContain('lease mutants: holds, 3 killed, branches as of 2026-11-02\n');
});

test('a stale run is shown with what has changed, and is no pass', async () => {
  add(RUN);
  add(MUTANTS);
  writeFileSync(join(root, 'spec/lease.md'), 'as it is');
  expect(await judged()).toEqual({ passed: 1, failed: 0, note: '2 of 2 are stale: document' });
  expect(said).toMatch(/^lease conform proposed on fast: STALE, changed since: document; then: holds, /);
});

test('a run that was never made is shown, and is no pass', async () => {
  add(RUN);
  expect(await judged()).toEqual({ passed: 2, failed: 0, note: '1 of 2 were never made' });
  expect(said).toContain('lease mutants: NEVER MADE\n');
});

test('a run that no full run makes is shown, and counted nowhere', async () => {
  add(RUN);
  add(MUTANTS);
  add({ ...RUN, ok: false, name: 'proposed on slow' });
  expect(await judged()).toEqual({ passed: 3, failed: 0, note: '' });
  expect(said.split('\n').slice(2)).toEqual(['lease conform proposed on slow: NOT WANTED by a full run', '']);
});

test('a run on what is here that did not hold is a failure', async () => {
  add({ ...RUN, ok: false });
  add(MUTANTS);
  expect(await judged()).toEqual({ passed: 2, failed: 1, note: '1 did not hold' });
});

test('a record that is not there is a failure, and so is one that cannot be read', async () => {
  expect(await judged()).toMatchObject({
    passed: 0,
    failed: 1,
    note: 'lease: there is no records/lease.json',
  });
  mkdirSync(join(root, 'records'));
  writeFileSync(join(root, 'records/lease.json'), '{}');
  expect(await judged()).toMatchObject({
    passed: 0,
    failed: 1,
    note: expect.stringContaining('cannot be read'),
  });
});

test('a count of instructions is shown with how many calls there were', async () => {
  const cost = { slug: 'lease', kind: 'cost', name: '' } as const;
  add({
    ...{ ...MUTANTS, kind: 'cost', totals: { calls: 1, 'that cost more': 1 }, ok: false },
    environment: { target: '6.12.1', compiler: ['gcc 12'] },
    costs: [{ workload: 'stat', pristine: 1, patched: 2, noise: 0, regression: true }],
  });
  const run = { root, full: false, stale: false, filter: undefined, json: false };
  expect(await recordsStep(run, [cost]).run()).toMatchObject({ failed: 1, note: '1 did not hold' });
  expect(said).toBe('lease cost: DOES NOT HOLD, 1 calls, 1 that cost more, 6.12.1, gcc 12\n');
});

test('what the series cost other calls is expected of each proposal, on the default base', () => {
  const counted = fullRuns().filter(({ kind }) => kind === 'cost');
  expect(counted).toEqual(Object.keys(CONFORMANCE).map((slug) => ({ slug, kind: 'cost', name: '' })));
});

test('a full run records each proposal on each of its kernels once, and its mutants', () => {
  const names = fullRuns().map(({ slug, kind, name }) => `${slug} ${kind} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  const on = (kernel: string) => names.some((name) => name.endsWith(` on ${kernel}`));
  for (const kernel of ['unpatched', 'fast', 'naive']) expect(on(kernel), kernel).toBe(true);
  for (const kernel of ['pristine', 'series', 'places', 'hooks', 'kasan', 'kcsan'])
    expect([on(kernel), on(`${kernel}, a share`)], kernel).toEqual([false, true]);
});

test.each([
  ['--lane', 'cases'],
  ['--host'],
  ['--time', '3'],
  ['--nr', 'x=1'],
  ['--runs', '3999'],
  ['--share', '--runs', '1'],
  ['--source', '.'],
  ['--known-failures', 'package.json'],
])('what is not whole is not recorded: %s', async (...words) => {
  vi.restoreAllMocks();
  const { exit, err } = await captured('conform', '--record', ...words);
  expect([exit, err]).toEqual([
    2,
    expect.stringContaining('only a whole run on a kernel of ours is recorded'),
  ]);
});

test('a kernel of somebody else needs a name, and mutants are recorded all together', async () => {
  vi.restoreAllMocks();
  // A kernel by its magic (Documentation/arch/x86/boot.rst).
  const kernel = join(folderOfTest(), 'bzImage');
  writeFileSync(kernel, Buffer.concat([Buffer.alloc(0x202), Buffer.from('HdrS')]));
  expect((await captured('conform', '--kernel', kernel, '--record')).err).toContain('the kernel has no name');
  for (const part of [
    ['--kind', 'hand'],
    ['--base', '7.3'],
    ['--variant', 'naive'],
    ['--runs', '999'],
    ['--source', '.'],
  ])
    expect((await captured('mutants', '--record', ...part)).err).toContain('only a run of all mutants');
});
