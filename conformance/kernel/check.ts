// SPDX-License-Identifier: MIT
// Boots a kernel with check/init.c as its init: what kernel is it, and can it prove that a call is blocked?
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import { bootGuest, type Guest, type GuestOptions } from './boot.ts';
import { makeInitramfs } from './initramfs.ts';
import { requireTools } from './process.ts';
import type { Accel } from './qemu.ts';

/** How to check a kernel. */
export interface CheckOptions extends Omit<GuestOptions, 'initramfs' | 'append'> {
  /** Calls of each kind for the stress test, and what tells that one is blocked: `yield` is known to be wrong. */
  readonly stress?: { readonly by: 'quiesce' | 'yield'; readonly times: number } | undefined;
  /** A guest that has not powered off by then hangs; the default is 120 000. */
  readonly timeLimitMs?: number | undefined;
}

/** What the guest said. */
export interface CheckReport {
  readonly accel: Accel;
  /** Milliseconds from power-on to init. */
  readonly bootMs: number;
  readonly release: string;
  readonly cpus: number;
  /** Whether there is a /dev/syspec. */
  readonly device: boolean;
  /** What the device says to each request: `ok`, or an errno's name. */
  readonly answers: Readonly<Record<string, string>>;
  /** Wrong verdicts of the stress test, by kind of call. */
  readonly wrong: Readonly<Record<string, number>>;
}

/**
 * Boots, and waits for the guest to power off.
 * @throws SyspecError GUEST_DIED when it does not come to that; TOOL_MISSING; INTERRUPTED
 */
export async function checkKernel(options: CheckOptions): Promise<CheckReport> {
  const init = await compileInit(options.env);
  const { stress } = options;
  const append = stress === undefined ? [] : ['--', stress.by, String(stress.times)];
  const guest = await bootGuest({
    ...options,
    initramfs: makeInitramfs([{ path: '/init', data: init }]),
    append,
  });
  const said: Buffer[] = [];
  guest.port.on('data', (chunk: Buffer) => said.push(chunk));
  await ended(guest, options.timeLimitMs ?? 120_000);
  const bootMs = await guest.booted;
  const text = Buffer.concat(said).toString().replaceAll('\r', '');
  if (!text.endsWith('end\n')) throw dead(guest, 'the guest ended before its report did');
  return { accel: guest.accel, bootMs, ...parseReport(text) };
}

async function compileInit(env: NodeJS.ProcessEnv = process.env): Promise<Uint8Array> {
  requireTools(['gcc'], 'gcc libc6-dev', env);
  const folder = mkdtempSync(join(tmpdir(), 'syspec-init-'));
  const sources = ['init.c', 'stress.c'].map((name) => inRoot('conformance', 'kernel', 'check', name));
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

/** The report of check/init.c. */
export function parseReport(text: string): Omit<CheckReport, 'accel' | 'bootMs'> {
  const fields = new Map<string, string>();
  const wrong: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const verdict = /^(\w+) wrong (\d+) of \d+$/.exec(line);
    if (verdict !== null) wrong[verdict[1]!] = Number(verdict[2]);
    else fields.set(line.split(' ')[0]!, line.slice(line.indexOf(' ') + 1));
  }
  const requests = ['unattached', 'unknown', 'attach', 'quiesce'].filter((name) => fields.has(name));
  return {
    release: fields.get('release') ?? '',
    cpus: Number(fields.get('cpus')),
    device: fields.get('device') === 'yes',
    answers: Object.fromEntries(requests.map((name) => [name, errnoName(Number(fields.get(name)))])),
    wrong,
  };
}

function errnoName(number: number): string {
  if (number === 0) return 'ok';
  // Of two names of one number the kernel's own: EOPNOTSUPP is ENOTSUP to POSIX alone.
  const names = Object.entries(constants.errno).filter(([name]) => name !== 'ENOTSUP');
  return names.find(([, value]) => value === number)?.[0] ?? String(number);
}
