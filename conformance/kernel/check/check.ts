// SPDX-License-Identifier: MIT
// Boots a kernel with check/init.c as its init: what kernel is it, and can it prove that a call is blocked?
import { inRoot } from '../../../base/root.ts';
import { errnoName } from '../../../models/kernel/system/index.ts';
import type { GuestOptions } from '../boot/boot.ts';
import type { Accel } from '../boot/qemu.ts';
import { compileInit, runInit } from '../boot/run-init.ts';

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
  const { stress, timeLimitMs = 120_000, ...rest } = options;
  const sources = ['init.c', 'park.c', 'port.c', 'stress.c'].map((name) =>
    inRoot('conformance', 'kernel', 'check', name),
  );
  const init = await compileInit(sources, options.env);
  const append = stress === undefined ? [] : ['--', stress.by, String(stress.times)];
  const { text, accel, bootMs } = await runInit({ ...rest, init, append, timeLimitMs });
  return { accel, bootMs, ...parseReport(text) };
}

/** What is asked of the device, as check/init.c has it. */
const REQUESTS = ['unattached', 'unknown', 'attach', 'quiesce', 'parked', 'held', 'let_go'];

/** The report of check/init.c. */
export function parseReport(text: string): Omit<CheckReport, 'accel' | 'bootMs'> {
  const fields = new Map<string, string>();
  const wrong: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const verdict = /^(\w+) wrong (\d+) of \d+$/.exec(line);
    if (verdict !== null) wrong[verdict[1]!] = Number(verdict[2]);
    else fields.set(line.split(' ')[0]!, line.slice(line.indexOf(' ') + 1));
  }
  const requests = REQUESTS.filter((name) => fields.has(name));
  return {
    release: fields.get('release') ?? '',
    cpus: Number(fields.get('cpus')),
    device: fields.get('device') === 'yes',
    answers: Object.fromEntries(requests.map((name) => [name, answer(Number(fields.get(name)))])),
    wrong,
  };
}

function answer(errno: number): string {
  return errno === 0 ? 'ok' : errnoName(errno);
}
