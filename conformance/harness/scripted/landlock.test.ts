// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { ALL_OF_FS, rulesetAttr } from './landlock.ts';

test('a ruleset is three masks: files, ports, scopes', () => {
  const attr = rulesetAttr({ fs: ALL_OF_FS, scoped: 1n });
  expect(Buffer.from(attr).toString('hex')).toBe(
    'ffff000000000000' + '0000000000000000' + '0100000000000000',
  );
});
