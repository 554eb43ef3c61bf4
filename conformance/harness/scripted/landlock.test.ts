// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../protocol/nr.ts';
import { ALL_OF_FS, pathBeneathAttr, RESOLVE_UNIX, restrict, rulesetAttr } from './landlock.ts';
import { Script } from './script.ts';

test('a ruleset is three masks: files, ports, scopes', () => {
  const attr = rulesetAttr({ fs: ALL_OF_FS, scoped: 1n });
  expect(Buffer.from(attr).toString('hex')).toBe(
    'ffff000000000000' + '0000000000000000' + '0100000000000000',
  );
});

test('a rule is a mask and a descriptor', () => {
  const data = Buffer.from('000001000000000000000000', 'hex');
  const relocs = [{ at: 8, size: 4, arg: { slot: 3 } }];
  expect(pathBeneathAttr(RESOLVE_UNIX, { slot: 3 })).toEqual({ data, relocs });
});

test.each([
  [undefined, 0],
  [[{ slot: 0 }, { slot: 1 }], 2],
])('a domain has a rule for each descriptor: %j', (beneath, rules) => {
  const script = new Script();
  const task = script.spawn();
  restrict(script, task, { fs: RESOLVE_UNIX, scoped: 0n, ...(beneath === undefined ? {} : { beneath }) });
  const made = script.ops.map((op) => (op.op === 'call' ? op.nr : undefined));
  expect(made.filter((nr) => nr === NR.landlock_add_rule)).toHaveLength(rules);
  expect(made.lastIndexOf(NR.landlock_add_rule)).toBeLessThan(made.indexOf(NR.landlock_restrict_self));
});
