// SPDX-License-Identifier: MIT
// With a QEMU that only pretends: how a guest's life is told.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bootGuest, type GuestOptions } from './boot.ts';

let top: string;
let temporary: string | undefined;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'syspec-guest-'));
  temporary = process.env.TMPDIR;
  process.env.TMPDIR = join(top, 'tmp');
  mkdirSync(process.env.TMPDIR);
});
afterEach(() => {
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  rmSync(top, { recursive: true });
});

/** Boots a QEMU that does this; descriptor 3 is its end of the port. */
function boot(script: string, more: Partial<GuestOptions> = {}) {
  const name = join(top, 'qemu-system-x86_64');
  writeFileSync(name, `#!/bin/sh\n${script}\n`);
  chmodSync(name, 0o755);
  const env = { PATH: `${top}:${process.env.PATH}` };
  return bootGuest({ kernel: 'image', initramfs: Buffer.from('archive'), accel: 'tcg', env, ...more });
}

const INIT = 'echo "[    1.0] Run /init as init process"';

test('it boots, talks by the port in both directions, and ends', async () => {
  const guest = await boot(`${INIT}; read -r line <&3; echo "got $line" >&3`, { log: join(top, 'log') });
  expect(await guest.booted).toBeGreaterThan(0);
  guest.port.write('hello\n');
  const said: string[] = [];
  guest.port.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  expect(await guest.exited).toEqual({ code: 0, signal: null, panic: null, stopped: false, complaint: '' });
  expect(said.join('')).toBe('got hello\n');
  expect(guest.port.destroyed || guest.port.readableEnded).toBe(true);
  expect(readFileSync(join(top, 'log'), 'utf8')).toContain('Run /init');
});

test('the archive is there while the guest runs, and gone after', async () => {
  const find = 'while [ "$1" != -initrd ]; do shift; done; cat "$2"';
  const guest = await boot(find);
  await guest.exited;
  expect(guest.console.tail(1)).toEqual(['archive']);
  expect(readdirSync(join(top, 'tmp'))).toEqual([]);
});

test('a guest that panics before init says with what', async () => {
  const guest = await boot('echo "Kernel panic - not syncing: VFS: no root"; echo "the end"');
  await expect(guest.booted).rejects.toMatchObject({
    code: 'GUEST_DIED',
    message: expect.stringContaining('VFS: no root'),
    hint: expect.stringMatching(/last lines:[\s\S]*the end/),
  });
  expect((await guest.exited).panic).toBe('VFS: no root');
});

test('a QEMU that refuses says why', async () => {
  const guest = await boot('echo "qemu: could not load kernel" >&2; exit 1');
  await expect(guest.booted).rejects.toMatchObject({
    code: 'GUEST_DIED',
    message: expect.stringContaining('could not load kernel'),
  });
  expect(await guest.exited).toMatchObject({ code: 1, complaint: 'qemu: could not load kernel' });
});

test('kill, an abort and a death from outside are told apart', async () => {
  const killed = await boot('sleep 60');
  expect(await killed.kill()).toMatchObject({ signal: 'SIGKILL', stopped: true });
  await expect(killed.booted).rejects.toMatchObject({ code: 'INTERRUPTED' });
  const controller = new AbortController();
  const aborted = await boot('sleep 60', { signal: controller.signal });
  controller.abort();
  expect(await aborted.exited).toMatchObject({ signal: 'SIGKILL', stopped: true });
  const outside = await boot('kill -9 $$');
  expect(await outside.exited).toMatchObject({ signal: 'SIGKILL', stopped: false });
  await expect(outside.booted).rejects.toMatchObject({ code: 'GUEST_DIED' });
  expect(readdirSync(join(top, 'tmp'))).toEqual([]);
});

test('a console whose log cannot be written ends the guest', async () => {
  const guest = await boot(`${INIT}; exec sleep 60`, { log: '/dev/full' });
  expect(await guest.exited).toMatchObject({
    stopped: true,
    complaint: expect.stringContaining('cannot write the log of the console: ENOSPC'),
  });
});

test('an abort from before starts nothing', async () => {
  const ran = join(top, 'ran');
  const early = boot(`touch ${ran}`, { signal: AbortSignal.abort() });
  await expect(early).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(existsSync(ran)).toBe(false);
});

test('without QEMU it says what to install', async () => {
  await expect(boot('', { env: { PATH: '/absent' } })).rejects.toMatchObject({
    code: 'TOOL_MISSING',
    hint: expect.stringContaining('qemu-system-x86'),
  });
});
