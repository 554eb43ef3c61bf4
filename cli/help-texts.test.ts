// SPDX-License-Identifier: MIT
// What an option needs, and what it does, stands in its help text.
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';

test.each([
  ['explain', 'with --kernel: which one'],
  ['explain', 'with --kernel: the Linux that it is built from'],
  ['kernel series', 'the Linux that they are for'],
  ['conform', 'a planted fault; repeatable'],
  ['bench cost', 'a planted cost; repeatable'],
])('%s: %s', async (command, text) => {
  const { out } = await captured(...command.split(' '), '--help');
  expect(out.replace(/\s+/g, ' ')).toContain(text);
});
