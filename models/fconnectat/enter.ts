// SPDX-License-Identifier: MIT
// SysEnter: what each system call checks before it looks anything up.
import { isDir } from '../kernel/objects/path/vfs.ts';
import { wanted } from './call.ts';
import type { CallKernel, CallState, Names } from './call-state.ts';
import type { Errno } from './errno.ts';

/** One row of the table of errors: refuse with `errno` when `applies`. */
type ErrorTest = readonly [id: `E${number}`, errno: Errno, applies: boolean];

function rowsOf<V extends Names>(s: CallState<V>, p: V['caller']): readonly ErrorTest[] {
  const { arg, call } = s.task[p];
  const { sockfd, addr, flags } = arg;
  const here = call === 'fconnectat';
  const unnamed = addr === 'unnamed' && !flags.has('EMPTY');
  return [
    ['E1', 'EINVAL', here && flags.has('UNKNOWN')],
    ['E2', 'EBADF', sockfd === 'bad'],
    ['E3', 'EINVAL', addr === 'huge'],
    ['E4', 'EFAULT', addr === 'fault'],
    ['E5', 'ENOTSOCK', sockfd === 'file'],
    // connect(2) leaves it to `tcp_v4_connect`, to which every address here is too short.
    ['E6', here ? 'EAFNOSUPPORT' : 'EINVAL', sockfd === 'inet'],
    ['E7', 'EINVAL', addr === 'family'],
    ['E7', here ? 'EINVAL' : 'ECONNREFUSED', addr === 'abstract'],
    ['E10', here ? 'ENOENT' : 'EINVAL', unnamed],
  ];
}

function enterConnect<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  for (const [id, errno, applies] of rowsOf(s, p)) {
    if (kernel.refuses(id, applies)) return kernel.end(s, p, errno);
  }
  s.task[p].pc = 'init';
}

function enterFchdir<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const { fs } = kernel.scenario;
  const { dir } = wanted(kernel, s, p);
  if (dir === 'bad') return kernel.end(s, p, 'EBADF');
  if (!isDir(fs, dir)) return kernel.end(s, p, 'ENOTDIR');
  if (fs.denySearch.includes(dir)) return kernel.end(s, p, 'EACCES');
  s.cwd = dir;
  kernel.end(s, p, 'OK');
}

function enterOpenat<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const { dirfd, flags } = me.arg;
  if (!flags.has('EMPTY')) {
    me.pc = 'init';
    return;
  }
  if (dirfd === 'bad') return kernel.end(s, p, 'EBADF');
  me.fd = dirfd;
  kernel.end(s, p, 'OK');
}

/** The first step of the call that `p` is about to make. */
export function enterCall<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  switch (s.task[p].call) {
    case 'fchdir':
      return enterFchdir(kernel, s, p);
    case 'fstatat':
      s.task[p].pc = 'init';
      return;
    case 'openat':
      return enterOpenat(kernel, s, p);
    default:
      return enterConnect(kernel, s, p);
  }
}
