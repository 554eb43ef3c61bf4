// SPDX-License-Identifier: MIT
// Callers that wait for a slot of a listener at `s` whose queue is full.
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import { accept, connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';

/** Connects a socket to `s`; gives the number of the operation. */
export type Connect = (script: JudgedScript, task: number, fd: Fd) => number;

export const byConnect: Connect = (script, task, fd) => connectTo(script, task, fd, 's');

export const byFconnectat =
  (nr: number): Connect =>
  (script, task, fd) =>
    issue(script, nr, task, fd, path('s'));

/** The listener. What is given accepts, so that there is a slot. `flags` are those of its socket. */
export function fullListener(script: JudgedScript, server: number, flags = 0): () => number {
  const listens = listener(script, server, 's', 0, flags);
  connectTo(script, server, socket(script, server), 's');
  return () => accept(script, server, listens);
}

/** One who waits. */
export function waits(script: JudgedScript, connect: Connect, label: string) {
  const task = script.spawn();
  const op = connect(script, task, socket(script, task));
  script.expect(op, label, 'blocked');
  return { task, op };
}
