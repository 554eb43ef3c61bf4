// SPDX-License-Identifier: MIT
// A call for each row of the table up to E18, so that a refusal by a hook can be held against each.
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { chmod, mkdir, open, symlink } from '../../harness/scripted/calls.ts';
import { AF } from '../../harness/scripted/sockets.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { path, type Way } from './calls.ts';
import { byName, type ErrorMaker, type ErrorRoom, server, USER } from './stage.ts';

const UNKNOWN_FLAG = 0x8000_0000;
const LONG_NAME = 'n'.repeat(256);

/** A row whose call goes to a listener that is there, and is wrong in itself. */
const wrongCall = (
  id: string,
  errno: string,
  change: (call: { fd: Arg; way: Way }, room: ErrorRoom) => { fd?: Arg; way?: Way },
): ErrorMaker => ({
  id,
  errno,
  make(room, name) {
    server(room, name);
    const call = byName(room, name);
    return { ...call, ...change(call, room) };
  },
});

/** Those that are found before anything is looked up. */
export const ROWS_OF_THE_CALL: readonly ErrorMaker[] = [
  wrongCall('E1', 'EINVAL', ({ way }) => ({ way: { ...way, flags: UNKNOWN_FLAG } })),
  wrongCall('E2', 'EBADF', () => ({ fd: -1 })),
  wrongCall('E3', 'EINVAL', ({ way }) => ({ way: { ...way, address: { kind: 'huge' } } })),
  wrongCall('E4', 'EFAULT', ({ way }) => ({ way: { ...way, address: { kind: 'fault' } } })),
  wrongCall('E5', 'ENOTSOCK', (_, { script, caller, folder }) => ({ fd: open(script, caller, folder, 0) })),
  wrongCall('E6', 'EAFNOSUPPORT', (_, { script, caller }) => ({
    fd: script.open(caller, NR.socket, AF.inet, 1, 0),
  })),
  wrongCall('E7', 'EINVAL', ({ way }) => ({ way: { ...way, address: { kind: 'family' } } })),
  wrongCall('E7 of an abstract name', 'EINVAL', ({ way }) => ({
    way: { ...way, address: { kind: 'abstract' } },
  })),
];

/** Those of the lookup. */
export const ROWS_OF_THE_LOOKUP: readonly ErrorMaker[] = [
  wrongCall('E10', 'ENOENT', ({ way }) => ({ way: { ...way, address: { kind: 'unnamed' } } })),
  wrongCall('E11', 'EBADF', ({ way }) => ({ way: { ...way, dirfd: -1 } })),
  wrongCall('E12', 'ENOTDIR', ({ fd, way }) => ({ way: { ...way, dirfd: fd } })),
  {
    ...{ id: 'E13', errno: 'EACCES', uid: USER },
    make(room, name) {
      mkdir(room.script, room.helper, `${room.folder}/shut`);
      server(room, `shut/${name}`);
      chmod(room.script, room.helper, `${room.folder}/shut`, 0o700);
      return byName(room, `shut/${name}`);
    },
  },
  {
    ...{ id: 'E14', errno: 'ENAMETOOLONG' },
    make(room, name) {
      symlink(room.script, room.helper, LONG_NAME, `${room.folder}/${name}`);
      return byName(room, name);
    },
  },
  { id: 'E15', errno: 'ENOENT', make: byName },
  {
    ...{ id: 'E16', errno: 'ELOOP' },
    make(room, name) {
      symlink(room.script, room.helper, name, `${room.folder}/${name}`);
      return byName(room, name);
    },
  },
  {
    ...{ id: 'E17', errno: 'ENOTDIR' },
    make(room, name) {
      server(room, name);
      return byName(room, `${name}/below`);
    },
  },
  {
    ...{ id: 'E18', errno: 'ELOOP' },
    make(room, name) {
      server(room, name);
      symlink(room.script, room.helper, name, `${room.folder}/link`);
      return { ...byName(room, name), way: path('link', room.dirfd, AT_SYMLINK_NOFOLLOW) };
    },
  },
];
