// SPDX-License-Identifier: MIT
// The fairness of a specification is looked at once for each scenario, where it is cheapest.
import { expect, test } from 'vitest';
import { Doubts } from './doubts.ts';
import { lease } from './fixtures/lease.ts';

const { manifest } = lease();
const place = (variant: string) => ({ manifest, variant, scenario: 'pair' });

test('a scenario that was looked at is not looked at again, whichever variant asks', async () => {
  const doubts = new Doubts([place('today-look'), place('proposed')]);
  const first = doubts.of(place('proposed'), 'UnfairSpec');
  expect(doubts.of(place('today-look'), 'UnfairSpec')).toBe(first);
  const other = doubts.of(place('proposed'), 'FairSpec');
  expect(other).not.toBe(first);
  expect(await Promise.all([first, other])).toEqual([null, null]);
});

test('who asks and was not named looks for himself', async () => {
  const lacking = { ...manifest, fairness: { UnfairSpec: ['NobodyStops'] } };
  const asks = { ...place('proposed'), manifest: lacking };
  await expect(new Doubts([]).of(asks, 'UnfairSpec')).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
