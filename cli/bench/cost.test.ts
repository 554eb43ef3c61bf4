// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { captured } from '../fixtures/captured.ts';

test('a proposal that there is not, and no number of boots, are usage', async () => {
  const unknown = await captured('bench', 'cost', 'nothing');
  expect(unknown.exit).toBe(2);
  expect(unknown.err).toContain("no proposal 'nothing'\n  There are: ");
  const none = await captured('bench', 'cost', '--boots', '0');
  expect(none.exit).toBe(2);
  expect(none.err).toContain('Give a whole number from 1.');
});

test('a patch that is not there is told before anything is built', async () => {
  const { exit, out } = await captured('bench', 'cost', 'fconnectat', '--patch', 'nowhere.patch', '--json');
  expect(exit).toBe(2);
  expect(JSON.parse(out).error).toMatchObject({
    code: 'BAD_INPUT',
    message: 'there is no patch nowhere.patch',
  });
});
