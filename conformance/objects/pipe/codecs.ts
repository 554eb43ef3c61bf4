// SPDX-License-Identifier: MIT
// The calls on pipes as x86-64 system calls.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { type Mode, PROC } from '../../../models/kernel/objects/pipe/index.ts';
import type { Codecs } from '../../harness/lockstep/engine/codec.ts';
import {
  F_GETPIPE_SZ,
  F_SETPIPE_SZ,
  O_CLOEXEC,
  O_DIRECT,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
  SPLICE_F_NONBLOCK,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import type { Written } from '../../harness/written.ts';

const ACCESS: Readonly<Record<Mode, number>> = { read: 0, write: O_WRONLY, both: O_RDWR };

/** The bytes that were read, as many as the call returned. */
export const BYTES_READ: Written = [
  { pieces: [{ type: 'bytes', out: 0, at: 0, length: { type: 'value' } }] },
];

/** A buffer to read into: as large as what may come. */
export const room = (count: number): Arg => ({ out: Math.max(1, count) });

const opening = (path: string, mode: Mode, nonblock: boolean) => ({
  nr: NR.openat,
  args: [AT_FDCWD, cString(path), ACCESS[mode] | (nonblock ? O_NONBLOCK : 0), 0],
});

/** By the names of their rules. */
export const PIPE_CODECS: Codecs = {
  pipe2: {
    encode: ({ nonblock, cloexec, packets }) => ({
      nr: NR.pipe2,
      args: [{ out: 8 }, (nonblock ? O_NONBLOCK : 0) | (cloexec ? O_CLOEXEC : 0) | (packets ? O_DIRECT : 0)],
    }),
    writes: [{ pieces: [{ type: 'int', out: 0, at: 0 }, ' ', { type: 'int', out: 0, at: 4 }] }],
  },
  read: { encode: ({ fd, count }) => ({ nr: NR.read, args: [fd, room(count), count] }), writes: BYTES_READ },
  write: {
    encode: ({ fd, data }) => ({ nr: NR.write, args: [fd, { data: Buffer.from(data) }, data.length] }),
  },
  openfifo: { encode: ({ path, mode, nonblock }) => opening(path, mode, nonblock) },
  mountproc: {
    encode: () => ({
      nr: NR.mount,
      args: [cString('none'), cString(`/${PROC}`), cString('proc'), 0, 0],
    }),
  },
  reopen: {
    encode: ({ fd, mode, nonblock }) => opening(`/${PROC}/thread-self/fd/${fd}`, mode, nonblock),
  },
  resize: { encode: ({ fd, size }) => ({ nr: NR.fcntl, args: [fd, F_SETPIPE_SZ, size] }) },
  pipesize: { encode: ({ fd }) => ({ nr: NR.fcntl, args: [fd, F_GETPIPE_SZ, 0] }) },
  splice: {
    encode: ({ fd, to, count }) => ({ nr: NR.splice, args: [fd, 0, to, 0, count, SPLICE_F_NONBLOCK] }),
  },
};
