// SPDX-License-Identifier: MIT
// The whole system that the calls are judged in: its objects.
import { PATH } from '../kernel/objects/path/index.ts';
import { UNIX_SOCKET } from '../kernel/objects/unix-socket/index.ts';
import { compose } from '../kernel/system/index.ts';

/** Paths and UNIX sockets. */
export const SYSTEM = compose([PATH, UNIX_SOCKET]);
