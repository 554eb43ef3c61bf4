// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { alive } from './fixtures/alive.ts';
import { startGroup, toldToEnd } from './process-group.ts';

const QUIET = { stdio: 'ignore', by: 'SIGKILL' } as const;

test('how it ended', async () => {
  const group = startGroup('sh', ['-c', 'exit 7'], QUIET);
  expect(await group.ended).toEqual({ code: 7, signal: null });
  expect(group.stop).toBeNull();
  expect(await startGroup('/absent/program', [], QUIET).ended).toMatchObject({ code: 127 });
  expect(await startGroup('sh', [], { ...QUIET, env: { PATH: '/absent' } }).ended).toEqual({
    code: 127,
    signal: null,
  });
});

test('an end, or an abort from before or after the start, ends the group', async () => {
  const marker = `61.41${process.pid}`;
  const script = `sleep ${marker} & sleep ${marker}`;
  const group = startGroup('sh', ['-c', script], QUIET);
  await expect.poll(() => alive('cmdline', marker).length).toBeGreaterThan(1);
  group.end();
  expect(await group.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(group.stop).toEqual({ by: 'call' });
  const controller = new AbortController();
  const aborted = startGroup('sh', ['-c', script], { ...QUIET, signal: controller.signal });
  controller.abort();
  await aborted.ended;
  const early = startGroup('sh', ['-c', script], { ...QUIET, signal: controller.signal });
  await early.ended;
  expect([aborted.stop, early.stop]).toEqual([{ by: 'abort' }, { by: 'abort' }]);
  await expect.poll(() => alive('cmdline', marker)).toEqual([]);
});

test('SIGTERM lets a program clean up', async () => {
  const group = startGroup('sh', ['-c', 'trap "exit 5" TERM; echo ready; while :; do sleep 0.01; done'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    by: 'SIGTERM',
  });
  await new Promise((resolve) => group.child.stdout?.once('data', resolve));
  group.end();
  expect(await group.ended).toEqual({ code: 5, signal: null });
});

test('a signal to this process ends the program, and no handler stays behind', async () => {
  const before = process.listenerCount('SIGHUP');
  const group = startGroup('sleep', ['60'], QUIET);
  expect(toldToEnd()).toBeNull();
  process.emit('SIGHUP', 'SIGHUP');
  group.end();
  await group.ended;
  expect(group.stop).toEqual({ by: 'signal', signal: 'SIGHUP' });
  expect(toldToEnd()).toBe('SIGHUP');
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
