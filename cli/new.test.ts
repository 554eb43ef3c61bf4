// SPDX-License-Identifier: MIT
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { newCommand } from './new.ts';
import { run } from './program.ts';

async function refused(argv: string[], root?: string): Promise<[number, string]> {
  let err = '';
  const output = {
    out: () => {},
    err: (text: string) => {
      err += text;
    },
  };
  return [await run(argv, [() => newCommand(root)], output), err];
}

test('an ill-formed name exits with 2', async () => {
  expect(await refused(['new', 'Fd-Lease'])).toEqual([
    2,
    "syspec: 'Fd-Lease' is not the name of a proposal\n" +
      '  Use lower-case snake_case that starts with a letter, as in fd_lease.\n',
  ]);
});

test('an installed package says that it cannot, with exit 2', async () => {
  const [code, err] = await refused(['new', 'fd_lease'], tmpdir());
  expect(code).toBe(2);
  expect(err).toMatch(/^syspec: 'syspec new' needs a checkout of the sources/);
});
