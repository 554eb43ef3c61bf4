// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { fconnectat } from './index.ts';
import { operators } from './operators.ts';

test('Named has for each caller what its arguments name at one time or another', () => {
  const [state] = fconnectat.variant('today-lstat', 'swap').model.initials();
  const { Named } = operators('swap', state);
  expect(Object.keys(Named)).toEqual(['c1', 'c2', 'c3']);
  // The mover exchanges `s` with `t`, which is a link.
  expect([...(Named.c1 as ReadonlySet<string>)].sort()).toEqual(['L', 'iA']);
});
