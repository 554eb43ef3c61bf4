// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { failedIn, KernelLog } from './kernel-log.ts';
import { ScriptRun } from './run.ts';
import { Script } from './script.ts';

const TRACE = [
  'FAULT_INJECTION: forcing a failure.',
  'name failslab, interval 1, probability 0, space 0, times 0',
  'CPU: 0 UID: 0 PID: 45 Comm: init Not tainted 6.12.118 #1',
  'Call Trace:',
  ' <TASK>',
  ' dump_stack_lvl+0x60/0xa0',
  ' should_fail_ex+0x4a/0x60',
  ' ? kern_path+0x20/0x60',
  ' </TASK>',
];

test('who made an allocation that failed is the first that does not allocate for others', () => {
  expect(failedIn(TRACE)).toBe('kern_path');
  expect(failedIn(TRACE.slice(1))).toBeUndefined();
  expect(failedIn(TRACE.slice(0, 3))).toBe('an unknown function');
});

test('lines are without their level and time', () => {
  const script = new Script();
  script.spawn();
  const log = new KernelLog(script, 0);
  log.end();
  const text = '<5>[    1.500000] FAULT_INJECTION: one\n<4>[   12.345678]  two+0x1\n';
  const returned = [
    { ...{ task: 0, op: script.ops.length - 1 }, value: BigInt(text.length), out: [Buffer.from(text)] },
  ];
  const nothing = { blocked: [], died: [], signals: [], spawned: [], parked: [] };
  expect(log.in(new ScriptRun({ settled: [{ ...nothing, returned }] }))).toEqual([
    ...['FAULT_INJECTION: one', ' two+0x1', ''],
  ]);
  expect(log.in(new ScriptRun({ settled: [] }))).toEqual(['']);
});
