// SPDX-License-Identifier: MIT
// Compiles a program, boots a kernel with it as init, and gives what it wrote to the port until it powered off.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../../../base/errors.ts';
import { requireTools } from '../tools/tools.ts';
import { bootGuest, type Guest, type GuestOptions } from './boot.ts';
import { type InitramfsFile, makeInitramfs } from './initramfs.ts';
import type { Accel } from './qemu.ts';

/** What to run, and on what. */
export interface InitOptions extends Omit<GuestOptions, 'initramfs'> {
  /** An executable that needs no library. */
  readonly init: Uint8Array;
  /** Other files of the guest's. */
  readonly files?: readonly InitramfsFile[] | undefined;
  /** A guest that has not powered off by then hangs. */
  readonly timeLimitMs: number;
}

/** What came of it. */
export interface InitRun {
  readonly accel: Accel;
  /** Milliseconds from power-on to init. */
  readonly bootMs: number;
  /** The last line is `end`. */
  readonly text: string;
}

/**
 * A static executable of these C files.
 * @throws SyspecError TOOL_MISSING without gcc or a static C library
 */
export async function compileInit(
  sources: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Uint8Array> {
  requireTools(['gcc'], 'gcc libc6-dev', env);
  const folder = mkdtempSync(join(tmpdir(), 'syspec-init-'));
  try {
    const to = join(folder, 'init');
    await promisify(execFile)('gcc', ['-static', '-O2', '-o', to, ...sources], { env });
    return readFileSync(to);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const hint = 'Is the static C library there? Debian: apt-get install libc6-dev';
    throw new SyspecError('TOOL_MISSING', `gcc cannot build the guest's init: ${stderr ?? error}`, hint);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Boots, and waits for the guest to power off.
 * @throws SyspecError GUEST_DIED when it does not come to that, or ends without the line `end`; TOOL_MISSING;
 *   INTERRUPTED
 */
export async function runInit({ init, files = [], timeLimitMs, ...options }: InitOptions): Promise<InitRun> {
  const initramfs = makeInitramfs([{ path: '/init', data: init }, ...files]);
  const guest = await bootGuest({ ...options, initramfs });
  const said: Buffer[] = [];
  guest.port.on('data', (chunk: Buffer) => said.push(chunk));
  await ended(guest, timeLimitMs);
  const bootMs = await guest.booted;
  const text = Buffer.concat(said).toString().replaceAll('\r', '');
  if (!text.endsWith('end\n')) throw dead(guest, 'the guest ended before its report did');
  return { accel: guest.accel, bootMs, text };
}

async function ended(guest: Guest, limitMs: number): Promise<void> {
  let hangs = false;
  const timer = setTimeout(() => {
    hangs = true;
    void guest.kill();
  }, limitMs);
  const exit = await guest.exited;
  clearTimeout(timer);
  if (hangs) throw dead(guest, `the guest did not power off within ${limitMs / 1000} s`);
  if (exit.panic !== null) throw dead(guest, `the kernel panicked: ${exit.panic}`);
}

function dead(guest: Guest, message: string): SyspecError {
  const lines = guest.console.tail(10).map((line) => `\n    ${line}`);
  return new SyspecError('GUEST_DIED', message, `The console's last lines:${lines.join('')}`);
}
