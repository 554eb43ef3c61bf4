// SPDX-License-Identifier: MIT
// Does KVM work here? /dev/kvm may be there and every guest on it abort or hang, so a kernel is run on it.
import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';
import { kernelCache, readJson, shortHash } from '../cache.ts';
import { type Accel, QEMU, qemuArguments } from './qemu.ts';

/** A kernel is at its end without an init in less than a second where KVM works. */
const DEADLINE_MS = 15_000;

/** What runs the guests, and why. */
export interface Choice {
  readonly accel: Accel;
  /** For people. */
  readonly reason: string;
}

const choiceSchema = z.object({ accel: z.enum(['kvm', 'tcg']), reason: z.string() });

interface Probe {
  /** Any bzImage that prints to ttyS0. */
  readonly kernel: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Tests name another device. */
  readonly device?: string | undefined;
}

/**
 * KVM where it works, TCG elsewhere. The answer is kept in the cache for this QEMU, CPU and host kernel.
 * @throws SyspecError INTERRUPTED
 */
export async function chooseAccel(probe: Probe): Promise<Choice> {
  const { env = process.env, device = '/dev/kvm' } = probe;
  const unusable = whyUnusable(device);
  if (unusable !== undefined) return { accel: 'tcg', reason: unusable };
  const { stdout } = await promisify(execFile)(QEMU, ['--version'], { env });
  const known = join(kernelCache(env).root, `kvm-${shortHash([stdout, cpuModel(), release()])}.json`);
  const remembered = readJson(known, choiceSchema);
  if (remembered !== undefined) return remembered;
  const choice = judge(await tryKvm({ ...probe, env }));
  mkdirSync(kernelCache(env).root, { recursive: true });
  writeFileSync(`${known}.${process.pid}`, JSON.stringify(choice));
  renameSync(`${known}.${process.pid}`, known);
  return choice;
}

function whyUnusable(device: string): string | undefined {
  if (!existsSync(device)) return `there is no ${device}`;
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return undefined;
  } catch {
    return `${device} is not for this user`;
  }
}

function cpuModel(): string {
  return /^model name\s*: (.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
}

/** What a trial run left: the guest's console, QEMU's complaints, and whether it had to be ended. */
export interface Trial {
  readonly console: string;
  readonly complaint: string;
  readonly timedOut: boolean;
}

async function tryKvm({ kernel, env, signal }: Probe): Promise<Trial> {
  const machine = { kernel, accel: 'kvm', transport: 'virtio', cpus: 1, memoryMb: 256, append: [] } as const;
  const group = startGroup(QEMU, qemuArguments(machine), {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    by: 'SIGKILL',
    signal,
  });
  let console = '';
  let complaint = '';
  group.child.stdout?.on('data', (chunk: Buffer) => {
    console += chunk.toString();
  });
  group.child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  group.child.stdio[3]?.on('error', () => undefined);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    group.end();
  }, DEADLINE_MS);
  await group.ended;
  clearTimeout(timer);
  if (group.stop !== null && !timedOut) throw new SyspecError('INTERRUPTED', 'interrupted while trying KVM');
  return { console, complaint, timedOut };
}

/** KVM works when the kernel came to its end, which without an init is a panic, by itself. */
export function judge({ console, complaint, timedOut }: Trial): Choice {
  if (!timedOut && /Kernel panic - not syncing: .*(?:root fs|init)/.test(console)) {
    return { accel: 'kvm', reason: 'KVM works' };
  }
  const said = complaint.split('\n').find((line) => line.trim() !== '');
  const why = timedOut ? 'hangs' : (said ?? 'ends early');
  return { accel: 'tcg', reason: `a kernel on KVM does not boot here (${why})` };
}
