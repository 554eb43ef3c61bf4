// SPDX-License-Identifier: MIT
// However a process ends that has booted a guest, no guest stays behind. QEMU is a program that sleeps.
import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aliveIn, type Compiled, compiled } from '../../../base/fixtures/compiled.ts';

const DRIVER = `
import { bootGuest } from './dist/conformance/kernel/boot/boot.js';
const guest = await bootGuest({ kernel: 'image', initramfs: Buffer.from('x'), accel: 'tcg' });
await guest.booted;
console.log('booted');
if (process.argv[2] === 'exit') process.exit(9);
const { stopped } = await guest.exited;
console.log('stopped: ' + stopped);
`;

let built: Compiled;
beforeAll(() => {
  built = compiled('signal', DRIVER);
  const qemu = join(built.root, 'qemu-system-x86_64');
  writeFileSync(qemu, '#!/bin/sh\necho "Run /init as init process"\nexec sleep 60\n');
  chmodSync(qemu, 0o755);
});
afterAll(() => rmSync(built.root, { recursive: true }));

const alive = () => aliveIn(built);

/** Starts the driver, and when the guest has booted does `then`; gives what the driver printed, and how it ended. */
async function drive(words: string[], then: (pid: number) => void) {
  const { root, temporary } = built;
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
    expect(readdirSync(built.temporary)).toEqual([]);
  },
);

test('so does the end of the process by itself', async () => {
  expect(await drive(['exit'], () => undefined)).toMatchObject({ code: 9 });
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  expect(readdirSync(built.temporary)).toEqual([]);
});

test('SIGKILL, of which the process learns nothing, ends QEMU too', async () => {
  const end = await drive([], (pid) => process.kill(pid, 'SIGKILL'));
  expect(end).toMatchObject({ code: null, signal: 'SIGKILL' });
  await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
});
