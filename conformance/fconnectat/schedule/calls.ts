// SPDX-License-Identifier: MIT
// The calls that a caller's program makes, as registers.
import type { Call, Caller, Inode, Arg as Wanted } from '../../../models/fconnectat/names.ts';
import { O_NOFOLLOW, O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';
import { AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import type { Calling } from './calling.ts';
import type { Files } from './files.ts';
import { connectByPath, holds, isProcfd, slotOf } from './procfd.ts';

/** Bytes of struct stat, and where its mode is. */
export const STAT = 144;
export const ST_MODE = 24;

/** The directory and path that a caller means: see the document, "Start of a call". */
function place({ scenario, variant }: Calling, p: Caller, call: Call, arg: Wanted) {
  const byName = !isProcfd(variant) && call !== 'fconnectat';
  if (byName && arg.flags.includes('EMPTY')) return scenario.opened[p]!;
  return { dir: arg.dirfd, path: arg.path };
}

/** A lookup of the scenario's own, without a call: the keeper's view of a name. */
export function statOf(files: Files, dir: Inode, name: string, task: number): CallOp {
  const args: Arg[] = [files.inodes.get(dir)!, cString(name), { out: STAT }, AT_SYMLINK_NOFOLLOW];
  return { op: 'call', task, nr: NR.newfstatat, args };
}

/** The call that `p` is about to make, and what its program does for it. */
export function callsOf(calling: Calling, p: Caller, call: Call, arg: Wanted): CallOp[] {
  if (!isProcfd(calling.variant)) return [callOf(calling, p, call, arg)];
  const hasIt = arg.flags.includes('EMPTY');
  if (call === 'connect') return connectByPath(calling, p, !hasIt);
  if (hasIt) return [holds(calling, p, arg.dirfd as Inode)];
  return [{ ...callOf(calling, p, call, arg), save: slotOf(calling, p) }];
}

function callOf(calling: Calling, p: Caller, call: Call, arg: Wanted): CallOp {
  const { files, nr, sockets, tasks } = calling;
  const { dir, path } = place(calling, p, call, arg);
  const from = files.inodes.get(dir as Inode) ?? -1;
  const make = (number: number, ...args: Arg[]): CallOp => {
    return { op: 'call', task: tasks[p]!, nr: number, args };
  };
  const nofollow = arg.flags.includes('NOFOLLOW');
  const text = path.join('/');
  const address = text === '' ? ({ kind: 'unnamed' } as const) : ({ kind: 'path', path: text } as const);
  switch (call) {
    case 'fchdir':
      return make(NR.fchdir, from);
    case 'fstatat':
      return make(NR.newfstatat, from, cString(text), { out: STAT }, nofollow ? AT_SYMLINK_NOFOLLOW : 0);
    case 'openat':
      return make(NR.openat, from, cString(text), O_PATH | (nofollow ? O_NOFOLLOW : 0), 0);
    case 'connect':
      return make(NR.connect, sockets.get(p)!, ...encodeAddress(address));
    case 'fconnectat':
      return make(
        ...([nr, from, sockets.get(p)!, ...encodeAddress(address)] as const),
        (nofollow ? AT_SYMLINK_NOFOLLOW : 0) | (arg.flags.includes('EMPTY') ? AT_EMPTY_PATH : 0),
      );
  }
}
