// SPDX-License-Identifier: MIT
// Sequences of eight calls, two of which sleep: what the throughput is measured with.
import { type Called, caseOf } from '../harness/lockstep/cases.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { path, stream } from '../objects/unix-socket/cases.ts';

const server: readonly Called[] = [
  { task: 't0', call: 'socket', args: stream },
  { task: 't0', call: 'bind', args: { fd: 0, address: path('s') } },
  { task: 't0', call: 'listen', args: { fd: 0, backlog: 0 } },
];
const client: Called = { call: 'socket', args: stream };
const connect = (fd: number): Called => ({ call: 'connect', args: { fd, address: path('s') } });
const accept: Called = { task: 't0', call: 'accept', args: { fd: 0 } };

/** Taken in turn. The last call of each is left asleep, and killed. */
export const BENCH: readonly (readonly SeqOp[])[] = [
  // accept sleeps until the connect comes.
  caseOf('', 0, [...server, accept, client, connect(0), { call: 'getpeername', args: { fd: 0 } }, accept])
    .ops,
  // connect sleeps on the full backlog until the accept comes, and then the next does.
  caseOf('', 0, [...server, client, connect(0), client, connect(1), accept, client, connect(2)]).ops,
];
