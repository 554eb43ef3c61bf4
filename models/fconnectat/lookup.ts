// SPDX-License-Identifier: MIT
// PathInit and WalkComponent: from arguments to an inode. `E15` beside a refusal is its row in the table of errors.
import { isDir, walkComponent } from '../kernel/objects/path/vfs.ts';
import { fail, wanted } from './call.ts';
import type { CallKernel, CallState, CallTask, Names } from './call-state.ts';

/** PathInit: where the lookup starts, or the inode that needs none. */
export function pathInit<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const { fs, hasProc } = kernel.scenario;
  const { addr, flags, dirfd } = me.arg;
  me.links = 0;
  if (me.call === 'connect' && kernel.behaviour.decides === 'by descriptor') {
    if (fs.denySearch.includes(fs.root)) return kernel.end(s, p, 'EACCES');
    if (!hasProc) return kernel.end(s, p, 'ENOENT');
    return found(me, me.fd);
  }
  if (me.call === 'fconnectat' && flags.has('EMPTY') && addr === 'unnamed') {
    if (kernel.refuses('E11', dirfd === 'bad')) return kernel.end(s, p, 'EBADF');
    return found(me, dirfd as V['inode']);
  }
  const { dir, path } = wanted(kernel, s, p);
  const start = me.call === 'connect' ? s.cwd : dir;
  if (kernel.refuses('E11', start === 'bad')) return kernel.end(s, p, 'EBADF');
  if (kernel.refuses('E12', !isDir(fs, start))) return kernel.end(s, p, 'ENOTDIR');
  me.nd = start as V['dir'];
  me.rest = [...path];
  me.pc = 'walk';
}

/** A connecting call has its inode. */
function found<V extends Names>(me: CallTask<V>, ino: V['inode'] | 'none'): void {
  me.nd = 'none';
  me.rest = [];
  me.ino = ino;
  me.pc = 'find';
}

const WALK_ERRORS = {
  EACCES: 'E13',
  ENAMETOOLONG: 'E14',
  ENOENT: 'E15',
  ELOOP: 'E16',
  ENOTDIR: 'E17',
} as const;

/** WalkComponent: one component. */
export function walk<V extends Names>(kernel: CallKernel<V>, s: CallState<V>, p: V['caller']): void {
  const me = s.task[p];
  const { fs, sockets } = kernel.scenario;
  const at = { dir: me.nd as V['dir'], rest: [...me.rest], links: me.links };
  const follow = me.call === 'connect' || !me.arg.flags.has('NOFOLLOW');
  const walked = walkComponent(fs, s.entry, at, follow, (errno, applies) =>
    kernel.refuses(WALK_ERRORS[errno], applies),
  );
  if (walked.kind === 'error') return fail(kernel, s, p, walked.errno);
  if (walked.kind === 'on') {
    me.nd = walked.at.dir;
    me.rest = [...walked.at.rest];
    me.links = walked.at.links;
    return;
  }
  const { inode } = walked;
  switch (me.call) {
    case 'fstatat':
      return kernel.end(s, p, (sockets as readonly string[]).includes(inode) ? 'OK' : 'refused');
    case 'openat':
      kernel.end(s, p, 'OK');
      if (me.pc !== 'dead') me.fd = inode;
      return;
    default:
      return found(me, inode);
  }
}
