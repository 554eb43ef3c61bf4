// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { Coverage } from '../harness/lockstep/engine/coverage.ts';
import { numberOf } from '../harness/numbers.ts';
import type { OwnLane, OwnResult } from '../harness/own-lane.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Conformance } from '../proposal.ts';
import { SHARED_CALLS } from '../replay/fixtures/wrong-kernel.ts';
import type { LaneOutcome } from '../report/rows.ts';
import { ownRows } from './own-rows.ts';

const DONE: OwnResult = { cases: 2, calls: 3, failures: [], covered: ['connect E8'] };

function fakeGuest(complaints: readonly string[], log: string[]): OpenTarget {
  const take = [...complaints];
  return {
    complaints: async () => take.splice(0).map((crashed) => ({ crashed })),
    close: async () => {
      log.push('closed');
    },
  } as unknown as OpenTarget;
}

/** The rows of one lane that gives `result`, on a kernel with `features`. */
async function rows(result: OwnResult, features: readonly string[] | undefined, complaints: string[] = []) {
  const log: string[] = [];
  const lane: OwnLane = {
    scenario: 'hook',
    what: 'it is asked',
    needs: ['tomoyo'],
    async run({ boot, numbers }) {
      await boot('quiet');
      log.push(`ran ${numberOf(numbers, 'own')}`);
      return result;
    },
  };
  const seen = new Coverage();
  const conformance: Conformance = { ...SHARED_CALLS, ownLanes: [lane] };
  const made: LaneOutcome[] = [];
  const rows = ownRows(conformance, { own: 77 }, seen, {
    ...{ lane: undefined, features },
    boot: async (append) => {
      log.push(`booted ${append.join()}`);
      return fakeGuest(complaints, log);
    },
  });
  for await (const row of rows) made.push(row);
  return { made, log, seen: [...seen.seen.keys()] };
}

test('a lane boots a guest of its own, which is closed, and says what it saw', async () => {
  const { made, log, seen } = await rows(DONE, ['tomoyo']);
  expect(made).toMatchObject([{ scenario: 'hook', cases: 2, calls: 3, failures: [] }]);
  expect(made[0]).not.toHaveProperty('unfinished');
  expect(log.slice(0, 3)).toEqual(['booted quiet', 'ran 77', 'closed']);
  expect(seen).toEqual(['connect E8']);
});

test('on a flavour without the feature there is no row', async () => {
  expect((await rows(DONE, [])).made).toEqual([]);
});

test('what a flavour promises and lacks is no pass; of an unknown kernel nothing is asked', async () => {
  const lacking = { ...DONE, cases: 0, lacking: 'there is no TOMOYO' };
  expect((await rows(lacking, ['tomoyo'])).made).toMatchObject([{ unfinished: 'there is no TOMOYO' }]);
  expect((await rows(lacking, undefined)).made).toEqual([]);
});

test('a lane that tried nothing is no pass', async () => {
  expect((await rows({ ...DONE, cases: 0 }, ['tomoyo'])).made).toMatchObject([
    { unfinished: 'nothing was tried' },
  ]);
});

test('what the kernel complains of is a failure', async () => {
  expect((await rows(DONE, ['tomoyo'], ['BUG: x'])).made[0]!.failures).toEqual([
    { title: 'crashed: BUG: x', kind: 'crash' },
  ]);
});
