// SPDX-License-Identifier: MIT
// Ctrl-C in the middle of a check, as a shell sees it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot, ROOT } from '../base/root.ts';

let built: string;
beforeAll(async () => {
  built = mkdtempSync(inRoot('node_modules', '.interrupt-'));
  await execa(inRoot('node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json', '--outDir', built], {
    cwd: ROOT,
  });
}, 120_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));

test('what was finished is printed, and it ends with 130', async () => {
  const child = spawn(process.execPath, [join(built, 'cli', 'main.js'), 'check', '--all'], { cwd: ROOT });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const ended = once(child, 'exit');
  await setTimeout(8000);
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(out).toContain('XX ended before all rows were judged');
}, 60_000);

test('a search that leaves no room for signals is ended all the same', async () => {
  const child = spawn(process.execPath, [join(built, 'cli', 'main.js'), 'check', '--bounds'], { cwd: ROOT });
  const ended = once(child, 'exit');
  await setTimeout(8000);
  const before = performance.now();
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(performance.now() - before).toBeLessThan(2000);
}, 60_000);
