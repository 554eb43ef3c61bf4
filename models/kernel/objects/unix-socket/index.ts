// SPDX-License-Identifier: MIT
// UNIX sockets. Their names are paths: a system that has them has paths too.
import type { ObjectPlugin } from '../../system/compose.ts';
import { SOCKET_CALLS } from './calls.ts';
import { CONNECT } from './connect.ts';
import { SOCKETS } from './kind.ts';

export type { Address, Layout } from './address.ts';
export { ADDRESS, isShort, writtenPath } from './address.ts';
export { connectDatagram, disconnectDatagram, establish } from './connect.ts';
export * from './kind.ts';
export { autobind, ownSock, wakeAccepter } from './sock.ts';

/** Sockets, and the calls on them. */
export const UNIX_SOCKET: ObjectPlugin = { kind: SOCKETS, calls: { ...SOCKET_CALLS, connect: CONNECT } };
