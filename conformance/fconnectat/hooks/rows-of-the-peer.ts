// SPDX-License-Identifier: MIT
// A call for each row of the table from E20 on. Not E25, which needs a wait, nor E29, which has no hook for a path.

import { NR } from '../../harness/protocol/nr.ts';
import { chmod, O, open, symlink } from '../../harness/scripted/calls.ts';
import { AF, bound, connectTo, listener, SOCK_NONBLOCK, socket } from '../../harness/scripted/sockets.ts';
import { inode, path } from './calls.ts';
import { byName, type Row, server, USER } from './stage.ts';

/** Those of what was found. */
export const ROWS_OF_THE_PEER: readonly Row[] = [
  {
    ...{ id: 'E20', errno: 'EACCES', uid: USER },
    make(stage, name) {
      server(stage, name);
      chmod(stage.script, stage.helper, `${stage.folder}/${name}`, 0o755);
      return byName(stage, name);
    },
  },
  {
    ...{ id: 'E21', errno: 'ECONNREFUSED' },
    make(stage, name) {
      open(stage.script, stage.helper, `${stage.folder}/${name}`, O.creat | O.wronly);
      return byName(stage, name);
    },
  },
  {
    ...{ id: 'E22', errno: 'EPROTOTYPE' },
    make(stage, name) {
      bound(stage.script, stage.helper, { kind: 'path', path: `${stage.folder}/${name}` }, 'dgram');
      return byName(stage, name);
    },
  },
  {
    ...{ id: 'E23', errno: 'ECONNREFUSED' },
    make(stage, name) {
      bound(stage.script, stage.helper, { kind: 'path', path: `${stage.folder}/${name}` });
      return byName(stage, name);
    },
  },
  {
    ...{ id: 'E24', errno: 'EAGAIN' },
    make(stage, name) {
      const { script, helper, caller, folder, via } = stage;
      server(stage, name, 0);
      symlink(script, helper, name, `${folder}/${via}`);
      connectTo(script, helper, socket(script, helper), `${folder}/${via}`);
      const way = inode(open(script, caller, `${folder}/${name}`, O.path));
      return { fd: socket(script, caller, 'stream', SOCK_NONBLOCK), way };
    },
  },
  {
    ...{ id: 'E26', errno: 'EISCONN' },
    make(stage, name) {
      server(stage, name);
      stage.script.call(stage.caller, NR.socketpair, AF.unix, 1, 0, { out: 8 });
      // After 0, which is the folder.
      return { fd: 1, way: path(name, stage.dirfd) };
    },
  },
  {
    ...{ id: 'E27', errno: 'EINVAL' },
    make(stage, name) {
      server(stage, name);
      const fd = listener(stage.script, stage.caller, `${stage.folder}/own`);
      return { fd, way: path(name, stage.dirfd) };
    },
  },
  {
    ...{ id: 'E28', errno: 'EPERM', type: 'dgram' },
    make(stage, name) {
      const { script, helper, caller, folder, via, dirfd } = stage;
      const at = (file: string) => ({ kind: 'path', path: `${folder}/${file}` }) as const;
      bound(script, helper, at(via), 'dgram');
      connectTo(script, helper, bound(script, helper, at(name), 'dgram'), `${folder}/${via}`);
      return { fd: socket(script, caller, 'dgram'), way: path(name, dirfd) };
    },
  },
];
