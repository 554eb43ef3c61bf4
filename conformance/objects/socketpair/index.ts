// SPDX-License-Identifier: MIT
// Sockets that are connected to each other, in the lanes.
import { PAIRED, SOCKETPAIR } from '../../../models/kernel/objects/socketpair/index.ts';
import { type OpenFile, objectOf } from '../../../models/kernel/system/index.ts';
import { SOCKET_PAIR } from '../../harness/scripted/socket-pair.ts';
import type { LaneObject } from '../object.ts';

export const isPaired = (file: OpenFile): boolean => objectOf(file, PAIRED) !== undefined;

/** socketpair(2); a proposal says how one sends and receives. */
export const SOCKETPAIRS_IN_LANES: LaneObject = {
  plugin: SOCKETPAIR,
  mayWait: (_, file) => isPaired(file),
  moves: () => [{ weight: 4, move: () => ({ call: 'socketpair', args: {} }) }],
  codecs: {
    socketpair: {
      encode: () => SOCKET_PAIR,
      writes: [{ pieces: [{ type: 'int', out: 0, at: 0 }, ' ', { type: 'int', out: 0, at: 4 }] }],
    },
  },
  outcomes: { socketpair: ['OK', 'EMFILE'] },
  needs: [
    { option: 'CONFIG_NET', call: SOCKET_PAIR, without: 'ENOSYS' },
    { option: 'CONFIG_UNIX', call: SOCKET_PAIR, without: 'EAFNOSUPPORT' },
  ],
};
