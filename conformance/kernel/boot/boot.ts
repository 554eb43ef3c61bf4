// SPDX-License-Identifier: MIT
// Boots a kernel in QEMU, and gives its console and a port to what runs in it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { SyspecError } from '../../../base/errors.ts';
import { type Ending, type Group, startGroup } from '../../../base/process-group.ts';
import { requireTools } from '../tools/tools.ts';
import { chooseAccel } from './accel.ts';
import { type Console, type ConsoleWriter, createConsole } from './console.ts';
import { type Accel, QEMU, QEMU_PACKAGE, qemuArguments, type Transport } from './qemu.ts';

/** What to boot, and on what. */
export interface GuestOptions {
  /** Path of a bzImage. */
  readonly kernel: string;
  /** The archive, or the path of one; /init in it is run. */
  readonly initramfs: Uint8Array | string;
  /** The default is 1: quiescence is a proof on one CPU only. */
  readonly cpus?: number | undefined;
  /** MiB; the default is 512. */
  readonly memoryMb?: number | undefined;
  /** Words added to the kernel's command line; those after `--` are for init. */
  readonly append?: readonly string[] | undefined;
  /** The default is virtio. */
  readonly transport?: Transport | undefined;
  /** The default is KVM where it works, TCG elsewhere. */
  readonly accel?: Accel | undefined;
  /** A file that the console is appended to. */
  readonly log?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a guest ended. A guest that powers off or panics ends with QEMU's exit code 0. */
export interface GuestExit extends Ending {
  /** What the kernel panicked with, or null. */
  readonly panic: string | null;
  /** Whether it was told to end: `kill`, an abort, or a signal to this process. */
  readonly stopped: boolean;
  /** What QEMU said on standard error. */
  readonly complaint: string;
}

/** A running guest. */
export interface Guest {
  readonly accel: Accel;
  /** The port; it ends when the guest does. */
  readonly port: Duplex;
  readonly console: Console;
  /**
   * Milliseconds from power-on until the kernel ran /init.
   * @throws SyspecError GUEST_DIED when it ended before; INTERRUPTED when it was told to
   */
  readonly booted: Promise<number>;
  readonly exited: Promise<GuestExit>;
  /** Ends it at once. */
  kill(): Promise<GuestExit>;
}

const RUNS_INIT = /Run (\S+) as init process/;
const PANIC = /Kernel panic - not syncing: (.*)/;

/**
 * Starts a guest; it is powered on when the promise resolves, and ends with this process, however that ends.
 * @throws SyspecError TOOL_MISSING without QEMU; INTERRUPTED
 */
export async function bootGuest(options: GuestOptions): Promise<Guest> {
  const { kernel, env = process.env, signal } = options;
  requireTools([QEMU, 'setpriv'], `${QEMU_PACKAGE} util-linux`, env);
  const accel = options.accel ?? (await chooseAccel({ kernel, env, signal })).accel;
  if (signal?.aborted === true) throw interrupted();
  const initramfs = placeInitramfs(options.initramfs);
  const args = qemuArguments({
    kernel,
    initramfs: initramfs.path,
    accel,
    transport: options.transport ?? 'virtio',
    cpus: options.cpus ?? 1,
    memoryMb: options.memoryMb ?? 512,
    append: options.append ?? [],
  });
  const start = performance.now();
  const group = startGroup(QEMU, args, {
    env,
    // Node makes a socket pair for the port: there is no path that could be left behind.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    by: 'SIGKILL',
    signal,
  });
  return watch(group, { accel, start, log: options.log, cleanUp: initramfs.remove });
}

function placeInitramfs(given: Uint8Array | string): { path: string; remove(): void } {
  if (typeof given === 'string') return { path: given, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'syspec-boot-'));
  const path = join(folder, 'initramfs.cpio');
  writeFileSync(path, given);
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  // Should somebody call process.exit while the guest runs.
  process.on('exit', remove);
  return { path, remove };
}

interface Watch {
  readonly accel: Accel;
  readonly start: number;
  readonly log: string | undefined;
  cleanUp(): void;
}

function watch(group: Group, { accel, start, log, cleanUp }: Watch): Guest {
  const { child } = group;
  let panic: string | null = null;
  const boot = deferred<number>();
  const terminal = createConsole(log, (line) => {
    if (RUNS_INIT.test(line)) boot.resolve(performance.now() - start);
    panic ??= PANIC.exec(line)?.[1] ?? null;
  });
  let complaint = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    try {
      terminal.write(chunk);
    } catch (error) {
      // A full disk, most likely. What the console says is evidence: without it nothing goes on.
      complaint = `cannot write the log of the console: ${(error as Error).message}`;
      group.end();
    }
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4000);
  });
  const port = child.stdio[3] as Duplex;
  // The pair breaks when the guest dies, which `exited` reports.
  port.on('error', () => undefined);
  // Lest QEMU's end of the port keep the group from being seen to end.
  child.once('exit', () => port.destroy());
  const exited = group.ended.then((ending): GuestExit => {
    cleanUp();
    terminal.end();
    const exit = { ...ending, panic, stopped: group.stop !== null, complaint: complaint.trim() };
    boot.reject(exit.stopped ? interrupted() : died(exit, terminal));
    return exit;
  });
  // Nobody has to wait for it.
  boot.promise.catch(() => undefined);
  return {
    accel,
    port,
    console: terminal,
    booted: boot.promise,
    exited,
    kill() {
      group.end();
      return exited;
    },
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((take, refuse) => {
    resolve = take;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

function interrupted(): SyspecError {
  return new SyspecError('INTERRUPTED', 'the guest was ended');
}

function died(exit: GuestExit, terminal: ConsoleWriter): SyspecError {
  const how = exit.panic ?? (exit.complaint || `QEMU ended with ${exit.signal ?? exit.code}`);
  const lines = terminal.tail(10).map((line) => `\n    ${line}`);
  const last = lines.length === 0 ? 'The console is empty.' : `The console's last lines:${lines.join('')}`;
  return new SyspecError('GUEST_DIED', `the guest ended before it ran init: ${how}`, last);
}
