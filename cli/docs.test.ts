// SPDX-License-Identifier: MIT
// What `docs` refuses before it looks for a kernel's source.
import { expect, test } from 'vitest';
import { ROOT } from '../base/root.ts';
import { notThereLines } from '../documents/gate/unwritten.ts';
import { captured } from './fixtures/captured.ts';

test('a proposal that there is not, and --ready without a check, are bad usage', async () => {
  expect(await captured('docs', 'no_such')).toMatchObject({
    ...{ exit: 2, err: expect.stringContaining("no proposal 'no_such'") },
  });
  expect(await captured('docs', '--ready')).toMatchObject({
    ...{ exit: 2, err: expect.stringContaining('Add --check.') },
  });
});

test('--only of which no fault has the name is bad usage, and not the check of no fault', async () => {
  const { exit, err } = await captured('docs', '--check', '--boot', '--only', 'no such fault');
  expect([exit, err]).toEqual([
    2,
    expect.stringMatching(/^syspec: no fault has 'no such fault' in its name\n {2}There are: /),
  ]);
});

test('who names a proposal that is not there as a whole is told which part', async () => {
  for (const { slug, details } of notThereLines(ROOT)) {
    const { exit, err } = await captured('docs', slug, '--check');
    expect([exit, err]).toEqual([2, expect.stringContaining(details[0]!.split(' is not there')[0]!)]);
  }
});

test('a folder that cannot be made is refused before the work', async () => {
  const { exit, out, err } = await captured('docs', '--out', '/proc/out');
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain('syspec: cannot write in /proc: ');
});
