// SPDX-License-Identifier: MIT
// With a QEMU that only pretends.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { kernelCache } from '../cache.ts';
import { chooseAccel, judge } from './accel.ts';

let top: string;
let env: Record<string, string>;
let device: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'syspec-accel-'));
  env = { PATH: `${top}:${process.env.PATH}`, XDG_CACHE_HOME: join(top, 'cache'), VERSION: '1' };
  device = join(top, 'kvm');
  writeFileSync(device, '');
});
afterEach(() => rmSync(top, { recursive: true }));

/** A QEMU that does this when it is to run a guest. */
function qemu(script: string): void {
  const text = `#!/bin/sh
if [ "$1" = --version ]; then echo "QEMU $VERSION"; exit; fi
echo run >>'${top}/runs'
${script}\n`;
  writeFileSync(join(top, 'qemu-system-x86_64'), text);
  chmodSync(join(top, 'qemu-system-x86_64'), 0o755);
}

const runs = () =>
  existsSync(join(top, 'runs')) ? readFileSync(join(top, 'runs'), 'utf8').split('\n').length - 1 : 0;
const choose = (extra: Record<string, string> = {}) =>
  chooseAccel({ kernel: 'image', env: { ...env, ...extra }, device });

test('KVM where a kernel comes to its end on it; the answer is kept for this QEMU', async () => {
  qemu('echo "[ 0.5] Kernel panic - not syncing: VFS: Unable to mount root fs"');
  expect(await choose()).toEqual({ accel: 'kvm', reason: 'KVM works' });
  expect((await choose()).accel).toBe('kvm');
  expect(runs()).toBe(1);
  await choose({ VERSION: '2' });
  expect(runs()).toBe(2);
});

test('TCG where QEMU gives up, with what it said', async () => {
  qemu('echo "qemu: failed to set MSR 0x10a" >&2; exit 134');
  expect(await choose()).toEqual({
    accel: 'tcg',
    reason: 'a kernel on KVM does not boot here (qemu: failed to set MSR 0x10a)',
  });
});

test('an answer in the cache that is broken is found anew', async () => {
  qemu('exit 1');
  await choose();
  const [file] = readdirSync(kernelCache(env).root);
  writeFileSync(join(kernelCache(env).root, file!), '{');
  expect((await choose()).accel).toBe('tcg');
  expect(runs()).toBe(2);
});

test('without the device nothing is run', async () => {
  rmSync(device);
  expect(await choose()).toEqual({ accel: 'tcg', reason: `there is no ${device}` });
  expect(runs()).toBe(0);
});

test('an interruption is no answer', async () => {
  qemu('sleep 60');
  const controller = new AbortController();
  const choice = chooseAccel({ kernel: 'image', env, device, signal: controller.signal });
  await expect.poll(runs).toBe(1);
  controller.abort();
  await expect(choice).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(existsSync(kernelCache(env).root)).toBe(false);
});

test('what a trial says', () => {
  const trial = { console: '', complaint: '', timedOut: false };
  const panic = 'Kernel panic - not syncing: ';
  expect(judge({ ...trial, console: `${panic}No working init found.` }).accel).toBe('kvm');
  expect(judge({ ...trial, console: `${panic}Attempted to kill the idle task!` }).accel).toBe('tcg');
  expect(judge({ ...trial, console: 'Linux version 6.12' }).reason).toContain('ends early');
  expect(judge({ ...trial, console: `${panic}no init`, timedOut: true }).reason).toContain('hangs');
});
