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
  ['conform', 'where the kernel has another; repeatable'],
  ['conform', 'end the random sequences after so long'],
  ['check', 'ask it in a part of the places only'],
  ['check', 'instead: one fault of the model of one proposal'],
  ['check', 'instead: compare the verdicts at each bound'],
  ['test', 'only the runs whose records are stale or missing'],
  ['tlc', 'ended before it was done'],
  ['kernel boot', '(needs QEMU)'],
  ['replay', '(needs QEMU, except with --host or --c)'],
  ['bench conform', 'Of the first proposal alone, fconnectat'],
  ['completion', 'which one (one of bash, zsh, fish, man)'],
])('%s: %s', async (command, text) => {
  const { out } = await captured(...command.split(' '), '--help');
  expect(out.replace(/\s+/g, ' ')).toContain(text);
});
