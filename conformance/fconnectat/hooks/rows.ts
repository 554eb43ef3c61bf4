// SPDX-License-Identifier: MIT
// A call for each row of the table up to E18, so that a refusal by a hook can be held against each.

import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { chmod, mkdir, open, symlink } from '../../harness/scripted/calls.ts';
import { AF } from '../../harness/scripted/sockets.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { path, type Way } from './calls.ts';
import { byName, type Row, type Stage, server, USER } from './stage.ts';

const UNKNOWN_FLAG = 0x8000_0000;
const LONG_NAME = 'n'.repeat(256);

/** A row whose call goes to a listener that is there, and is wrong in itself. */
const wrongCall = (
  id: string,
  errno: string,
  change: (call: { fd: Arg; way: Way }, stage: Stage) => { fd?: Arg; way?: Way },
): Row => ({
  id,
  errno,
  make(stage, name) {
    server(stage, name);
    const call = byName(stage, name);
    return { ...call, ...change(call, stage) };
  },
});

/** Those that are found before anything is looked up. */
export const ROWS_OF_THE_CALL: readonly Row[] = [
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
export const ROWS_OF_THE_LOOKUP: readonly Row[] = [
  wrongCall('E10', 'ENOENT', ({ way }) => ({ way: { ...way, address: { kind: 'unnamed' } } })),
  wrongCall('E11', 'EBADF', ({ way }) => ({ way: { ...way, dirfd: -1 } })),
  wrongCall('E12', 'ENOTDIR', ({ fd, way }) => ({ way: { ...way, dirfd: fd } })),
  {
    ...{ id: 'E13', errno: 'EACCES', uid: USER },
    make(stage, name) {
      mkdir(stage.script, stage.helper, `${stage.folder}/shut`);
      server(stage, `shut/${name}`);
      chmod(stage.script, stage.helper, `${stage.folder}/shut`, 0o700);
      return byName(stage, `shut/${name}`);
    },
  },
  {
    ...{ id: 'E14', errno: 'ENAMETOOLONG' },
    make(stage, name) {
      symlink(stage.script, stage.helper, LONG_NAME, `${stage.folder}/${name}`);
      return byName(stage, name);
    },
  },
  { id: 'E15', errno: 'ENOENT', make: byName },
  {
    ...{ id: 'E16', errno: 'ELOOP' },
    make(stage, name) {
      symlink(stage.script, stage.helper, name, `${stage.folder}/${name}`);
      return byName(stage, name);
    },
  },
  {
    ...{ id: 'E17', errno: 'ENOTDIR' },
    make(stage, name) {
      server(stage, name);
      return byName(stage, `${name}/below`);
    },
  },
  {
    ...{ id: 'E18', errno: 'ELOOP' },
    make(stage, name) {
      server(stage, name);
      symlink(stage.script, stage.helper, name, `${stage.folder}/link`);
      return { ...byName(stage, name), way: path('link', stage.dirfd, AT_SYMLINK_NOFOLLOW) };
    },
  },
];
