// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startGroup } from '../../../base/process-group.ts';
import { takeLock } from './lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syspec-lock-'));
  path = join(folder, 'deep', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the second waits, says so, and gets it when the first is done', async () => {
  const order: string[] = [];
  const first = await takeLock(path, { onWait: () => order.push('first waits') });
  const second = takeLock(path, { onWait: () => order.push('second waits') });
  await expect.poll(() => order).toEqual(['second waits']);
  order.push('first is done');
  first.release();
  (await second).release();
  expect(order).toEqual(['second waits', 'first is done']);
});

test('a program that inherited it holds it', async () => {
  const lock = await takeLock(path);
  const group = startGroup('sleep', ['60'], {
    stdio: ['ignore', 'ignore', 'ignore', lock.fd],
    by: 'SIGKILL',
  });
  lock.release();
  let waits = false;
  const second = takeLock(path, {
    onWait: () => {
      waits = true;
      group.end();
    },
  });
  (await second).release();
  expect(waits).toBe(true);
});

test('waiting can be interrupted', async () => {
  const lock = await takeLock(path);
  const controller = new AbortController();
  const second = takeLock(path, { signal: controller.signal, onWait: () => controller.abort() });
  await expect(second).rejects.toMatchObject({ code: 'INTERRUPTED' });
  lock.release();
  (await takeLock(path)).release();
});
