// SPDX-License-Identifier: MIT
// mount(2) and umount2(2) (fs/namespace.c, Linux 6.12). An inode is found in one mount alone, so that a place is an inode.
import { isCapable } from '../../system/cred.ts';
import type { Task, World } from '../../system/types.ts';
import type { Returned } from './files.ts';
import { addInode, filesOf, fsOf, type InodeId, inodeOf, ROOT, rootOf } from './kind.ts';
import { components, lookUp, parentOf } from './walk.ts';

/** What a path leads to before anything that is mounted there; undefined where that is nothing, or a link. */
function covered(world: World, task: Task, path: string): InodeId | undefined {
  const last = parentOf(world, task, path);
  if ('errno' in last || last.inode === undefined) return undefined;
  return inodeOf(world, last.inode).kind === 'link' ? undefined : last.inode;
}

/** Whether something is mounted on what a path leads to, its last component not followed. */
export function isMountPoint(world: World, task: Task, path: string): boolean {
  const last = parentOf(world, task, path);
  return !('errno' in last) && last.inode !== undefined && filesOf(world).mounts[last.inode] !== undefined;
}

/** Whether a file system is mounted somewhere: one that was taken away goes on for who is in it. */
function isAttached(world: World, fs: InodeId): boolean {
  return fs === ROOT || Object.values(filesOf(world).mounts).includes(fs);
}

/** Whether an inode has no part in a mount yet, and can have one. */
function isFree(world: World, task: Task, inode: InodeId): boolean {
  const { mounts } = filesOf(world);
  const taken = mounts[inode] !== undefined || Object.values(mounts).includes(inode);
  const isRoot = inode === ROOT || inode === rootOf(world, task) || fsOf(world, inode) === inode;
  const { removed } = inodeOf(world, inode);
  return !taken && !isRoot && removed !== true && isAttached(world, fsOf(world, inode));
}

/** Whether the model says what a mount at the path does. */
export function coversMount(world: World, task: Task, path: string): boolean {
  const found = lookUp(world, task, path);
  return typeof found === 'object' || isFree(world, task, found);
}

/** A new tmpfs, whose root directory only its owner may write. */
export function mountTmpfs(world: World, task: Task, path: string): Returned {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  if (!isCapable(task, 'others')) return 'EPERM';
  if (inodeOf(world, found).kind !== 'dir') return 'ENOTDIR';
  const { fsuid: uid, fsgid: gid } = task.cred;
  const id: InodeId = `i${world.next}`;
  filesOf(world).mounts[found] = addInode(world, { kind: 'dir', mode: 0o755, uid, gid, fs: id });
  return 0;
}

/** Whether the model says what a bind mount does: of what is no directory. */
export function coversBind(world: World, task: Task, from: string, to: string): boolean {
  const [source, target] = [lookUp(world, task, from), lookUp(world, task, to)];
  if (typeof target === 'object') return true;
  if (typeof source === 'object') return isFree(world, task, target);
  const isDir = inodeOf(world, source).kind === 'dir';
  return !isDir && source !== target && isFree(world, task, source) && isFree(world, task, target);
}

/** MS_BIND: the target is looked up before the permission is asked for, and the source after it. */
export function mountBind(world: World, task: Task, from: string, to: string): Returned {
  const target = lookUp(world, task, to);
  if (typeof target === 'object') return target.errno;
  if (!isCapable(task, 'others')) return 'EPERM';
  const source = lookUp(world, task, from);
  if (typeof source === 'object') return source.errno;
  if (inodeOf(world, target).kind === 'dir') return 'ENOTDIR';
  filesOf(world).mounts[target] = source;
  return 0;
}

/** Whether the model says what an umount does: what holds other mounts, or is reached by a link, is left alone. */
export function coversUmount(world: World, task: Task, path: string): boolean {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return true;
  if (components(path).length === 0) return false;
  const on = covered(world, task, path);
  if (on === undefined) return false;
  const { mounts } = filesOf(world);
  return Object.keys(mounts).every((key) => fsOf(world, key as InodeId) !== found || found === ROOT);
}

/** umount2(MNT_DETACH): who is in it, or holds a descriptor of it, is not disturbed. */
export function detach(world: World, task: Task, path: string): Returned {
  const found = lookUp(world, task, path);
  if (typeof found === 'object') return found.errno;
  if (!isCapable(task, 'others')) return 'EPERM';
  const { mounts } = filesOf(world);
  const on = covered(world, task, path);
  if (on === undefined || mounts[on] === undefined) return 'EINVAL';
  delete mounts[on];
  return 0;
}
