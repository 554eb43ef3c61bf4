// SPDX-License-Identifier: MIT
// What scripts are made of: files and UNIX sockets (arch/x86/entry/syscalls/syscall_64.tbl, 6.12).
import { type Address, AT_FDCWD } from '../../../models/kernel/system/index.ts';
import { cString, encodeAddress } from '../lockstep/abi.ts';
import type { Arg } from '../protocol/types.ts';
import type { JudgedScript } from './judged-script.ts';

/** x86-64's numbers. */
export const NR = {
  read: 0,
  write: 1,
  close: 3,
  socket: 41,
  connect: 42,
  accept: 43,
  sendto: 44,
  recvfrom: 45,
  bind: 49,
  listen: 50,
  getpeername: 52,
  socketpair: 53,
  execve: 59,
  chdir: 80,
  mkdir: 83,
  rmdir: 84,
  link: 86,
  unlink: 87,
  symlink: 88,
  chmod: 90,
  prctl: 157,
  setgroups: 116,
  setresuid: 117,
  setresgid: 119,
  chroot: 161,
  mount: 165,
  openat: 257,
} as const;

export const O = { wronly: 1, rdwr: 2, creat: 0o100, nofollow: 0o400000, path: 0o10000000 } as const;
export const AF = { unix: 1, inet: 2, netlink: 16 } as const;

/** The types of AF_UNIX sockets, with their numbers. */
export const SOCK = { stream: 1, dgram: 2, seqpacket: 5 } as const;
export type SocketType = keyof typeof SOCK;
export const SOCK_NONBLOCK = 0o4000;

/** Opens a path, relative to `dir` or to the task's folder. */
export function open(
  script: JudgedScript,
  task: number,
  path: string,
  flags: number,
  dir: Arg = AT_FDCWD,
): Arg {
  return script.open(task, NR.openat, dir, cString(path), flags, 0o755);
}

export function mkdir(script: JudgedScript, task: number, path: string, mode = 0o755): void {
  script.call(task, NR.mkdir, cString(path), mode);
}

export function symlink(script: JudgedScript, task: number, text: string, path: string): void {
  script.call(task, NR.symlink, cString(text), cString(path));
}

export function chmod(script: JudgedScript, task: number, path: string, mode: number): void {
  script.call(task, NR.chmod, cString(path), mode);
}

/** Mounts a file system that needs no device on a folder that is made for it. */
export function mountOn(script: JudgedScript, task: number, type: string, path: string): void {
  mkdir(script, task, path);
  script.call(task, NR.mount, cString(type), cString(path), cString(type), 0, 0);
}

/** Writes a text into a file by one call. */
export function writeFile(script: JudgedScript, task: number, path: string, text: string, flags = 0): void {
  const file = open(script, task, path, O.wronly | flags);
  const data = Buffer.from(text);
  script.call(task, NR.write, file, { data }, data.length);
  script.call(task, NR.close, file);
}

/** Makes the task an ordinary user's. */
export function become(script: JudgedScript, task: number, uid: number): void {
  script.call(task, NR.setgroups, 0, 0);
  script.call(task, NR.setresgid, uid, uid, uid);
  script.call(task, NR.setresuid, uid, uid, uid);
}

/** A UNIX socket. */
export function socket(script: JudgedScript, task: number, type: SocketType = 'stream', flags = 0): Arg {
  return script.open(task, NR.socket, AF.unix, SOCK[type] | flags, 0);
}

/** A UNIX socket with a name. */
export function bound(
  script: JudgedScript,
  task: number,
  address: Address,
  type: SocketType = 'stream',
): Arg {
  const fd = socket(script, task, type);
  script.call(task, NR.bind, fd, ...encodeAddress(address));
  return fd;
}

/** A UNIX socket that listens at a path. A backlog of 0 admits one connection. */
export function listener(script: JudgedScript, task: number, path: string, backlog = 8): Arg {
  const fd = bound(script, task, { kind: 'path', path });
  script.call(task, NR.listen, fd, backlog);
  return fd;
}
