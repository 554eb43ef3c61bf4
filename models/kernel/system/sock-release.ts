// SPDX-License-Identifier: MIT
// The end of a socket: `unix_release_sock` (net/unix/af_unix.c, Linux 6.12).
import { wakeTask } from './sleep.ts';
import { type SockId, sockOf, type World } from './world.ts';

/** Unhashes the socket, marks it dead, wakes all that wait for it, and ends what it had queued. */
export function releaseSock(world: World, id: SockId): void {
  const sock = sockOf(world, id);
  const listened = sock.state === 'listening';
  sock.hashed = false;
  sock.dead = true;
  sock.state = 'unconnected';
  delete sock.peer;
  for (const task of sock.waiters.splice(0)) wakeTask(world, task);
  const queued = sock.queue.splice(0);
  if (listened) for (const embryo of queued) releaseSock(world, embryo);
}
