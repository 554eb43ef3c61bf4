// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { JudgedScript } from './judged-script.ts';
import { TRAPS, trapsWork } from './traps.ts';

test.each(TRAPS)('$name stops a task by one operation, and lets it go on by another', (trap) => {
  const script = new JudgedScript('a test');
  const [beside, task] = [script.spawn(), script.spawn()];
  trap.prepare(script, beside, task, 'g');
  const prepared = script.ops.length;
  const stopped = trap.stop(script, beside, task, 'g');
  const gone = trap.letGo(script, beside, task, 'g');
  expect(prepared).toBeGreaterThan(2);
  expect(stopped).toBeGreaterThanOrEqual(prepared);
  expect(gone).toBeGreaterThan(stopped);
  for (const op of script.ops.slice(prepared)) expect(op).toMatchObject({ op: 'call', task: beside });
  expect(script.ops[stopped]).not.toEqual(script.ops[gone]);
});

test('the set-up expects of each that it keeps a task from its call, and no longer', () => {
  const [, ...controls] = trapsWork();
  expect(controls.map(({ title }) => title)).toEqual(TRAPS.map(({ name }) => expect.stringContaining(name)));
  for (const { expectations } of controls)
    expect(expectations.slice(-2).map(({ expected }) => expected)).toEqual(['blocked', '0']);
});
