// SPDX-License-Identifier: MIT
// The shim on this machine: calls go to the kernel that runs this program, whose console nobody reads.
import { Duplex } from 'node:stream';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';
import { buildShim } from '../../shim/build.ts';
import { connectShim } from '../protocol/client.ts';
import type { OpenSession } from './session.ts';

/**
 * Runs the shim here. An ordinary user gets a user namespace of his own, in which he is root: chroot works, and no
 * other user is there.
 */
export function hostSessions(signal?: AbortSignal, isRoot = process.geteuid?.() === 0): OpenSession {
  return async () => {
    const words = [await buildShim(), '--stdio'];
    const [command, ...args] = isRoot ? words : ['unshare', '--user', '--map-root-user', ...words];
    const group = startGroup(command!, args, { stdio: ['pipe', 'pipe', 'pipe'], by: 'SIGTERM', signal });
    const { child } = group;
    let complaint = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000);
    });
    const port = Duplex.from({ readable: child.stdout!, writable: child.stdin! });
    const ended = group.ended.then(({ code, signal: by }) => {
      if (complaint !== '') return complaint.trim();
      return group.stop !== null ? undefined : `the shim ended with ${by ?? code}`;
    });
    const end = async () => {
      group.end();
      await group.ended;
    };
    const shim = await connectShim(port, signal === undefined ? {} : { signal }).catch(
      async (error: Error) => {
        await end();
        throw signal?.aborted === true ? error : unstarted((await ended) ?? error.message, isRoot);
      },
    );
    return {
      ...{ shim, complaints: [], ended },
      onAnswer(listener) {
        port.on('data', listener);
        return () => port.off('data', listener);
      },
      kill: end,
      async close() {
        await shim.close();
        await end();
      },
    };
  };
}

function unstarted(why: string, isRoot: boolean): SyspecError {
  if (isRoot) return new SyspecError('SHIM_CLOSED', `the shim did not start: ${why}`);
  return new SyspecError(
    'NOT_PERMITTED',
    `the shim did not start: ${why}`,
    'It needs a user namespace, which an ordinary user does not get on every machine: run this as root.',
  );
}
