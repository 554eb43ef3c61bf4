// SPDX-License-Identifier: MIT
// Where a call is made that meets one row of the document's table of errors, and none before it.
import type { Arg } from '../../harness/protocol/types.ts';
import { chmod, mkdir, O, open } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { listener, type SocketType, socket } from '../../harness/scripted/sockets.ts';
import { path, type Way } from './calls.ts';

/** Where a row is played. */
export interface ErrorRoom {
  readonly script: JudgedScript;
  /** The task that calls. */
  readonly caller: number;
  /** One that no hook hinders, as root. */
  readonly helper: number;
  /** An absolute path. */
  readonly folder: string;
  /** The folder, opened by the caller as its first descriptor. */
  readonly dirfd: Arg;
  /** A second name of what `name` is, by which the hook lets the helper through. */
  readonly via: string;
}

/** A room whose caller is root still. */
export function errorRoom(script: JudgedScript, { folder, via }: { folder: string; via: string }): ErrorRoom {
  const helper = script.spawn();
  mkdir(script, helper, folder);
  const caller = script.spawn();
  return { script, caller, helper, folder, via, dirfd: open(script, caller, folder, O.path) };
}

/** One row. */
export interface ErrorMaker {
  readonly id: string;
  readonly errno: string;
  /** What the caller must become before `make`; root when absent. */
  readonly uid?: number;
  /** The type of the caller's socket, as far as a hook is asked about it; a stream when absent. */
  readonly type?: SocketType;
  /** Makes what the row needs at this name of the folder; the call that follows meets the row, and none before it. */
  make(room: ErrorRoom, name: string): { readonly fd: Arg; readonly way: Way };
}

/** Somebody who is not root. */
export const USER = 1000;

/** A free stream socket, and the folder's name. */
export const byName = ({ script, caller, dirfd }: ErrorRoom, name: string) => ({
  fd: socket(script, caller),
  way: path(name, dirfd),
});

/** A listener of everybody's. */
export function server({ script, helper, folder }: ErrorRoom, name: string, backlog = 8): Arg {
  const fd = listener(script, helper, `${folder}/${name}`, backlog);
  chmod(script, helper, `${folder}/${name}`, 0o777);
  return fd;
}
