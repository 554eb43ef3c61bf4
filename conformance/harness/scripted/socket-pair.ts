// SPDX-License-Identifier: MIT
// Two sockets that are connected to each other: a file that is no pipe, and a way to another process.
import { AF_UNIX, SOCK_STREAM } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { CallOp } from '../protocol/types.ts';
import type { Script } from './script.ts';

/** The call that makes them. */
export const SOCKET_PAIR: Pick<CallOp, 'nr' | 'args'> = {
  nr: NR.socketpair,
  args: [AF_UNIX, SOCK_STREAM, 0, { out: 8 }],
};

/** They are the next two descriptors of the task; gives the number of the operation. */
export const socketPair = (script: Script, task: number): number =>
  script.call(task, SOCKET_PAIR.nr, ...SOCKET_PAIR.args);
