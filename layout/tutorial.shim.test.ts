// SPDX-License-Identifier: MIT
// The tutorial, as far as it needs a C compiler, on the kernel of this machine.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Copy, otherwise, type Ran } from './fixtures/followed.ts';
import { tutorialCommands } from './fixtures/tutorial.ts';

const copy = new Copy();
let ran: Ran[];
beforeAll(async () => {
  await copy.prepare();
  ran = await copy.follow(tutorialCommands(), 'host');
});
afterAll(() => copy.remove());

test('each command does what the tutorial says', () => {
  expect(ran.flatMap(otherwise)).toEqual([]);
  expect(ran.filter(({ command }) => command.needs === 'host')).not.toEqual([]);
});
