// SPDX-License-Identifier: MIT
// However a process ends that has booted a guest, no guest stays behind. QEMU is a program that sleeps.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';

const DRIVER = `
import { bootGuest } from './dist/conformance/kernel/boot.js';
const guest = await bootGuest({ kernel: 'image', initramfs: Buffer.from('x'), accel: 'tcg' });
await guest.booted;
console.log('booted');
if (process.argv[2] === 'exit') process.exit(9);
const { stopped } = await guest.exited;
console.log('stopped: ' + stopped);
`;

let root: string;
let temporary: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'syspec-signal-'));
  temporary = join(root, 'tmp');
  mkdirSync(temporary);
  const qemu = join(root, 'qemu-system-x86_64');
  writeFileSync(qemu, '#!/bin/sh\necho "Run /init as init process"\nexec sleep 60\n');
  chmodSync(qemu, 0o755);
  // Node 20 does not run TypeScript; a child process needs it compiled.
  const flags = ['--ignoreConfig', '--rewriteRelativeImportExtensions', '--skipLibCheck', '--types', 'node'];
  const target = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--rootDir',
    '.',
    '--outDir',
    join(root, 'dist'),
  ];
  const tsc = inRoot('node_modules', '.bin', 'tsc');
  execFileSync(tsc, [...flags, ...target, 'conformance/kernel/boot.ts'], { cwd: inRoot(), stdio: 'inherit' });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  symlinkSync(inRoot('node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'driver.js'), DRIVER);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Live processes that have this test's private folder in their environment. */
function alive(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const running = !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return running && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${temporary}\0`);
    } catch {
      return false;
    }
  });
}

/** Starts the driver, and when the guest has booted does `then`; gives what the driver printed, and how it ended. */
async function drive(words: string[], then: (pid: number) => void) {
  const env = { ...process.env, PATH: `${root}:${process.env.PATH}`, TMPDIR: temporary };
  const child = spawn(process.execPath, ['driver.js', ...words], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (out === '') then(child.pid!);
    out += chunk.toString();
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('close', (...how) => resolve(how));
  });
  return { out, code, signal };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the guest, and its process goes on to clean up',
  async (signal) => {
    const end = await drive([], (pid) => process.kill(pid, signal));
    expect(end).toEqual({ out: 'booted\nstopped: true\n', code: 0, signal: null });
    await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  },
);

test('so does the end of the process by itself', async () => {
  expect(await drive(['exit'], () => undefined)).toMatchObject({ code: 9 });
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

test('SIGKILL, of which the process learns nothing, ends QEMU too', async () => {
  const end = await drive([], (pid) => process.kill(pid, 'SIGKILL'));
  expect(end).toMatchObject({ code: null, signal: 'SIGKILL' });
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
});
