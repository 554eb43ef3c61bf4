// SPDX-License-Identifier: MIT
// The calls on names, and open: their arguments, and when something is said of them.
import { type ArgTypes, DESCRIPTOR, type Given, NUMBER, oneOf, TEXT } from '../../system/args.ts';
import { callOf } from '../../system/calls.ts';
import type { Answer, Rule, Rules, Task, World } from '../../system/types.ts';
import * as files from './files.ts';
import * as mounts from './mount.ts';
import { anonymous, coversOpen, open } from './open.ts';
import { endsInName } from './walk.ts';

/** A call that makes, moves or takes away names; those of the root directory and of mount points are not modelled. */
function onNames<A extends ArgTypes>(
  types: A,
  paths: (args: Given<A>) => readonly string[],
  run: (world: World, task: Task, args: Given<A>) => Answer,
): Rule {
  return callOf(types, run, (w, t, args) =>
    paths(args).every((path) => endsInName(path) && !mounts.isMountPoint(w, t, path)),
  );
}

const pathOf = ({ path }: { readonly path: string }) => [path];

/** The rules of these calls. */
export const PATH_CALLS: Rules = {
  open: callOf(
    { path: TEXT, how: oneOf('path', 'path-nofollow', 'read', 'read-nofollow', 'create') },
    (w, t, { path, how }) => open(w, t, path, how),
    (w, t, { path, how }) => coversOpen(w, t, path, how),
  ),
  anonymous: callOf({ how: oneOf('eventfd', 'memfd') }, (w, t, { how }) => anonymous(w, t, how)),
  mkdir: onNames({ path: TEXT, mode: NUMBER }, pathOf, (w, t, a) => files.mkdir(w, t, a.path, a.mode)),
  symlink: onNames({ target: TEXT, path: TEXT }, pathOf, (w, t, a) => files.symlink(w, t, a.target, a.path)),
  mkfifo: onNames({ path: TEXT, mode: NUMBER }, pathOf, (w, t, a) => files.mkfifo(w, t, a.path, a.mode)),
  rmdir: onNames({ path: TEXT }, pathOf, (w, t, a) => files.rmdir(w, t, a.path)),
  unlink: onNames({ path: TEXT }, pathOf, (w, t, a) => files.unlink(w, t, a.path)),
  rename: onNames(
    { from: TEXT, to: TEXT, how: oneOf('replace', 'exchange', 'noreplace') },
    ({ from, to }) => [from, to],
    (w, t, a) => files.rename(w, t, a.from, a.to, a.how),
  ),
  chmod: callOf({ path: TEXT, mode: NUMBER }, (w, t, { path, mode }) => files.chmod(w, t, path, mode)),
  chdir: callOf({ path: TEXT }, (w, t, { path }) => files.chdir(w, t, path)),
  chroot: callOf({ path: TEXT }, (w, t, { path }) => files.chroot(w, t, path)),
  mount: callOf(
    { path: TEXT },
    (w, t, { path }) => mounts.mountTmpfs(w, t, path),
    (w, t, { path }) => mounts.coversMount(w, t, path),
  ),
  bindmount: callOf(
    { from: TEXT, to: TEXT },
    (w, t, { from, to }) => mounts.mountBind(w, t, from, to),
    (w, t, { from, to }) => mounts.coversBind(w, t, from, to),
  ),
  detach: callOf(
    { path: TEXT },
    (w, t, { path }) => mounts.detach(w, t, path),
    (w, t, { path }) => mounts.coversUmount(w, t, path),
  ),
  fchdir: callOf({ fd: DESCRIPTOR }, (w, t, { fd }) => files.fchdir(w, t, fd)),
};
