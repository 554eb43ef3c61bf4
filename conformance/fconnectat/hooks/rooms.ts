// SPDX-License-Identifier: MIT
// What the rows of the table are made with: a socket, a name, and somebody who listens there.
import type { Arg } from '../../harness/protocol/types.ts';
import { chmod } from '../../harness/scripted/calls.ts';
import type { ErrorMaker, ErrorRoom } from '../../harness/scripted/error-room.ts';
import { listener, socket } from '../../harness/scripted/sockets.ts';
import { path, type Way } from './calls.ts';

/** What the call is made with. */
export interface ConnectCall {
  readonly fd: Arg;
  readonly way: Way;
}

/** A row of the table. */
export type ConnectError = ErrorMaker<ConnectCall>;

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
