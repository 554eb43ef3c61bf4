// SPDX-License-Identifier: MIT
// What inotify and fanotify tell of a file (include/uapi/linux/inotify.h, fanotify.h).
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { O_NONBLOCK } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { cString } from '../registers.ts';
import type { ScriptRun } from './run.ts';
import type { Fd, Script } from './script.ts';

/** Events that both have. */
export const EVENT = { access: 1, modify: 2 } as const;

export const FAN = {
  ...{ nonblock: 2, classContent: 4, reportFid: 0x200, markAdd: 1 },
  ...{ accessPerm: 0x20000, allow: 1, deny: 2 },
} as const;

/** Where an event begins and has its mask: struct inotify_event without a name, and struct fanotify_event_metadata. */
export const LAYOUT = { inotify: { size: 16, mask: 4 }, fanotify: { size: 24, mask: 8 } } as const;

/** Bytes: room for more than one event, with what it says of the file. */
const ROOM = 256;

/** A group of inotify, which tells of no file yet. */
export const inotify = (script: Script, task: number): Fd => script.open(task, NR.inotify_init1, O_NONBLOCK);

/** From here on it tells of these events of a file. */
export function watch(script: Script, task: number, fd: Arg, path: string, mask: number): void {
  script.call(task, NR.inotify_add_watch, fd, cString(path), mask);
}

/** A group of fanotify that is told of these events of a file. */
export function fanotify(script: Script, task: number, flags: number, mask: number, path: string): Fd {
  const fd = script.open(task, NR.fanotify_init, FAN.nonblock | flags, 0);
  script.call(task, NR.fanotify_mark, fd, FAN.markAdd, mask, AT_FDCWD, cString(path));
  return fd;
}

/** Takes the events that there are; gives the number of the operation. */
export const readEvents = (script: Script, task: number, fd: Arg): number =>
  script.call(task, NR.read, fd, { out: ROOM }, ROOM);

/** The mask of the first event that was read; `EAGAIN`, or what else came, where there is none. */
export function maskIn(run: ScriptRun, op: number, kind: keyof typeof LAYOUT): number | string {
  const { size, mask } = LAYOUT[kind];
  const length = run.value(op);
  if (typeof length !== 'number' || length < size) return String(length);
  return run.buffer(op).readUInt32LE(mask);
}

/** Answers a question of fanotify about a file, by the descriptor that was read with it: FAN_ALLOW or FAN_DENY. */
export function answer(script: Script, task: number, group: Arg, file: number, response: number): void {
  const data = Buffer.alloc(8);
  data.writeInt32LE(file, 0);
  data.writeUInt32LE(response, 4);
  script.call(task, NR.write, group, { data }, data.length);
}
