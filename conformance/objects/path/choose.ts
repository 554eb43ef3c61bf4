// SPDX-License-Identifier: MIT
// How a path is chosen for a call.
import {
  cwdOf,
  filesOf,
  type Inode,
  type InodeId,
  inodeOf,
  PATHS,
  ROOT,
} from '../../../models/kernel/objects/path/index.ts';
import { type OpenFile, objectOf, type World } from '../../../models/kernel/system/index.ts';
import type { Situation } from '../../harness/lockstep/engine/move.ts';

const DIRS = ['', 'd1/', 'd2/'];
/** Ways that lead back, or stay. */
const DOTS = ['../', './', 'd1/../', '/d1/../', '/../', 'd2/./../'];
const NAMES = ['s', 't', 'l', 'd1', 'd2'];

/** Every path of the system that a task in the root directory can write down, links not followed. */
export function existingPaths(world: World): string[] {
  const paths: string[] = [];
  const { mounts } = filesOf(world);
  const walk = (dir: InodeId, prefix: string) => {
    for (const [name, inode] of Object.entries(filesOf(world).entry[dir] ?? {})) {
      paths.push(prefix + name);
      if (paths.length < 16) walk(mounts[inode] ?? inode, `${prefix}${name}/`);
    }
  };
  walk(ROOT, '');
  return paths;
}

/** A path of something that is there and fits, or one that leads elsewhere or nowhere. */
export function choosePath(at: Situation, fits: (inode: Inode) => boolean, often = 85): string {
  const { world, dice } = at;
  const paths = existingPaths(world).filter((path) => fits(inodeOf(world, inodeAt(world, path))));
  if (paths.length > 0 && dice.percent(often)) return relative(at, dice.pick(paths));
  return relative(at, dice.pick(DIRS) + dice.pick(NAMES));
}

function inodeAt(world: World, path: string): InodeId {
  const { entry, mounts } = filesOf(world);
  return path.split('/').reduce<InodeId>((dir, name) => {
    const inode = entry[dir]![name]!;
    return mounts[inode] ?? inode;
  }, ROOT);
}

/** An absolute path where the task has moved, mostly; now and then with dots on the way. */
function relative(at: Situation, path: string): string {
  if (at.dice.percent(8)) return at.dice.pick(DOTS) + path;
  return absolute(at, path);
}

function absolute({ world, task, dice }: Situation, path: string): string {
  return dice.percent(cwdOf(world, task) === ROOT ? 5 : 60) ? `/${path}` : path;
}

/** A path at which nothing is, mostly. */
export function newPath(at: Situation): string {
  const taken = new Set(existingPaths(at.world));
  const free = DIRS.flatMap((dir) => ['s', 't'].map((name) => dir + name)).filter(
    (path) => !taken.has(path) && (!path.includes('/') || taken.has(path.slice(0, 2))),
  );
  if (free.length > 0 && at.dice.percent(85)) return relative(at, at.dice.pick(free));
  return choosePath(at, () => true);
}

/** Whether a description is of an inode that fits. */
export function onInode({ world }: Situation, fits: (inode: Inode) => boolean): (file: OpenFile) => boolean {
  return (file) => {
    const id = objectOf(file, PATHS);
    return id !== undefined && fits(inodeOf(world, id));
  };
}

export const isDir = (inode: Inode) => inode.kind === 'dir';
export const isSocket = (inode: Inode) => inode.kind === 'socket';

/** A path on which something is mounted, mostly. */
export function chooseMounted(at: Situation): string {
  const over = Object.values(filesOf(at.world).mounts).map((id) => inodeOf(at.world, id));
  return choosePath(at, (inode) => over.includes(inode), 95);
}
