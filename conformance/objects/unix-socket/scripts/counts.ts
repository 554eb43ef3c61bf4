// SPDX-License-Identifier: MIT
// How many UNIX sockets a kernel has.
import { readFile } from '../../../harness/scripted/calls.ts';
import type { Script } from '../../../harness/scripted/script.ts';

const PROTOCOLS_SIZE = 8192;

/** Reads /proc/net/protocols; see `unixSocketsIn`. */
export function readProtocols(script: Script, task: number): number {
  return readFile(script, task, '/proc/net/protocols', PROTOCOLS_SIZE);
}

/** The protocols of AF_UNIX; datagram sockets are of the first (net/unix/af_unix.c, Linux 6.12). */
const NAMES = ['UNIX', 'UNIX-STREAM'];

/** AF_UNIX sockets of every type: each from its allocation to its destructor, however it is held. */
export function unixSocketsIn(protocols: string): number | undefined {
  const counts = NAMES.map((name) => {
    const row = new RegExp(`^${name} +\\d+ +(-?\\d+) .*\\n`, 'm').exec(protocols);
    return row === null ? undefined : Number(row[1]);
  });
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count));
}

/** Those sockets, as something that a call must leave as it was. */
export const UNIX_SOCKETS = { what: 'sockets', read: readProtocols, in: unixSocketsIn } as const;
