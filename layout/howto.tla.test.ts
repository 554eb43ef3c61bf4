// SPDX-License-Identifier: MIT
// The how-to pages, as far as they need Java and TLC.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy, otherwise, type Ran } from './fixtures/followed.ts';
import { followPages } from './fixtures/howto.ts';

const copy = new Copy();
let ran: Ran[];
beforeAll(async () => {
  await copy.prepare();
  ran = await followPages(copy, 'java');
});
afterAll(() => copy.remove());

test('each command does what its page says', () => {
  expect(ran.flatMap(otherwise)).toEqual([]);
  expect(ran).not.toEqual([]);
});
