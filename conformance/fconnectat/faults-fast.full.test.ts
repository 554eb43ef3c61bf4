// SPDX-License-Identifier: MIT
// What a call leaves behind, and its wait: a right kernel passes, and each planted fault is found.
import { expect, test } from 'vitest';
import { FAULT_LANES } from './faults.ts';
import { runLane } from './fixtures/run-lane.ts';

const lane = (scenario: string) => FAULT_LANES.find((one) => one.scenario === scenario)!;

test.each([
  ['pins', []],
  ['timeout', ['connect E24', 'connect E25', 'fconnectat E24', 'fconnectat E25']],
  ['signals', ['connect restarted', 'fconnectat E25']],
])('%s: nothing is wrong', async (scenario, covered) => {
  const { failures, cases, covered: seen, lacking } = await runLane(lane(scenario), 'fast');
  expect(failures).toEqual([]);
  expect(lacking).toBeUndefined();
  expect(cases).toBeGreaterThan(0);
  expect([...seen].sort()).toEqual(covered);
});

const titles = (failures: readonly { title: string }[]) => failures.map(({ title }) => title);

test('pins finds a socket, a mount and a file that are kept', async () => {
  const { failures } = await runLane(lane('pins'), 'fast', 'fixtures/planted.patch');
  expect(titles(failures)).toEqual(
    expect.arrayContaining([
      'fconnectat asleep, then accepted: sockets are left',
      'fconnectat refused: does not listen: the file system cannot be unmounted: EBUSY',
      'fconnectat refused: of another type: files are left open',
    ]),
  );
  expect(titles(failures).filter((title) => title.startsWith('connect'))).toEqual([]);
});

test('timeout finds a wait that does not end', async () => {
  const { failures } = await runLane(lane('timeout'), 'fast', 'fixtures/planted.patch');
  expect(titles(failures)).toEqual(['fconnectat timeout: sleeps on when its timeout has passed']);
});

test('signals finds a call that is restarted when it is continued', async () => {
  const { failures } = await runLane(lane('signals'), 'fast', 'fixtures/planted.patch');
  expect(titles(failures)).toEqual(['fconnectat stopped: 0 instead of EINTR when it is continued']);
});
