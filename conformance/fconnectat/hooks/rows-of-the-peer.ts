// SPDX-License-Identifier: MIT
// A call for each row of the table from E20 on. Not E25, which needs a wait, nor E29, which has no hook for a path.
import { O_CREAT, O_PATH, O_WRONLY, SOCK_NONBLOCK } from '../../harness/protocol/flags.ts';
import { chmod, open, symlink } from '../../harness/scripted/calls.ts';
import { USER } from '../../harness/scripted/error-room.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { bound, connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { inode, path } from './calls.ts';
import { byName, type ConnectError, server } from './rooms.ts';

/** Those of what was found. */
export const ROWS_OF_THE_PEER: readonly ConnectError[] = [
  {
    ...{ id: 'E20', errno: 'EACCES', uid: USER },
    make(room, name) {
      server(room, name);
      chmod(room.script, room.helper, `${room.folder}/${name}`, 0o755);
      return byName(room, name);
    },
  },
  {
    ...{ id: 'E21', errno: 'ECONNREFUSED' },
    make(room, name) {
      open(room.script, room.helper, `${room.folder}/${name}`, O_CREAT | O_WRONLY);
      return byName(room, name);
    },
  },
  {
    ...{ id: 'E22', errno: 'EPROTOTYPE' },
    make(room, name) {
      bound(room.script, room.helper, { kind: 'path', path: `${room.folder}/${name}` }, 'dgram');
      return byName(room, name);
    },
  },
  {
    ...{ id: 'E23', errno: 'ECONNREFUSED' },
    make(room, name) {
      bound(room.script, room.helper, { kind: 'path', path: `${room.folder}/${name}` });
      return byName(room, name);
    },
  },
  {
    ...{ id: 'E24', errno: 'EAGAIN' },
    make(room, name) {
      const { script, helper, caller, folder, via } = room;
      server(room, name, 0);
      symlink(script, helper, name, `${folder}/${via}`);
      connectTo(script, helper, socket(script, helper), `${folder}/${via}`);
      const way = inode(open(script, caller, `${folder}/${name}`, O_PATH));
      return { fd: socket(script, caller, 'stream', SOCK_NONBLOCK), way };
    },
  },
  {
    ...{ id: 'E26', errno: 'EISCONN' },
    make(room, name) {
      server(room, name);
      socketPair(room.script, room.caller);
      // After 0, which is the folder.
      return { fd: 1, way: path(name, room.dirfd) };
    },
  },
  {
    ...{ id: 'E27', errno: 'EINVAL' },
    make(room, name) {
      server(room, name);
      const fd = listener(room.script, room.caller, `${room.folder}/own`);
      return { fd, way: path(name, room.dirfd) };
    },
  },
  {
    ...{ id: 'E28', errno: 'EPERM', type: 'dgram' },
    make(room, name) {
      const { script, helper, caller, folder, via, dirfd } = room;
      const at = (file: string) => ({ kind: 'path', path: `${folder}/${file}` }) as const;
      bound(script, helper, at(via), 'dgram');
      connectTo(script, helper, bound(script, helper, at(name), 'dgram'), `${folder}/${via}`);
      return { fd: socket(script, caller, 'dgram'), way: path(name, dirfd) };
    },
  },
];
