// SPDX-License-Identifier: MIT
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import { assemble } from './assemble.ts';
import { look, placesOf } from './find.ts';
import type { Shown } from './shown.ts';
import type { Threads } from './threads.ts';

test('what is shown has the same order, in whichever order the threads end', async () => {
  const subject = lease();
  const places = placesOf(subject);
  /** Threads of which the first ends last. */
  const threads: Threads = {
    width: places.length,
    async look(place) {
      const at = places.findIndex((one) => one.variant === place.variant && one.scenario === place.scenario);
      await wait(5 * (places.length - at));
      return look(subject, place);
    },
    close: async () => {},
  };
  const options = { root: folderOfTest(), wanted: () => [], watched: [] };
  const [one] = await assemble([subject], options);
  const [other] = await assemble([subject], { ...options, threads });
  const order = (shown: Shown) => shown.rows.map((row) => [row.variant, row.claim, row.scenario]);
  expect(order(other!)).toEqual(order(one!));
});
