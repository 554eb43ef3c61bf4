// SPDX-License-Identifier: MIT
// A call for each row of the table up to E18, so that a refusal by a hook can be held against each.
import { AF_INET, SOCK_STREAM } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { chmod, mkdir, open, symlink } from '../../harness/scripted/calls.ts';
import { USER, wrongCall } from '../../harness/scripted/error-room.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { path } from './calls.ts';
import { byName, type ConnectError, server } from './rooms.ts';

const UNKNOWN_FLAG = 0x8000_0000;
const LONG_NAME = 'n'.repeat(256);

/** A row whose call goes to a listener that is there, and is wrong in itself. */
const wrong = wrongCall((room, name) => {
  server(room, name);
  return byName(room, name);
});

/** Those that are found before anything is looked up. */
export const ROWS_OF_THE_CALL: readonly ConnectError[] = [
  wrong('E1', 'EINVAL', ({ way }) => ({ way: { ...way, flags: UNKNOWN_FLAG } })),
  wrong('E2', 'EBADF', () => ({ fd: -1 })),
  wrong('E3', 'EINVAL', ({ way }) => ({ way: { ...way, address: { kind: 'huge' } } })),
  wrong('E4', 'EFAULT', ({ way }) => ({ way: { ...way, address: { kind: 'fault' } } })),
  wrong('E5', 'ENOTSOCK', (_, { script, caller, folder }) => ({ fd: open(script, caller, folder, 0) })),
  wrong('E6', 'EAFNOSUPPORT', (_, { script, caller }) => ({
    fd: script.open(caller, NR.socket, AF_INET, SOCK_STREAM, 0),
  })),
  wrong('E7', 'EINVAL', ({ way }) => ({ way: { ...way, address: { kind: 'family' } } })),
  wrong('E7 of an abstract name', 'EINVAL', ({ way }) => ({
    way: { ...way, address: { kind: 'abstract' } },
  })),
];

/** Those of the lookup. */
export const ROWS_OF_THE_LOOKUP: readonly ConnectError[] = [
  wrong('E10', 'ENOENT', ({ way }) => ({ way: { ...way, address: { kind: 'unnamed' } } })),
  wrong('E11', 'EBADF', ({ way }) => ({ way: { ...way, dirfd: -1 } })),
  wrong('E12', 'ENOTDIR', ({ fd, way }) => ({ way: { ...way, dirfd: fd } })),
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
