// SPDX-License-Identifier: MIT
// Every allocation made to fail: a right kernel passes, and each planted leak is found.
import { expect, test } from 'vitest';
import { FAULT_LANES } from './faults.ts';
import { runLane } from './fixtures/run-lane.ts';

const FAULTS = FAULT_LANES.find(({ scenario }) => scenario === 'faults')!;

test('nothing is wrong, and both calls were without memory', async () => {
  const { failures, covered, lacking } = await runLane(FAULTS, 'kasan');
  expect(failures).toEqual([]);
  expect(lacking).toBeUndefined();
  expect([...covered].sort()).toEqual(['connect E9', 'fconnectat E9']);
});

test.each([
  [
    'leak-path.patch',
    /^fconnectat by a relative path, allocation \d+ fails: the file system cannot be unmounted: EBUSY$/,
  ],
  ['leak-sock.patch', /^fconnectat by a relative path, allocation \d+ fails: sockets are left$/],
  ['leak-memory.patch', /^leaked memory, allocated in getname_kernel$/],
])('%s is found', async (patch, title) => {
  const { failures } = await runLane(FAULTS, 'kasan', `fixtures/${patch}`);
  expect(failures.map((failure) => failure.title)).toContainEqual(expect.stringMatching(title));
  expect(failures.filter((failure) => failure.title.startsWith('connect'))).toEqual([]);
});

test('a kernel without failslab lacks it', async () => {
  expect(await runLane(FAULTS, 'unpatched')).toMatchObject({ cases: 0, lacking: expect.any(String) });
});
