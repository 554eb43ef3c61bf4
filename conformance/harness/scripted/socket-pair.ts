// SPDX-License-Identifier: MIT
// Two sockets that are connected to each other: a file that is no pipe, and a way to another process.
import { AF_UNIX, SOCK_STREAM } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Script } from './script.ts';

/** They are the next two descriptors of the task; gives the number of the operation. */
export const socketPair = (script: Script, task: number): number =>
  script.call(task, NR.socketpair, AF_UNIX, SOCK_STREAM, 0, { out: 8 });
