// SPDX-License-Identifier: MIT
// The shim as a process of this machine, for the tests of the shim.
import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { type ConnectOptions, connectShim } from '../harness/protocol/client.ts';
import type { Shim } from '../harness/protocol/types.ts';
import { buildShim } from './build.ts';

/** A shim that runs here. */
export interface HostShim {
  readonly shim: Shim;
  /** Settles when the process has ended that keeps the shim, and removes what it leaves. */
  readonly ended: Promise<void>;
}

/** Starts it, built when need be. Aborting the signal ends it. */
export async function hostShim(options: ConnectOptions = {}): Promise<HostShim> {
  const child = spawn(await buildShim(), ['--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  // Whatever ends the connection ends the process: it must not wait for a call that spins.
  duplex.once('close', () => child.kill('SIGTERM'));
  const shim = await connectShim(duplex, options);
  return { shim, ended };
}
