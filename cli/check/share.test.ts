// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Finding } from '../../base/finding.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { Subject } from '../../verdicts/select.ts';
import { captured } from '../fixtures/captured.ts';
import { readShare, seedsOf } from './share.ts';

let root: string;
const record = (kind: 'check' | 'agree', ok = true) => {
  const finding: Finding = {
    ...{ kind, name: '', ok, environment: null, seed: null, rows: [], totals: { rows: 1 } },
  };
  addRun(root, 'lease', finding, inputsOf(root, 'lease', kind));
};
const seed = () => seedsOf([lease()], 'recorded', ['check', 'agree'], root).get('lease');

beforeEach(() => {
  root = folderOfTest();
  mkdirSync(join(root, 'spec'));
  writeFileSync(join(root, 'spec/lease.md'), 'as it was');
});

test('a seed is for all proposals', () => {
  expect(seedsOf([lease()], 7, ['check'], root)).toEqual(new Map([['lease', 7]]));
  expect(seedsOf([lease()], undefined, ['check'], root).size).toBe(0);
});

test('what is recorded of today has a seed of its own; both runs have to be', () => {
  expect(seed()).toBeUndefined();
  record('check');
  expect(seed()).toBeUndefined();
  record('agree');
  const first = seed();
  expect(first).toBeGreaterThanOrEqual(0);
  writeFileSync(join(root, 'spec/lease.md'), 'edited');
  expect(seed()).toBeUndefined();
  record('check');
  expect(seed()).toBeUndefined();
  record('agree');
  expect(seed()).toBeGreaterThanOrEqual(0);
  expect(seed()).not.toBe(first);
});

test('a run that did not hold stands for nothing', () => {
  record('check');
  record('agree', false);
  expect(seed()).toBeUndefined();
});

test('where several are not recorded each has a share, drawn by what it depends on', () => {
  const other: Subject = { ...lease(), proposal: { ...lease().proposal, slug: 'other' } };
  const both = () => seedsOf([lease(), other], 'recorded', ['check', 'agree'], root);
  const [first, second] = both().values();
  expect([first, second]).toEqual([expect.any(Number), expect.any(Number)]);
  writeFileSync(join(root, 'spec/lease.md'), 'edited');
  expect(both().get('lease')).not.toBe(first);
  expect(both().get('other')).toBe(second);
  record('check');
  record('agree');
  expect([...both().keys()]).toEqual(['lease']);
});

test('a record that cannot be read is an error, and no reason to ask less', () => {
  record('check');
  writeFileSync(join(root, 'records/lease.json'), '{}');
  expect(seed).toThrow('records/lease.json cannot be read');
});

test('the option is a whole number, or one word', async () => {
  expect([readShare('recorded'), readShare('12')]).toEqual(['recorded', 12]);
  const { exit, err } = await captured('check', '--engine', 'both', '--share', 'some');
  expect([exit, err]).toEqual([2, expect.stringContaining("Give a whole number from 0, or 'recorded'.")]);
});
