// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { ask, failureOf } from './tool.ts';

const here = { cwd: '.', env: process.env };

test('an exit code is an answer', async () => {
  expect(await ask('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    ...{ code: 3, stdout: 'out\n', stderr: 'err\n' },
  });
  expect(await failureOf('true', [], here)).toEqual([]);
});

test('a program that was killed has not succeeded', async () => {
  const killed = ['-c', 'kill -9 $$'];
  await expect(ask('sh', killed)).rejects.toMatchObject({
    ...{ code: 'INTERRUPTED', message: 'sh -c kill -9 $$ was ended by SIGKILL' },
  });
  await expect(failureOf('sh', killed, here)).rejects.toThrow('SIGKILL');
});

test('one that is not there is no answer', async () => {
  await expect(ask('syspec-no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' });
});

test('one that runs is ended by Ctrl-C, whatever it makes of it; after it none is begun', async () => {
  for (const script of ['exec sleep 600', 'trap "exit 2" TERM; while :; do sleep 0.01; done']) {
    const controller = new AbortController();
    const { signal } = controller;
    const running = ask('sh', ['-c', script], { signal });
    setTimeout(() => controller.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await expect(failureOf('true', [], { ...here, signal })).rejects.toMatchObject({ code: 'INTERRUPTED' });
  }
});
