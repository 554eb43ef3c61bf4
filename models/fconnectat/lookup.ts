// SPDX-License-Identifier: MIT
// PathInit and WalkComponent: from arguments to an inode. `E15` beside a refusal is its row in the table of errors.
import { isDir, walkComponent } from '../kernel/vfs.ts';
import { type Kernel, wanted } from './call.ts';
import type { Caller, Dir, Inode } from './names.ts';
import type { State } from './state.ts';

/** PathInit: where the lookup starts, or the inode that needs none. */
export function pathInit(kernel: Kernel, s: State, p: Caller): void {
  const { scenario, behaviour } = kernel;
  const call = s.call[p];
  const { addr, flags, dirfd } = s.arg[p];
  s.links[p] = 0;
  if (call === 'connect' && behaviour.decides === 'by descriptor') {
    if (!scenario.hasProc) return kernel.end(s, p, 'ENOENT');
    return finds(s, p, s.fd[p]);
  }
  if (call === 'fconnectat' && behaviour.emptyPath && flags.has('EMPTY') && addr === 'unnamed') {
    if (kernel.refuses('E11', dirfd === 'bad')) return kernel.end(s, p, 'EBADF');
    s.base[p] = dirfd;
    s.via[p] = false;
    return found(kernel, s, p, dirfd === 'bad' ? s.cwd : dirfd);
  }
  const { dir, path } = wanted(kernel, s, p);
  const start = call === 'connect' || behaviour.startsAt === 'cwd' ? s.cwd : dir;
  if (call !== 'fstatat') {
    s.base[p] = start;
    s.via[p] = false;
  }
  if (kernel.refuses('E11', start === 'bad')) return kernel.end(s, p, 'EBADF');
  if (kernel.refuses('E12', start !== 'bad' && !isDir(scenario.fs, start)))
    return kernel.end(s, p, 'ENOTDIR');
  s.nd[p] = isDir(scenario.fs, start) ? start : s.cwd;
  s.rest[p] = [...path];
  s.pc[p] = 'walk';
}

/** A connecting call has its inode. */
function finds(s: State, p: Caller, ino: Inode | 'none'): void {
  s.ino[p] = ino;
  if (s.first[p] === 'none') s.first[p] = ino;
  s.pc[p] = 'find';
}

/** The lookup of a connecting call is over. */
function found({ behaviour }: Kernel, s: State, p: Caller, ino: Inode | 'none'): void {
  s.nd[p] = 'none';
  s.rest[p] = [];
  if (behaviour.decides !== 'by fstatat') s.named[p] = ino;
  finds(s, p, ino);
}

const WALK_ERRORS = {
  EACCES: 'E13',
  ENAMETOOLONG: 'E14',
  ENOENT: 'E15',
  ELOOP: 'E16',
  ENOTDIR: 'E17',
} as const;

function follows({ behaviour }: Kernel, s: State, p: Caller): boolean {
  if (s.call[p] === 'connect') return true;
  if (behaviour.followsFinal !== 'unless NOFOLLOW') return behaviour.followsFinal === 'always';
  return !s.arg[p].flags.has('NOFOLLOW');
}

/** WalkComponent: one component. */
export function walk(kernel: Kernel, s: State, p: Caller): void {
  const { scenario } = kernel;
  const at = { dir: s.nd[p] as Dir, rest: [...s.rest[p]], links: s.links[p] };
  const walked = walkComponent(scenario.fs, s.entry, at, follows(kernel, s, p), (errno, applies) =>
    kernel.refuses(WALK_ERRORS[errno], applies),
  );
  if (walked.kind === 'error') return kernel.end(s, p, walked.errno);
  if (walked.kind === 'on') {
    s.nd[p] = walked.at.dir;
    s.rest[p] = [...walked.at.rest];
    s.links[p] = walked.at.links;
    if (walked.viaFinalLink) s.via[p] = true;
    return;
  }
  const { inode } = walked;
  switch (s.call[p]) {
    case 'fstatat':
      s.named[p] = inode;
      return kernel.end(s, p, (scenario.sockets as readonly string[]).includes(inode) ? 'OK' : 'refused');
    case 'openat':
      s.named[p] = inode;
      kernel.end(s, p, 'OK');
      s.fd[p] = s.pc[p] === 'dead' ? 'none' : inode;
      return;
    default:
      return found(kernel, s, p, inode);
  }
}
