// SPDX-License-Identifier: MIT
// The shim as a process of this machine: calls go to the kernel that runs this program.
import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { type ConnectOptions, connectShim } from './client.ts';
import type { Shim } from './types.ts';

/** A shim that runs here. */
export interface HostShim {
  readonly shim: Shim;
  /** The pid of the process that keeps the shim, and that removes what it leaves: end that one with SIGTERM. */
  readonly pid: number;
  /** Settles when that process has ended. */
  readonly ended: Promise<void>;
}

/**
 * Starts the executable that buildShim() makes. Aborting the signal ends it.
 * @throws SyspecError SHIM_CLOSED when it does not start; and as connectShim().
 */
export async function startHostShim(path: string, options: ConnectOptions = {}): Promise<HostShim> {
  const child = spawn(path, ['--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  // Whatever ends the connection ends the process: it must not wait for a call that spins.
  duplex.once('close', () => child.kill('SIGTERM'));
  const shim = await connectShim(duplex, options);
  return { shim, pid: child.pid ?? 0, ended };
}
