// SPDX-License-Identifier: MIT
// The specification's resolution, in one piece, and its table of arguments: how far a call may come while nobody sees it.
import type { Errno } from './errno.ts';
import type { Arg, Dir, Inode, Listener, Name } from './names.ts';
import type { Observed } from './observation.ts';
import type { Scenario } from './scenarios.ts';

/** A directory, the names still to be looked up there, and the number of links followed so far. */
export interface LookupPlace {
  readonly dir: Dir;
  readonly names: readonly Name[];
  readonly links: number;
}

/** How far a call has come. */
export type CallStage =
  | { readonly place: LookupPlace }
  | { readonly inode: Inode }
  | { readonly listener: Listener }
  | { readonly errno: Errno };

const failed = (errno: Errno): CallStage => ({ errno });

/** All that a place passes, to the inode or the error, when no entry changes meanwhile. */
export function passes(
  { fs }: Pick<Scenario, 'fs'>,
  entry: Observed['entry'],
  place: LookupPlace,
  arg: Arg,
): readonly CallStage[] {
  const { dir, names, links } = place;
  const [name, ...others] = names as readonly [Name, ...Name[]];
  const isLast = others.length === 0;
  if (fs.denySearch.includes(dir)) return [failed('EACCES')];
  if (name === fs.tooLong) return [failed('ENAMETOOLONG')];
  const inode = entry[dir][name];
  if (inode === 'none') return [failed('ENOENT')];
  const target = fs.links[inode];
  let next: LookupPlace;
  if (target !== undefined && !(isLast && arg.flags.includes('NOFOLLOW'))) {
    if (links === fs.maxLinks) return [failed('ELOOP')];
    next = { dir: fs.root, names: [...target, ...others], links: links + 1 };
  } else {
    if (isLast) return [{ inode }];
    if (!(fs.dirs as readonly Inode[]).includes(inode)) return [failed('ENOTDIR')];
    next = { dir: inode as Dir, names: others, links };
  }
  return [{ place: next }, ...passes({ fs }, entry, next, arg)];
}

/** Where a call with these arguments begins: the first of E1 to E12 that applies, or what is to be resolved. */
export function beginning({ fs }: Scenario, { sockfd, addr, dirfd, path, flags }: Arg): CallStage {
  const nameless = addr === 'unnamed';
  if (flags.includes('UNKNOWN')) return failed('EINVAL');
  if (sockfd === 'bad') return failed('EBADF');
  if (addr === 'huge') return failed('EINVAL');
  if (addr === 'fault') return failed('EFAULT');
  if (sockfd === 'file') return failed('ENOTSOCK');
  if (sockfd === 'inet') return failed('EAFNOSUPPORT');
  if (addr === 'family' || addr === 'abstract') return failed('EINVAL');
  if (nameless && !flags.includes('EMPTY')) return failed('ENOENT');
  if (dirfd === 'bad') return failed('EBADF');
  if (nameless) return { inode: dirfd };
  const dir = fs.dirs.find((one) => one === dirfd);
  return dir === undefined ? failed('ENOTDIR') : { place: { dir, names: path, links: 0 } };
}

/** From an inode: a refusal, or the listener that can be found there. */
export function fromInode({ fs, listeners }: Scenario, seen: Observed, inode: Inode): CallStage {
  if (fs.links[inode] !== undefined) return failed('ELOOP');
  if (seen.nowrite.includes(inode)) return failed('EACCES');
  const bound = listeners.find((l) => l.inode === inode);
  if (bound === undefined) return failed('ECONNREFUSED');
  const { name, type } = bound;
  if (seen.sock[name] === 'unhashed' || seen.sock[name] === 'dead') return failed('ECONNREFUSED');
  return type === 'stream' ? { listener: name } : failed('EPROTOTYPE');
}

/** From a listener: a refusal, or its inode again when it is dead; undefined where the call stays. */
export function fromListener(
  { listeners, fullAt }: Scenario,
  { sock, queue }: Observed,
  k: Listener,
  { sockfd }: Arg,
): CallStage | undefined {
  if (sock[k] === 'dead') return { inode: listeners.find((l) => l.name === k)!.inode };
  if (sock[k] === 'bound') return failed('ECONNREFUSED');
  if (queue[k].length >= fullAt) return sockfd === 'nonblock' ? failed('EAGAIN') : undefined;
  if (sockfd === 'connected') return failed('EISCONN');
  return sockfd === 'listening' ? failed('EINVAL') : undefined;
}
