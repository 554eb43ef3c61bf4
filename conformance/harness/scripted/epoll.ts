// SPDX-License-Identifier: MIT
// Who waits by epoll at every edge.
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import type { Script } from './script.ts';

const [EPOLL_CTL_ADD, EPOLLET] = [1, 2 ** 31];

/** struct epoll_event, which is packed: its bytes, and where its events are. */
export const EVENT = { size: 12, events: 0 };

/** To be woken as one of those who ask so, and not with all. */
export const EPOLLEXCLUSIVE = 2 ** 28;

/** Waits for these events of a file, at every edge. */
export function watchEdges(
  script: Script,
  task: number,
  epoll: Arg,
  fd: Arg,
  events: number,
  exclusive = 0,
): void {
  const event = Buffer.alloc(EVENT.size);
  event.writeUInt32LE(EPOLLET + exclusive + events, EVENT.events);
  script.call(task, NR.epoll_ctl, epoll, EPOLL_CTL_ADD, fd, { data: event });
}

/** Asks for at most so many edges, and waits so long: for none by 0, for ever by -1; gives the number of the operation. */
export const edgesBy = (script: Script, task: number, epoll: Arg, most: number, timeout = 0): number =>
  script.call(task, NR.epoll_wait, epoll, { out: most * EVENT.size }, most, timeout);
