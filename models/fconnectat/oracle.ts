// SPDX-License-Identifier: MIT
// C7's oracle: the table of errors read as a function of the arguments, with no steps in it.
import type { Errno } from '../kernel/errno.ts';
import { MAX_LINKS } from '../kernel/vfs.ts';
import type { Arg, Inode, Name } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { ErrorId } from './variants.ts';

type Failure = readonly [id: ErrorId, errno: Errno];

/** What a lookup that nobody disturbs leads to: an inode, or E13 to E17. */
type Resolved = { readonly inode: Inode } | { readonly failure: Failure };

function resolve(
  scenario: Scenario,
  start: Inode,
  path: readonly Name[],
  follow: boolean,
  links = 0,
): Resolved {
  const { fs } = scenario;
  let here: Inode = start;
  for (const [i, name] of path.entries()) {
    const dir = fs.dirs.find((d) => d === here);
    if (dir === undefined) return { failure: ['E17', 'ENOTDIR'] };
    if (fs.denySearch.includes(dir)) return { failure: ['E13', 'EACCES'] };
    if (name === fs.tooLong) return { failure: ['E14', 'ENAMETOOLONG'] };
    const inode = fs.entries[dir]?.[name];
    if (inode === undefined) return { failure: ['E15', 'ENOENT'] };
    const target = fs.links[inode];
    const rest = path.slice(i + 1);
    if (target !== undefined && (rest.length > 0 || follow)) {
      if (links === MAX_LINKS) return { failure: ['E16', 'ELOOP'] };
      return resolve(scenario, fs.root, [...target, ...rest], follow, links + 1);
    }
    here = inode;
  }
  return { inode: here };
}

function* argumentErrors(arg: Arg): Generator<readonly [boolean, ...Failure]> {
  const empty = arg.flags.includes('EMPTY');
  yield [arg.flags.includes('UNKNOWN'), 'E1', 'EINVAL'];
  yield [arg.sockfd === 'bad', 'E2', 'EBADF'];
  yield [arg.addr === 'huge', 'E3', 'EINVAL'];
  yield [arg.addr === 'fault', 'E4', 'EFAULT'];
  yield [arg.sockfd === 'file', 'E5', 'ENOTSOCK'];
  yield [arg.sockfd === 'inet', 'E6', 'EAFNOSUPPORT'];
  yield [arg.addr === 'family' || arg.addr === 'abstract', 'E7', 'EINVAL'];
  yield [arg.addr === 'unnamed' && !empty, 'E10', 'ENOENT'];
  yield [arg.dirfd === 'bad', 'E11', 'EBADF'];
}

function* inodeErrors(scenario: Scenario, arg: Arg, inode: Inode): Generator<readonly [boolean, ...Failure]> {
  const bound = scenario.listeners.find((l) => l.inode === inode);
  yield [scenario.fs.links[inode] !== undefined, 'E18', 'ELOOP'];
  yield [scenario.fs.denyWrite.includes(inode), 'E20', 'EACCES'];
  yield [bound === undefined, 'E21', 'ECONNREFUSED'];
  yield [bound?.type !== 'stream', 'E22', 'EPROTOTYPE'];
  yield [bound?.state !== 'listening', 'E23', 'ECONNREFUSED'];
  yield [bound?.queued === 1 && arg.sockfd === 'nonblock', 'E24', 'EAGAIN'];
}

function first(errors: Iterable<readonly [boolean, ...Failure]>): Failure | undefined {
  for (const [applies, id, errno] of errors) if (applies) return [id, errno];
  return undefined;
}

/** What `fconnectat` answers when nothing else happens: an error and its row, a success, or an endless wait. */
export type Answer =
  | { readonly failure: Failure }
  | { readonly result: 'OK' }
  | { readonly result: 'sleeps' };

/** The first row of the table that applies to the arguments in the scenario's first state. */
export function expectedAnswer(scenario: Scenario, arg: Arg): Answer {
  const early = first(argumentErrors(arg));
  if (early !== undefined) return { failure: early };
  const dirfd = arg.dirfd as Inode;
  let inode = dirfd;
  if (arg.addr === 'path') {
    if (!(scenario.fs.dirs as readonly Inode[]).includes(dirfd)) return { failure: ['E12', 'ENOTDIR'] };
    const resolved = resolve(scenario, dirfd, arg.path, !arg.flags.includes('NOFOLLOW'));
    if ('failure' in resolved) return resolved;
    inode = resolved.inode;
  }
  const late = first(inodeErrors(scenario, arg, inode));
  if (late !== undefined) return { failure: late };
  if (scenario.listeners.some((l) => l.inode === inode && l.queued === 1)) return { result: 'sleeps' };
  if (arg.sockfd === 'connected') return { failure: ['E26', 'EISCONN'] };
  if (arg.sockfd === 'listening') return { failure: ['E27', 'EINVAL'] };
  return { result: 'OK' };
}
