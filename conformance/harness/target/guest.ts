// SPDX-License-Identifier: MIT
// Guests with the shim as their init.
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { SyspecError } from '../../../base/errors.ts';
import { cacheFolder } from '../../../tla/runner/cache.ts';
import { bootGuest, type Guest, type GuestExit, type GuestOptions } from '../../kernel/boot/boot.ts';
import { makeInitramfs } from '../../kernel/boot/initramfs.ts';
import type { Transport } from '../../kernel/boot/qemu.ts';
import { diskFull, onDisk } from '../../kernel/tools/failure.ts';
import { buildShim } from '../../shim/build.ts';
import { connectShim } from '../protocol/client.ts';
import type { Shim } from '../protocol/types.ts';
import { bootFailure } from './boot-failure.ts';
import { newLog } from './console-log.ts';
import { complaintReader } from './races.ts';
import type { OpenSession, Session } from './session.ts';

/** What a guest is booted with, the shim apart. Without a transport: virtio, or a serial line where there is none. */
export interface GuestKernel
  extends Pick<GuestOptions, 'kernel' | 'append' | 'memoryMb' | 'transport' | 'signal'> {
  /** Told of a data race that no system call takes part in: it fails nothing. */
  readonly onElsewhere?: ((race: string, log: string) => void) | undefined;
}

/** Longest silence of the console before the shim's hello: a watchdog against a guest that hangs, and never a verdict. */
const BOOT_MS = 120_000;

/**
 * A distribution's kernel may keep its warnings from the console. That a guest gets no CPU for a while is this machine's
 * doing, and a stall of RCU says no more than that: the supervisor has a watchdog of its own.
 */
const COMMAND_LINE = ['loglevel=7', 'rcupdate.rcu_cpu_stall_suppress=1'];

/** Those that are kept in memory, all of them. */
const CONSOLE_LINES = 400;

/** What a guest whose port has closed may take to end by itself. */
const LAST_WORDS_MS = 3000;

async function lastWords(guest: Guest): Promise<GuestExit> {
  await Promise.race([guest.exited, delay(LAST_WORDS_MS, undefined, { ref: false })]);
  return guest.kill();
}

/** Boots the kernel with the shim as its init. */
export function guestSessions(options: GuestKernel): OpenSession {
  let { transport } = options;
  return async () => {
    const tried = transport ?? 'virtio';
    try {
      const session = await boot(options, tried);
      transport = tried;
      return session;
    } catch (error) {
      if (transport !== undefined || !(error instanceof NoPort)) throw error;
      // A kernel whose virtio console is a module, or absent.
      const session = await boot(options, 'serial');
      transport = 'serial';
      return session;
    }
  };
}

/** The guest ended by itself before the shim said hello, as it does where it finds no port. */
class NoPort extends SyspecError {}

async function boot(options: GuestKernel, transport: Transport): Promise<Session> {
  const { signal } = options;
  const initramfs = makeInitramfs([{ path: '/init', data: await readFile(await buildShim()) }]);
  const log = await onDisk('the log of a console', cacheFolder(), async () => newLog());
  const append = [...COMMAND_LINE, ...(options.append ?? [])];
  const guest = await onDisk('an initramfs', cacheFolder(), () =>
    bootGuest({ ...options, append, transport, initramfs, log }),
  );
  const complaints: string[] = [];
  let elsewhere = 0;
  const complaintIn = complaintReader((race) => {
    elsewhere += 1;
    options.onElsewhere?.(race, log);
  });
  guest.console.onLine((line) => {
    const complaint = complaintIn(line);
    if (complaint !== undefined) complaints.push(complaint);
  });
  const shim = await greeting(guest, log, signal);
  // Nobody may have asked for it yet when the guest dies of a full disk.
  const ended = guest.exited.then((exit) => endOf(exit, log));
  ended.catch(() => undefined);
  const tidy = () => {
    if (complaints.length + elsewhere === 0) rmSync(log, { force: true });
  };
  return {
    ...{ shim, log, complaints, ended },
    onAnswer(listener) {
      guest.port.on('data', listener);
      return () => guest.port.off('data', listener);
    },
    async kill() {
      await guest.kill();
      if (signal?.aborted === true) tidy();
    },
    async close() {
      await shim.close();
      await guest.kill();
      tidy();
    },
  };
}

const UNWRITTEN = /^cannot write the log of the console: /;

function endOf({ panic, complaint, stopped, signal, code }: GuestExit, log: string): string | undefined {
  if (UNWRITTEN.test(complaint)) throw diskFull(complaint, log);
  if (panic !== null) return `Kernel panic - not syncing: ${panic}`;
  if (stopped) return undefined;
  return complaint || `QEMU ended with ${signal ?? code}`;
}

async function greeting(guest: Guest, log: string, signal: AbortSignal | undefined): Promise<Shim> {
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new SyspecError('GUEST_DIED', `no hello, and a silent console for ${BOOT_MS / 1000} s`));
    }, BOOT_MS);
  });
  const forget = guest.console.onLine(() => timer?.refresh());
  try {
    const connecting = connectShim(guest.port, signal === undefined ? {} : { signal });
    return await Promise.race([connecting, limit]);
  } catch (error) {
    // The end of the port may be seen before the end of the guest is.
    const exit = late ? await guest.kill() : await lastWords(guest);
    if (signal?.aborted === true) {
      rmSync(log, { force: true });
      throw new SyspecError('INTERRUPTED', 'the run was interrupted');
    }
    const end = endOf(exit, log);
    const failure = bootFailure(end ?? (error as Error).message, guest.console.tail(CONSOLE_LINES), log);
    const alone = !late && exit.panic === null && !exit.stopped && failure.code === 'GUEST_DIED';
    throw alone ? new NoPort(failure.code, failure.message, failure.hint) : failure;
  } finally {
    clearTimeout(timer);
    forget();
  }
}
