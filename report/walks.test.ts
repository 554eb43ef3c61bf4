// SPDX-License-Identifier: MIT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { ROOT } from '../base/root.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { PROPOSALS } from '../models/index.ts';
import { readWalks, type Walked, walksFile, writeWalks } from './walks.ts';

const WALK: Walked = {
  ...{ variant: 'today', scenario: 'a', claim: 'C1', row: 'C1' },
  kernel: {
    ...{ target: 'unpatched', times: 1, followed: 1 },
    steps: [
      { name: 'set-up', text: 'set-up', observed: 'c1 idle' },
      { name: 'SysEnter(c1)', text: '__sys_connect: connect(s)', observed: null },
      { name: 'SysEnter(c1)', text: 'probe', observed: 'c1 idle' },
    ],
  },
};
const WALKS = { slug: 'lease', inputs: { model: '3f' }, walks: [WALK, { ...WALK, variant: 'naive' }] };

test('what is written is read, and a text that stands in many steps is written once', () => {
  const root = folderOfTest();
  writeWalks(root, WALKS);
  const { inputs, walks } = WALKS;
  const file = walksFile('lease');
  const read = walks.map((one) => ({ schema: 1, slug: 'lease', inputs, ...one, file }));
  expect(readWalks(root, 'lease')).toEqual(read);
  expect(readFileSync(join(root, file), 'utf8').split('c1 idle')).toHaveLength(2);
  expect(readWalks(root, 'other')).toEqual([]);
});

test.each([
  ['another proposal', '"slug":"lease"', '"slug":"other"'],
  ['a text that is not there', '[0,0,1]', '[0,0,99]'],
  ['another schema', '"schema":1', '"schema":2'],
])('%s is trouble, and says what writes the file', (_, was, is) => {
  const root = folderOfTest();
  writeWalks(root, WALKS);
  const file = join(root, walksFile('lease'));
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(was);
  writeFileSync(file, text.replace(was, is));
  expect(() => readWalks(root, 'lease')).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: 'records/walks/lease.json has no walks of lease',
      hint: expect.stringContaining('explain lease --kernel --record'),
    }),
  );
});

test.each(Object.keys(CONFORMANCE))('of %s there are walks, and kernels went along each of them', (slug) => {
  const walks = readWalks(ROOT, slug);
  const { variants } = PROPOSALS[slug]!;
  expect(walks.length).toBeGreaterThan(20);
  for (const { variant, kernel } of walks) {
    expect(variants).toContain(variant);
    expect(kernel.followed).toBe(kernel.times);
    expect(kernel.steps.some(({ observed }) => observed !== null)).toBe(true);
  }
});
