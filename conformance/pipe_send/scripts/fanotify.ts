// SPDX-License-Identifier: MIT
// Groups of fanotify (include/uapi/linux/fanotify.h).
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';

const AT_FDCWD = -100;

export const FAN = {
  ...{ nonblock: 2, classContent: 4, reportFid: 0x200, markAdd: 1 },
  ...{ access: 1, modify: 2, accessPerm: 0x20000 },
  ...{ allow: 1, deny: 2 },
} as const;

/** Bytes: room for more than one event, with what it says of the file. */
export const EVENTS = 256;

/** A group that watches `f` for these. */
export function group(script: JudgedScript, by: number, flags: number, mask: number): Arg {
  const fd = script.open(by, NR.fanotify_init, FAN.nonblock | flags, 0);
  script.call(by, NR.fanotify_mark, fd, FAN.markAdd, mask, AT_FDCWD, cString('f'));
  return fd;
}
