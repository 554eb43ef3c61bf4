// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { changeIn, commandAgain, keepRunning } from './watch.ts';

test('once at first, and once after each change, until it is ended', async () => {
  const controller = new AbortController();
  const seen: string[] = [];
  let left = 2;
  await keepRunning(
    {
      run: async () => void seen.push('run'),
      changed: async () => {
        seen.push('watched');
        if (left-- === 0) controller.abort();
      },
    },
    controller.signal,
  );
  expect(seen.filter((what) => what === 'run')).toHaveLength(3);
  // Watched before it is run, so that no change in between is lost.
  expect(seen[0]).toBe('watched');
});

test('a change of the file is seen, and of others beside it not', async () => {
  const folder = folderOfTest();
  const { signal } = new AbortController();
  const change = changeIn([{ folder, file: 'lock.ts' }], signal).then(() => 'changed');
  for (const name of ['other.ts', '.lock-1.mjs']) writeFileSync(join(folder, name), '');
  const waited = new Promise((done) => setTimeout(() => done('nothing'), 500));
  expect(await Promise.race([change, waited])).toBe('nothing');
  writeFileSync(join(folder, 'lock.ts'), '');
  expect(await change).toBe('changed');
});

test('told to stop it waits no longer', async () => {
  const controller = new AbortController();
  const change = changeIn([{ folder: folderOfTest() }], controller.signal);
  controller.abort();
  await change;
  await changeIn([], AbortSignal.abort());
});

test('what a run throws is thrown, and nothing is watched any more', async () => {
  const folder = folderOfTest();
  const seen: string[] = [];
  const kept = keepRunning(
    {
      run: async () => {
        throw new Error('no such program');
      },
      changed: (signal) => changeIn([{ folder }], signal).finally(() => seen.push('ended')),
    },
    new AbortController().signal,
  );
  await expect(kept).rejects.toThrow('no such program');
  expect(seen).toEqual(['ended']);
});

test('what cannot be watched ends the run too', async () => {
  let isEnded = false;
  const kept = keepRunning(
    {
      run: (signal) =>
        new Promise((done) =>
          signal.addEventListener('abort', () => {
            isEnded = true;
            done();
          }),
        ),
      changed: async () => {
        throw new Error('too many');
      },
    },
    new AbortController().signal,
  );
  await expect(kept).rejects.toThrow('too many');
  expect(isEnded).toBe(true);
});

test('the same command line again, without --watch', () => {
  const [, args] = commandAgain(['check', '--watch', '--claim', 'C1']);
  expect(args.slice(-3)).toEqual(['check', '--claim', 'C1']);
});
