// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findTool, requireTools, startGroup } from './process.ts';

/** Processes, other than zombies, whose command line contains `marker`. */
function alive(marker: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const running = !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return running && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker);
    } catch {
      return false;
    }
  });
}

const QUIET = { stdio: 'ignore', by: 'SIGKILL' } as const;

test('how it ended', async () => {
  const group = startGroup('sh', ['-c', 'exit 7'], QUIET);
  expect(await group.ended).toEqual({ code: 7, signal: null });
  expect(group.stopped).toBe(false);
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
  await expect.poll(() => alive(marker).length).toBeGreaterThan(1);
  group.end();
  expect(await group.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(group.stopped).toBe(true);
  const controller = new AbortController();
  const aborted = startGroup('sh', ['-c', script], { ...QUIET, signal: controller.signal });
  controller.abort();
  await aborted.ended;
  const early = startGroup('sh', ['-c', script], { ...QUIET, signal: controller.signal });
  await early.ended;
  expect([aborted.stopped, early.stopped]).toEqual([true, true]);
  await expect.poll(() => alive(marker)).toEqual([]);
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
  process.emit('SIGHUP', 'SIGHUP');
  await group.ended;
  expect(group.stopped).toBe(true);
  expect(process.listenerCount('SIGHUP')).toBe(before);
});

test('tools are looked up on the PATH that is given', () => {
  expect(findTool('sh')).toMatch(/\/sh$/);
  expect(findTool('sh', { PATH: '/absent' })).toBeUndefined();
  expect(() => requireTools(['sh'], 'dash')).not.toThrow();
  expect(() => requireTools(['sh', 'absent-a', 'absent-b'], 'some packages')).toThrow(
    expect.objectContaining({
      code: 'TOOL_MISSING',
      message: 'not installed: absent-a, absent-b',
      hint: expect.stringContaining('some packages'),
    }),
  );
});
