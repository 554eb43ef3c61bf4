// SPDX-License-Identifier: MIT
// A small file system: directories, symbolic links, sockets, permissions, and the walk of one component.
import { enumOf, mapOf, type Subset, setOf } from '../../../kit/index.ts';

/** A set that is only asked for its members. */
export interface Members<T extends string> {
  includes(one: T): boolean;
}

/** What a walk asks of a file system. D, N, I: directories, names, inodes (D is part of I). */
export interface Walkable<D extends string, N extends string, I extends string> {
  /** Where the target of a symbolic link starts. */
  readonly root: D;
  readonly dirs: Members<D>;
  /** Each symbolic link's target, from the root. */
  readonly links: { readonly [i in I]?: readonly N[] };
  /** Directories that deny search to the callers. */
  readonly denySearch: Members<D>;
  /** A name above NAME_MAX. */
  readonly tooLong?: N;
  /** Most symbolic links that one lookup may follow: what stands for MAXSYMLINKS, 40 (include/linux/namei.h, 6.12). */
  readonly maxLinks: number;
}

/** The parts of a file system that no step changes. */
export interface FileSystem<D extends string, N extends string, I extends string> extends Walkable<D, N, I> {
  readonly dirs: readonly D[];
  readonly names: readonly N[];
  readonly inodes: readonly I[];
  /** The entries at the beginning; what is not here is absent. */
  readonly entries: { readonly [d in D]?: { readonly [n in N]?: I } };
  readonly denySearch: readonly D[];
  /** Inodes that deny write to the callers at the beginning. */
  readonly denyWrite: readonly I[];
}

/** Directory entries: with `nowrite` all that changes. */
export type Entries<D extends string, N extends string, I extends string> = Record<D, Record<N, I | 'none'>>;

/** Directory entries as a walk reads them: an absent one is `none`, or not there at all. */
export type EntriesSeen<D extends string, N extends string, I extends string> = {
  readonly [d in D]: { readonly [n in N]?: I | 'none' };
};

/** The schema of `entry`. */
export function entrySchema<D extends string, N extends string, I extends string>(fs: FileSystem<D, N, I>) {
  return mapOf(fs.dirs, mapOf(fs.names, enumOf<I | 'none'>('none', ...fs.inodes)));
}

/** What the file system holds at the beginning. */
export function entriesOf<D extends string, N extends string, I extends string>(
  fs: FileSystem<D, N, I>,
): Entries<D, N, I> {
  const own = (d: D) => Object.fromEntries(fs.names.map((n) => [n, fs.entries[d]?.[n] ?? 'none']));
  return Object.fromEntries(fs.dirs.map((d) => [d, own(d)])) as Entries<D, N, I>;
}

/** Fills `entry` with what the file system holds at the beginning. */
export function initEntries<D extends string, N extends string, I extends string>(
  fs: FileSystem<D, N, I>,
  entry: Entries<D, N, I>,
): void {
  const first = entriesOf(fs);
  for (const d of fs.dirs) for (const n of fs.names) entry[d][n] = first[d][n];
}

/** The schema of `nowrite`, the inodes that deny write to the callers. */
export function nowriteSchema<D extends string, N extends string, I extends string>(fs: FileSystem<D, N, I>) {
  return setOf<I>(...fs.inodes);
}

/** Fills `nowrite` with the inodes that deny write at the beginning. */
export function initNowrite<D extends string, N extends string, I extends string>(
  fs: FileSystem<D, N, I>,
  nowrite: Subset<I>,
): void {
  for (const inode of fs.denyWrite) nowrite.add(inode);
}

/** Whether `inode` is one of the directories. */
export function isDir<D extends string, N extends string, I extends string>(
  fs: Walkable<D, N, I>,
  inode: string,
): inode is D {
  const { dirs }: { readonly dirs: Members<string> } = fs;
  return dirs.includes(inode);
}

/** Where a lookup stands: `struct nameidata`. */
export interface Lookup<D extends string, N extends string> {
  readonly dir: D;
  readonly rest: readonly N[];
  readonly links: number;
}

/** What one component yields. A lookup that goes on with nothing left to look up has found its directory. */
export type Walked<D extends string, N extends string, I extends string> =
  | { readonly kind: 'error'; readonly errno: WalkError }
  | { readonly kind: 'on'; readonly at: Lookup<D, N> }
  | { readonly kind: 'found'; readonly inode: I | 'none' };

export type WalkError = 'EACCES' | 'ENAMETOOLONG' | 'ENOENT' | 'ELOOP' | 'ENOTDIR';

/** Asked before each refusal, so that a mutant can lack one: whether the walk refuses with `errno` when `applies`. */
export type Refuses = (errno: WalkError, applies: boolean) => boolean;

/** One component: `walk_component`, `step_into` and `pick_link` (fs/namei.c, 6.12). */
export function walkComponent<D extends string, N extends string, I extends string>(
  fs: Walkable<D, N, I>,
  entry: EntriesSeen<D, N, I>,
  at: Lookup<D, N>,
  follow: boolean,
  refuses: Refuses,
): Walked<D, N, I> {
  const [name, ...after] = at.rest as [N, ...N[]];
  const final = after.length === 0;
  const refusal = (errno: WalkError, applies: boolean) =>
    refuses(errno, applies) ? ({ kind: 'error', errno } as const) : undefined;
  const inode: I | 'none' = entry[at.dir][name] ?? 'none';
  const first =
    refusal('EACCES', fs.denySearch.includes(at.dir)) ??
    refusal('ENAMETOOLONG', name === fs.tooLong) ??
    refusal('ENOENT', inode === 'none');
  if (first !== undefined) return first;
  const target = fs.links[inode as I];
  if (target !== undefined && (!final || follow)) {
    const on = { dir: fs.root, rest: [...target, ...after], links: at.links + 1 };
    return refusal('ELOOP', at.links === fs.maxLinks) ?? { kind: 'on', at: on };
  }
  if (!final && isDir(fs, inode)) return { kind: 'on', at: { ...at, dir: inode, rest: after } };
  return refusal('ENOTDIR', !final) ?? { kind: 'found', inode };
}

/** One directory entry. */
export type Entry<D extends string, N extends string> = readonly [dir: D, name: N];

/** Swaps two directory entries. */
export function exchange<D extends string, N extends string, I extends string>(
  entry: Entries<D, N, I>,
  a: Entry<D, N>,
  b: Entry<D, N>,
): void {
  const moved = entry[a[0]][a[1]];
  entry[a[0]][a[1]] = entry[b[0]][b[1]];
  entry[b[0]][b[1]] = moved;
}
