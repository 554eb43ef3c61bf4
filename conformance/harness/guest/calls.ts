// SPDX-License-Identifier: MIT
// What lanes of their own do in a guest beside the shared calls, by x86-64's numbers (syscall_64.tbl, Linux 6.12).
import { cString } from '../lockstep/abi.ts';
import type { Arg } from '../protocol/types.ts';
import type { Fd, Script } from './script.ts';

export const NR = {
  read: 0,
  write: 1,
  open: 2,
  stat: 4,
  pread64: 17,
  setitimer: 38,
  sendfile: 40,
  connect: 42,
  setsockopt: 54,
  syslog: 103,
  mount: 165,
  umount2: 166,
  clock_gettime: 228,
  utimensat: 280,
  close_range: 436,
} as const;

export const SIGNAL = { kill: 9, usr1: 10, alarm: 14, cont: 18, stop: 19 } as const;

export const O = { rdwr: 2, path: 0o10000000, directory: 0o200000, create: 0o100 } as const;

/** The last descriptor there can be. */
const ALL = 0xffff_ffff;

export function open(script: Script, task: number, path: string, flags = 0): Fd {
  return script.opening(task, NR.open, cString(path), flags, 0o666);
}

/** Opens the file, reads its beginning, closes it; gives the number of the read. */
export function readFile(script: Script, task: number, path: string, size: number): number {
  const fd = open(script, task, path);
  const read = script.call(task, NR.pread64, fd, { out: size }, size, 0);
  script.system(task, 'close', { fd });
  return read;
}

/** Opens the file, writes, closes it; gives the number of the write. */
export function writeFile(script: Script, task: number, path: string, text: string): number {
  const fd = open(script, task, path, O.rdwr);
  const written = write(script, task, fd, text);
  script.system(task, 'close', { fd });
  return written;
}

export function write(script: Script, task: number, fd: Fd, text: string): number {
  return script.call(task, NR.write, fd, { data: Buffer.from(text) }, text.length);
}

export function mount(script: Script, task: number, type: string, at: string): number {
  return script.call(task, NR.mount, cString(type), cString(at), cString(type), 0, 0);
}

/** Refused with EBUSY while anything holds the mount. */
export function unmount(script: Script, task: number, at: string): number {
  return script.call(task, NR.umount2, cString(at), 0);
}

export function closeAll(script: Script, task: number): number {
  return script.call(task, NR.close_range, 0, ALL, 0);
}

/** An int for setsockopt, as two arguments. */
export function optionInt(value: number): [Arg, number] {
  const data = Buffer.alloc(4);
  data.writeInt32LE(value);
  return [{ data }, data.length];
}
