// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { SequenceResult } from '../protocol/types.ts';
import { failedIn, KernelLog } from './kernel-log.ts';
import { Run, Script } from './script.ts';

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

test('lines are those of whole records', () => {
  const script = new Script();
  script.spawn(0);
  const log = new KernelLog(script, 0);
  log.end(3);
  const records = ['5,12,3456,-;one\n', '6,13,3457,-;two; three\n SUBSYSTEM=x\n'];
  const first = script.ops.length - 3;
  const result: SequenceResult = {
    settled: script.ops.map((_, op) => ({
      ...{ blocked: [], died: [], signals: [], spawned: [] },
      returned: (records[op - first] === undefined ? [] : [records[op - first]!]).map((text) => ({
        ...{ task: 0, op, value: BigInt(text.length), out: [Buffer.from(text)] },
      })),
    })),
  };
  expect(log.in(new Run(result))).toEqual(['one', 'two; three']);
});
