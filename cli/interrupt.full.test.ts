// SPDX-License-Identifier: MIT
// Ctrl-C in the middle of a check, as a shell sees it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
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

test('a run of tests leaves nothing behind, and says what was not made', async () => {
  const folder = folderOfTest();
  const env = { ...process.env, TMPDIR: folder };
  const args = [join(built, 'cli', 'main.js'), 'test', 'base/'];
  const child = spawn(process.execPath, args, { cwd: ROOT, env });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const ended = once(child, 'exit');
  const isMade = () => readdirSync(folder).some((name) => name.startsWith('syspec-test-'));
  await vi.waitFor(() => expect(isMade()).toBe(true), { timeout: 30_000 });
  child.kill('SIGINT');
  expect([await ended, readdirSync(folder)]).toEqual([[130, null], []]);
  expect(out).toMatch(/unit .*\(the run was told to end\)\nended .* 2 steps not made\)\n/);
}, 90_000);

test('a search that leaves no room for signals is ended all the same', async () => {
  const child = spawn(process.execPath, [join(built, 'cli', 'main.js'), 'check', '--bounds'], { cwd: ROOT });
  const ended = once(child, 'exit');
  await setTimeout(8000);
  const before = performance.now();
  child.kill('SIGINT');
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(performance.now() - before).toBeLessThan(2000);
}, 60_000);
