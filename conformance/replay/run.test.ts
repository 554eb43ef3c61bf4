// SPDX-License-Identifier: MIT

import { expect, test } from 'vitest';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import { simulatedKernel } from '../harness/lockstep/engine/fixtures/simulated-kernel.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { title } from '../report/title.ts';
import { FINDS_IT, NAMES, SHARED_CALLS, WRONG_CLOSE } from './fixtures/wrong-kernel.ts';
import { prepare, replay } from './run.ts';

const PREPARED = prepare(SHARED_CALLS, FINDS_IT, 'a.json');

test('a kernel that agrees, every time', async () => {
  const target = simulatedKernel(SHARED_SYSTEM, NAMES);
  expect(await replay(SHARED_CALLS, PREPARED, target, 4)).toEqual({ times: 4, failures: [] });
});

test('a kernel that differs, every time', async () => {
  const { failures } = await replay(SHARED_CALLS, PREPARED, simulatedKernel(WRONG_CLOSE, NAMES), 4);
  expect(failures.map(title)).toEqual(Array(4).fill('close: allowed EBADF, observed EINTR'));
});

test('a kernel that crashes, now and then', async () => {
  let n = 0;
  const crash = () => (n++ % 2 === 0 ? { crashed: 'Oops: 0002' } : undefined);
  const { failures } = await replay(SHARED_CALLS, PREPARED, simulatedKernel(SHARED_SYSTEM, NAMES, crash), 5);
  expect(failures.map(title)).toEqual(Array(3).fill('crashed: Oops: 0002'));
});

const call = (id: number, name: string, args: Record<string, unknown>): SeqOp => ({
  ...{ id, op: 'call', task: 't0', call: name, args },
});

test.each<[string, SeqOp[], RegExp]>([
  [
    'a dead task',
    [{ id: 5, op: 'signal', task: 't0', signal: 'kill' }, call(6, 'close', { fd: 0 })],
    /^a\.json: the model has a task asleep or dead where the sequence needs it$/,
  ],
  ['arguments of another call', [call(6, 'bind', { fd: 0 })], /^a\.json: a call cannot take its arguments: /],
])('%s is refused', (_, more, message) => {
  const act = () => prepare(SHARED_CALLS, [...FINDS_IT, ...more], 'a.json');
  expect(act).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(message) }),
  );
});
