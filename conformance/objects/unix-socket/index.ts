// SPDX-License-Identifier: MIT
// UNIX sockets in the lanes.
import { UNIX_SOCKET } from '../../../models/kernel/objects/unix-socket/index.ts';
import { AF_INET, AF_UNIX, SOCK_STREAM } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { LaneObject } from '../object.ts';
import { path, SOCKET_AT_PATH, SOCKET_CALLS_ON_FD, SOCKET_CALLS_ON_PATH, SOCKET_CASES } from './cases.ts';
import { SOCKET_CODECS } from './codecs.ts';
import { CONNECT_MOVES, onSock, SOCKET_MOVES } from './moves.ts';
import { CONNECT_OUTCOMES, SOCKET_OUTCOMES } from './outcomes.ts';

const socket = (family: number) => ({ nr: NR.socket, args: [family, SOCK_STREAM, 0] });

/** Sockets, and what is bound to a path; for a proposal that says itself how connect(2) is made, and what must be seen of it. */
export const SOCKETS_WITHOUT_CONNECT: LaneObject = {
  plugin: UNIX_SOCKET,
  moves: () => SOCKET_MOVES,
  mayWait: (at, file) => onSock(at, ({ family }) => family === 'unix')(file),
  codecs: SOCKET_CODECS,
  outcomes: SOCKET_OUTCOMES,
  onFd: SOCKET_CALLS_ON_FD,
  onPath: SOCKET_CALLS_ON_PATH,
  atPath: SOCKET_AT_PATH,
  cases: SOCKET_CASES,
  needs: [
    { option: 'CONFIG_NET', call: socket(AF_UNIX), without: 'ENOSYS' },
    { option: 'CONFIG_UNIX', call: socket(AF_UNIX), without: 'EAFNOSUPPORT' },
    { option: 'CONFIG_INET', call: socket(AF_INET), without: 'EAFNOSUPPORT' },
  ],
};

/** Sockets, and what is bound to a path. */
export const SOCKETS_IN_LANES: LaneObject = {
  ...SOCKETS_WITHOUT_CONNECT,
  moves: () => [...SOCKET_MOVES, ...CONNECT_MOVES],
  outcomes: {
    ...SOCKET_OUTCOMES,
    ...CONNECT_OUTCOMES,
    accept: [...SOCKET_OUTCOMES.accept, ...CONNECT_OUTCOMES.accept],
  },
  onFd: [...SOCKET_CALLS_ON_FD, (fd) => ({ call: 'connect', args: { fd, address: path('s') } })],
  onPath: [...SOCKET_CALLS_ON_PATH, (at) => ({ call: 'connect', args: { fd: 0, address: path(at) } })],
};
