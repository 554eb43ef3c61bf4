// SPDX-License-Identifier: MIT
// `syspec kernel list` on a machine without a kernel's source.
import { expect, test, vi } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import type * as source from '../conformance/kernel/source/source.ts';
import { captured } from './fixtures/captured.ts';

vi.mock('../conformance/kernel/source/source.ts', async (original) => ({
  ...(await original<typeof source>()),
  findSource: () => Promise.reject(new SyspecError('KERNEL_SOURCE', 'there is none', 'Install it.')),
}));

test('the flavours are listed, and that it is not known which are built', async () => {
  const { exit, out, err } = await captured('kernel', 'list');
  expect([exit, err]).toEqual([0, 'syspec: there is none: which kernels are built is not known\n']);
  expect(out).toMatch(/^fast +fconnectat +not known /m);
  const json = JSON.parse((await captured('kernel', 'list', '--json')).out);
  expect([json.ok, json.flavours.every((row: { kernel: unknown }) => row.kernel === null)]).toEqual([
    true,
    true,
  ]);
});

test('where one is asked for, it has to be there', async () => {
  for (const words of [
    ['--base', '7.3'],
    ['--source', 'tree'],
  ])
    expect(await captured('kernel', 'list', ...words)).toMatchObject({
      exit: 3,
      out: '',
      err: 'syspec: there is none\n  Install it.\n',
    });
});
