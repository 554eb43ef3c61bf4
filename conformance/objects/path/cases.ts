// SPDX-License-Identifier: MIT
// Sequences on names that are always run.
import { LONG_NAME } from '../../../models/kernel/objects/path/index.ts';
import { type Called, type Case, caseOf } from '../../harness/lockstep/cases.ts';

/** Calls on a path. */
export const PATH_CALLS_ON_PATH: readonly ((path: string) => Called)[] = [
  (at) => ({ call: 'mkdir', args: { path: at, mode: 0o777 } }),
  (at) => ({ call: 'symlink', args: { target: '/s', path: at } }),
  (at) => ({ call: 'mkfifo', args: { path: at, mode: 0o777 } }),
  (at) => ({ call: 'rmdir', args: { path: at } }),
  (at) => ({ call: 'chroot', args: { path: at } }),
  (at) => ({ call: 'mount', args: { path: at } }),
  (at) => ({ call: 'bindmount', args: { from: '/f', to: at } }),
  (at) => ({ call: 'detach', args: { path: at } }),
  (at) => ({ call: 'unlink', args: { path: at } }),
  (at) => ({ call: 'rename', args: { from: at, to: 'r', how: 'replace' } }),
  (at) => ({ call: 'rename', args: { from: 'f', to: at, how: 'exchange' } }),
  (at) => ({ call: 'chmod', args: { path: at, mode: 0o777 } }),
  (at) => ({ call: 'chdir', args: { path: at } }),
  (at) => ({ call: 'open', args: { path: at, how: 'read' } }),
  (at) => ({ call: 'open', args: { path: at, how: 'create' } }),
];

/** Directories that are renamed, closed and entered. */
export const PATH_CASES: readonly Case[] = [
  caseOf('directories that are renamed', 0, [
    { call: 'mkdir', args: { path: 'd', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'd/e', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'g', mode: 0o777 } },
    { call: 'open', args: { path: 'f', how: 'create' } },
    { call: 'rename', args: { from: 'd', to: 'd/e/g', how: 'replace' } },
    { call: 'rename', args: { from: 'd/e', to: 'd', how: 'replace' } },
    { call: 'rename', args: { from: 'd/e', to: 'd', how: 'exchange' } },
    { call: 'rename', args: { from: 'g', to: 'd', how: 'replace' } },
    { call: 'rename', args: { from: 'g', to: 'f', how: 'replace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'replace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'noreplace' } },
    { call: 'rename', args: { from: 'f', to: 'g', how: 'exchange' } },
    { call: 'chdir', args: { path: 'd/e' } },
    { call: 'rename', args: { from: '/f', to: '/d/e', how: 'replace' } },
    { call: 'mkdir', args: { path: 'gone', mode: 0o777 } },
    { call: 'mkdir', args: { path: LONG_NAME, mode: 0o777 } },
    { call: 'chdir', args: { path: LONG_NAME } },
    { call: 'fchdir', args: { fd: 0 } },
  ]),
  caseOf('names in two file systems', 0, [
    { call: 'mkdir', args: { path: 'd', mode: 0o777 } },
    { call: 'open', args: { path: 'd/f', how: 'create' } },
    { call: 'mount', args: { path: 'd' } },
    { call: 'open', args: { path: 'd/f', how: 'path' } },
    { call: 'open', args: { path: 'd/f', how: 'create' } },
    { call: 'open', args: { path: 'g', how: 'create' } },
    ...['replace', 'exchange', 'noreplace'].map(
      (how): Called => ({ call: 'rename', args: { from: 'g', to: 'd/f', how } }),
    ),
    { call: 'bindmount', args: { from: 'd/f', to: 'g' } },
    { call: 'unlink', args: { path: 'd/f' } },
    { call: 'chdir', args: { path: 'd' } },
    { call: 'detach', args: { path: '/d' } },
    { call: 'detach', args: { path: '/d' } },
    { call: 'mkdir', args: { path: 'e', mode: 0o777 } },
    { call: 'chdir', args: { path: 'e/..' } },
    { call: 'chdir', args: { path: '..' } },
    { call: 'rename', args: { from: 'e', to: '/e', how: 'replace' } },
    { call: 'open', args: { path: '/g', how: 'path' } },
    { call: 'detach', args: { path: '/g' } },
  ]),
  caseOf('a directory that can be entered again', 1000, [
    { task: 't0', call: 'chmod', args: { path: '/', mode: 0o777 } },
    { call: 'mkdir', args: { path: 'd', mode: 0o777 } },
    { call: 'open', args: { path: 'd', how: 'path' } },
    { call: 'fchdir', args: { fd: 0 } },
    { call: 'mkdir', args: { path: 'e', mode: 0o777 } },
    { call: 'chmod', args: { path: '/d', mode: 0o600 } },
    { call: 'rmdir', args: { path: '/d/e' } },
    { call: 'chmod', args: { path: '/d/e', mode: 0o600 } },
    { call: 'mkdir', args: { path: 'g', mode: 0o777 } },
  ]),
];
