// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type GroupOptions, runGroup } from './process-group.ts';

/** Options that gather standard output in `text`. */
function gather(more: Partial<GroupOptions> = {}): GroupOptions & { readonly text: string[] } {
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

/** Processes, other than zombies, whose command line contains `marker`. */
function alive(marker: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const running = !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
        return running && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker);
      } catch {
        return false;
      }
    });
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
  await expect.poll(() => alive(marker), { timeout: 10_000 }).toEqual([]);
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

test('a program that does not exist is an error', async () => {
  await expect(runGroup('/absent/java', [], gather())).rejects.toThrow('ENOENT');
});

test('no handler stays behind', async () => {
  const before = process.listenerCount('SIGINT');
  await runGroup('/bin/true', [], gather());
  expect(process.listenerCount('SIGINT')).toBe(before);
});
