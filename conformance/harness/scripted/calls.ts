// SPDX-License-Identifier: MIT
// What scripts do with files, mounts, users and memory.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { O_WRONLY, S_IFIFO } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { cString } from '../registers.ts';
import type { JudgedScript } from './judged-script.ts';
import type { Fd, Script } from './script.ts';

export const SIGNAL = { abort: 6, kill: 9, usr1: 10, alarm: 14, cont: 18, stop: 19, io: 29 } as const;

/** The last descriptor there can be. */
const ALL = 0xffff_ffff;

/** Opens a path, relative to `dir` or to the task's folder. */
export function open(script: Script, task: number, path: string, flags = 0, dir: Arg = AT_FDCWD): Fd {
  return script.open(task, NR.openat, dir, cString(path), flags, 0o755);
}

/** Closes what the task may have open, whatever that is. */
export function closeAll(script: Script, task: number): number {
  return script.call(task, NR.close_range, 0, ALL, 0);
}

export function write(script: Script, task: number, fd: Arg, text: string): number {
  const data = Buffer.from(text);
  return script.call(task, NR.write, fd, { data }, data.length);
}

/** Reads at most so many bytes from the beginning of a file. */
export function readStart(script: Script, task: number, fd: Arg, size: number): number {
  return script.call(task, NR.pread64, fd, { out: size }, size, 0);
}

/** Opens a file, reads its beginning, closes it; gives the number of the read. */
export function readFile(script: Script, task: number, path: string, size: number): number {
  const fd = open(script, task, path);
  const read = readStart(script, task, fd, size);
  script.call(task, NR.close, fd);
  return read;
}

/** Opens a file, writes a text by one call, closes it; gives the number of the write. */
export function writeFile(script: Script, task: number, path: string, text: string, flags = 0): number {
  const fd = open(script, task, path, O_WRONLY | flags);
  const written = write(script, task, fd, text);
  script.call(task, NR.close, fd);
  return written;
}

export function mkdir(script: Script, task: number, path: string, mode = 0o755): number {
  return script.call(task, NR.mkdir, cString(path), mode);
}

export function mkfifo(script: Script, task: number, path: string, mode = 0o600): number {
  return script.call(task, NR.mknodat, AT_FDCWD, cString(path), S_IFIFO | mode, 0);
}

/** Gives a file another name. */
export function link(script: Script, task: number, from: string, to: string): number {
  return script.call(task, NR.link, cString(from), cString(to));
}

export function symlink(script: Script, task: number, text: string, path: string): number {
  return script.call(task, NR.symlink, cString(text), cString(path));
}

export function rename(script: Script, task: number, from: string, to: string): number {
  return script.call(task, NR.rename, cString(from), cString(to));
}

export function unlink(script: Script, task: number, path: string): number {
  return script.call(task, NR.unlink, cString(path));
}

export function chmod(script: Script, task: number, path: string, mode: number): number {
  return script.call(task, NR.chmod, cString(path), mode);
}

export function chdir(script: Script, task: number, path: string): number {
  return script.call(task, NR.chdir, cString(path));
}

/** Folders below each other, by names; the task is in the innermost one afterwards. */
export function descend(script: Script, task: number, names: readonly string[]): void {
  for (const name of names) {
    mkdir(script, task, name);
    chdir(script, task, name);
  }
}

/** How a file system is mounted: `source` is what mountinfo calls it, by default its type. */
interface Mounting {
  readonly source?: string;
  /** Words for the file system itself. */
  readonly options?: string;
}

/** Mounts a file system that needs no device. */
export function mount(script: Script, task: number, type: string, at: string, how: Mounting = {}): number {
  const { source = type, options } = how;
  const data = options === undefined ? 0 : cString(options);
  return script.call(task, NR.mount, cString(source), cString(at), cString(type), 0, data);
}

/** By flags alone: what is at `from` is at `at` as well (MS_BIND), or the mount at `at` has other flags (MS_REMOUNT). */
export function mountWith(script: Script, task: number, from: string, at: string, flags: number): number {
  return script.call(task, NR.mount, cString(from), cString(at), 0, flags, 0);
}

/** Mounts a file system on a folder that is made for it. */
export function mountOn(script: Script, task: number, type: string, path: string): void {
  mkdir(script, task, path);
  mount(script, task, type, path);
}

/** Refused with EBUSY while anything holds the mount. */
export function unmount(script: Script, task: number, at: string): number {
  return script.call(task, NR.umount2, cString(at), 0);
}

/** Makes the task an ordinary user's. */
export function become(script: Script, task: number, uid: number): void {
  script.call(task, NR.setgroups, 0, 0);
  script.call(task, NR.setresgid, uid, uid, uid);
  script.call(task, NR.setresuid, uid, uid, uid);
}

/** PROT_READ and PROT_WRITE; MAP_PRIVATE, MAP_ANONYMOUS and MAP_FIXED_NOREPLACE. */
const [PROT, MAP] = [3, 0x10_0022];

/** Maps memory at an address, where nothing may be yet. */
export function mapAt(script: JudgedScript, task: number, at: number, length: number): void {
  const op = script.call(task, NR.mmap, at, length, PROT, MAP, -1, 0);
  const label = `set-up: memory at ${at}`;
  script.expectThat({ label, expected: String(at), observed: (run) => run.inTheEnd(op) }, [op]);
}
