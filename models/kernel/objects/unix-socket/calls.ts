// SPDX-License-Identifier: MIT
// The calls on sockets: their arguments, and when something is said of them.
import { type ArgTypes, DESCRIPTOR, FLAG, type Given, given, NUMBER, oneOf } from '../../system/args.ts';
import { callOf } from '../../system/calls.ts';
import type { Answer, Rule, Rules, Task, World } from '../../system/types.ts';
import { endsInName } from '../path/walk.ts';
import { ADDRESS } from './address.ts';
import * as sock from './sock.ts';

const FD = { fd: DESCRIPTOR };

/** A call on a socket of the family that is modelled, or on what is none. */
function ours<A extends typeof FD & ArgTypes>(
  types: A,
  run: (world: World, task: Task, args: Given<A>, slept: boolean) => Answer,
  covers: (args: Given<A>) => boolean = () => true,
): Rule {
  return onOurSocket(callOf(types, run, (_w, _t, args) => covers(args)));
}

/** Nothing is said of the call on a socket of another family. */
function onOurSocket(rule: Rule): Rule {
  return {
    ...rule,
    covers: (world, task, args) =>
      rule.covers?.(world, task, args) !== false &&
      sock.isNotForeign(world, task, given(FD, 'a call', args).fd),
  };
}

/** The rules of these calls. */
export const SOCKET_CALLS: Rules = {
  socket: callOf(
    { family: oneOf('unix', 'inet'), type: oneOf('stream', 'seqpacket', 'dgram'), nonblock: FLAG },
    (w, t, { family, type, nonblock }) => sock.socket(w, t, family, type, nonblock),
  ),
  bind: ours(
    { ...FD, address: ADDRESS },
    (w, t, { fd, address }) => sock.bind(w, t, fd, address),
    // An abstract name would leave the file system.
    ({ address }) => address.kind !== 'abstract' && (address.kind !== 'path' || endsInName(address.path)),
  ),
  listen: ours({ ...FD, backlog: NUMBER }, (w, t, { fd, backlog }) => sock.listen(w, t, fd, backlog)),
  accept: ours(FD, (w, t, { fd }, slept) => sock.accept(w, t, fd, slept)),
  shutdown: ours({ ...FD, how: NUMBER }, (w, t, { fd, how }) => sock.shutdown(w, t, fd, how)),
  passcred: ours({ ...FD, on: FLAG }, (w, t, { fd, on }) => sock.passCredentials(w, t, fd, on)),
  getsockname: ours(FD, (w, t, { fd }) => sock.getsockname(w, t, fd)),
  getpeername: ours(FD, (w, t, { fd }) => sock.getpeername(w, t, fd)),
  peercred: ours(FD, (w, t, { fd }) => sock.peerCred(w, t, fd)),
};
