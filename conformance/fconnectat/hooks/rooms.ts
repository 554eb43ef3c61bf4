// SPDX-License-Identifier: MIT
// What the rows of the table are made with: a socket, a name, and somebody who listens there.
import type { Arg } from '../../harness/protocol/types.ts';
import { chmod } from '../../harness/scripted/calls.ts';
import type { ErrorMaker, ErrorRoom } from '../../harness/scripted/error-room.ts';
import { listener, type SocketType, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { path, type Way } from './calls.ts';

/** What the call is made with. */
export interface ConnectCall {
  readonly fd: Arg;
  readonly way: Way;
}

/** A row of the table. */
export interface ConnectError extends ErrorMaker<ConnectCall> {
  /** The type of the caller's socket, as far as a hook is asked about it; a stream when absent. */
  readonly type?: SocketType;
}

/** A free stream socket, and the folder's name. */
export const byName = ({ script, caller, dirfd }: ErrorRoom, name: string): ConnectCall => ({
  fd: socket(script, caller),
  way: path(name, dirfd),
});

/** A listener of everybody's. */
export function server({ script, helper, folder }: ErrorRoom, name: string, backlog = 8): Arg {
  const fd = listener(script, helper, `${folder}/${name}`, backlog);
  chmod(script, helper, `${folder}/${name}`, 0o777);
  return fd;
}
