// SPDX-License-Identifier: MIT
// R17: a datagram socket has been looked up as any other, and now gets its peer (`unix_dgram_connect`, net/unix/af_unix.c, 6.12).
import { type SockId, sockOf } from '../kernel/objects/unix-socket/index.ts';
import type { World } from '../kernel/system/index.ts';

/** Whether `other` takes from `own`: it has no peer, or that one (`unix_may_send`). */
function maySend(world: World, own: SockId, other: SockId): boolean {
  const { peer } = sockOf(world, other);
  return peer === undefined || peer === own;
}

/** The section under both locks: EPERM (E28), or `own` has its peer, another one perhaps than before. */
export function connectDatagram(world: World, own: SockId, other: SockId): 'OK' | 'EPERM' {
  if (!maySend(world, own, other)) return 'EPERM';
  Object.assign(sockOf(world, own), { state: 'connected', peer: other });
  return 'OK';
}

/** connect(2) to AF_UNSPEC. */
export function disconnectDatagram(world: World, own: SockId): void {
  const sock = sockOf(world, own);
  sock.state = 'unconnected';
  delete sock.peer;
}
