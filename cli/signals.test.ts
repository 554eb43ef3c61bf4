// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { compiled } from '../base/fixtures/compiled.ts';
import { interruptible, signalExitCode } from './signals.ts';

test('the first signal aborts, another one too, and the same again ends the process', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const before = process.listenerCount('SIGINT');
  await interruptible(async (signal) => {
    expect([signal.aborted, signalExitCode()]).toEqual([false, undefined]);
    process.emit('SIGINT', 'SIGINT');
    expect([signal.aborted, signalExitCode()]).toEqual([true, 130]);
    // Who looks whether anybody else has heard it finds us.
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    process.emit('SIGTERM', 'SIGTERM');
    expect([exit.mock.calls, signalExitCode()]).toEqual([[], 130]);
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGTERM', 'SIGTERM');
    expect(exit.mock.calls).toEqual([[130], [143]]);
  });
  expect(process.listenerCount('SIGINT')).toBe(before);
  exit.mockRestore();
});

test('a lost terminal aborts too, however often a shell says so', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const before = process.listenerCount('SIGHUP');
  await interruptible(async (signal) => {
    process.emit('SIGHUP', 'SIGHUP');
    process.emit('SIGHUP', 'SIGHUP');
    expect([signal.aborted, exit.mock.calls]).toEqual([true, []]);
  });
  exit.mockRestore();
  expect(process.listenerCount('SIGHUP')).toBe(before);
});

test('a second one ends the process while a program of it runs, and that program', async () => {
  const { root } = compiled(
    'signals',
    `import { startGroup } from './dist/base/process-group.js';
import { interruptible } from './dist/cli/signals.js';
await interruptible(async () => {
  const options = { stdio: ['ignore', 'inherit', 'inherit'], by: 'SIGTERM' };
  startGroup('sh', ['-c', 'trap "" TERM INT; echo $$; while :; do sleep 0.1; done'], options);
  await new Promise(() => setInterval(() => {}, 1000));
});`,
  );
  onTestFinished(() => rmSync(root, { recursive: true }));
  const child = spawn(process.execPath, [join(root, 'driver.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [pid] = await once(child.stdout, 'data');
  onTestFinished(() => {
    process.kill(-Number(String(pid)), 'SIGKILL');
  });
  child.kill('SIGINT');
  await setTimeout(500);
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});
