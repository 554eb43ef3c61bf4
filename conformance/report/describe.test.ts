// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { LONG_NAME } from '../../models/kernel/objects/path/index.ts';
import { describeCall, describeOp, describeResult, eventsByTask, laneOf, opName } from './describe.ts';
import { outcome } from './fixtures/failures.ts';

test.each([
  ['socket', { family: 'unix', type: 'stream', nonblock: false }, 'socket(unix, stream)'],
  ['socket', { family: 'unix', type: 'stream', nonblock: true }, 'socket(unix, stream, nonblock)'],
  ['bind', { fd: { of: 3 }, address: { kind: 'path', path: 'd/s' } }, 'bind(#3, path d/s)'],
  ['bind', { fd: -1, address: { kind: 'huge' } }, 'bind(-1, huge)'],
  ['mkdir', { path: '', mode: 0o755 }, 'mkdir("", 0755)'],
  ['chdir', { path: `d/${LONG_NAME}` }, 'chdir(d/<256 bytes>)'],
])('%s with %j', (call, args, text) => {
  expect(describeCall(call, args)).toBe(text);
});

test.each([
  [{ id: 1, op: 'spawn', task: 't1', uid: 5, gid: 6 }, 'begins as 5:6', 't1', 'spawn'],
  [{ id: 1, op: 'fork', task: 't2', parent: 't1' }, 'fork() makes t2', 't1', 'fork'],
  [{ id: 1, op: 'signal', task: 't1', signal: 'kill' }, 'gets signal kill', 't1', 'signal kill'],
  [{ id: 1, op: 'call', task: 't1', call: 'dup', args: { fd: 0 } }, 'dup(0)', 't1', 'dup'],
] as const)('%j', (op, text, lane, name) => {
  expect([describeOp(op), laneOf(op), opName(op)]).toEqual([text, lane, name]);
});

test('results', () => {
  expect(describeResult({ value: 3 })).toBe('3');
  expect(describeResult({ value: 'EINTR' })).toBe('-1 EINTR');
  expect(describeResult({ value: 0, out: 'a"b' })).toBe('0 "a\\"b"');
});

test('events, by task', () => {
  const { returned, ...rest } = outcome({
    returned: [{ task: 't1', op: 4, value: 'EINTR' }],
    handled: [{ task: 't1', signal: 'interrupt' }],
    died: ['t0'],
    blocked: ['t2'],
  });
  expect([...eventsByTask({ returned, ...rest }, (id) => `call ${id}`)]).toEqual([
    ['t1', ['call 4 = -1 EINTR', 'handles interrupt']],
    ['t0', ['dies']],
    ['t2', ['sleeps']],
  ]);
});
