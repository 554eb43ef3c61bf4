// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { alive } from '../../base/fixtures/alive.ts';
import { type RunOptions, runGroup } from './run-group.ts';

/** Options that gather standard output in `text`. */
function gather(more: Partial<RunOptions> = {}): RunOptions & { readonly text: string[] } {
  const text: string[] = [];
  return {
    cwd: '/',
    env: process.env,
    onStdout: (chunk) => text.push(String(chunk)),
    onStderr: () => undefined,
    ...more,
    text,
  };
}

test('output and exit code', async () => {
  const options = gather();
  const ending = await runGroup('/bin/sh', ['-c', 'echo out; exit 7'], options);
  expect(ending).toEqual({ exit: 7, signal: null, stop: null });
  expect(options.text.join('')).toBe('out\n');
});

test('a time limit ends the program and its children', async () => {
  const marker = `61.40${process.pid}`;
  // They hold no pipe of ours, so that waiting for the pipes to close does not hide them.
  const script = `exec >/dev/null 2>&1; sleep ${marker} & sleep ${marker}`;
  const ending = await runGroup('/bin/sh', ['-c', script], gather({ timeLimitMs: 200 }));
  expect(ending).toEqual({ exit: null, signal: 'SIGKILL', stop: { by: 'time', limitMs: 200 } });
  await expect.poll(() => alive('cmdline', marker), { timeout: 10_000 }).toEqual([]);
});

test('an abort ends it, also one from before the start', async () => {
  const controller = new AbortController();
  const running = runGroup('/bin/sleep', ['60'], gather({ signal: controller.signal }));
  controller.abort();
  expect(await running).toMatchObject({ exit: null, stop: { by: 'abort' } });
  expect(await runGroup('/bin/sleep', ['60'], gather({ signal: controller.signal }))).toMatchObject({
    signal: null,
    stop: { by: 'abort' },
  });
});

test('a callback that throws ends it with its error', async () => {
  const onStdout = (): never => {
    throw new Error('disk full');
  };
  await expect(runGroup('/bin/sh', ['-c', 'echo; sleep 60'], gather({ onStdout }))).rejects.toThrow(
    'disk full',
  );
});

test('a program that does not exist says so, and one that cannot even be tried is an error', async () => {
  const errors: string[] = [];
  const onStderr = (chunk: Buffer) => errors.push(String(chunk));
  expect(await runGroup('/absent/java', [], gather({ onStderr }))).toMatchObject({ exit: 127, stop: null });
  expect(errors.join('')).toContain('/absent/java');
  await expect(runGroup('java', [], gather({ env: { PATH: '/absent' } }))).rejects.toThrow('ENOENT');
});
