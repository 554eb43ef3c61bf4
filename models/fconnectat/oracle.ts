// SPDX-License-Identifier: MIT
// C7's oracle: the table of errors read as a function of the arguments, with no steps in it.
import type { TableAnswer } from '../kernel/error-guards.ts';
import type { Errno } from './errno.ts';
import type { Arg, Inode, Name } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { ErrorId } from './variants.ts';

/** What each row of the table answers. E8, E9, E19, E28 and E29 are beyond the model, and nobody sends a signal (E25). */
export const TABLE = {
  E1: 'EINVAL',
  E2: 'EBADF',
  E3: 'EINVAL',
  E4: 'EFAULT',
  E5: 'ENOTSOCK',
  E6: 'EAFNOSUPPORT',
  E7: 'EINVAL',
  E10: 'ENOENT',
  E11: 'EBADF',
  E12: 'ENOTDIR',
  E13: 'EACCES',
  E14: 'ENAMETOOLONG',
  E15: 'ENOENT',
  E16: 'ELOOP',
  E17: 'ENOTDIR',
  E18: 'ELOOP',
  E20: 'EACCES',
  E21: 'ECONNREFUSED',
  E22: 'EPROTOTYPE',
  E23: 'ECONNREFUSED',
  E24: 'EAGAIN',
  E26: 'EISCONN',
  E27: 'EINVAL',
} as const satisfies Readonly<Record<ErrorId, Errno>>;

/** The id of a row. */
export type RowId = keyof typeof TABLE;

/** What a lookup that nobody disturbs leads to: an inode, or E13 to E17. */
type Resolved = { readonly inode: Inode } | { readonly failure: RowId };

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
    if (dir === undefined) return { failure: 'E17' };
    if (fs.denySearch.includes(dir)) return { failure: 'E13' };
    if (name === fs.tooLong) return { failure: 'E14' };
    const inode = fs.entries[dir]?.[name];
    if (inode === undefined) return { failure: 'E15' };
    const target = fs.links[inode];
    const rest = path.slice(i + 1);
    if (target !== undefined && (rest.length > 0 || follow)) {
      if (links === fs.maxLinks) return { failure: 'E16' };
      return resolve(scenario, fs.root, [...target, ...rest], follow, links + 1);
    }
    here = inode;
  }
  return { inode: here };
}

type ErrorTest = readonly [applies: boolean, id: RowId];

function* argumentErrors(arg: Arg): Generator<ErrorTest> {
  const empty = arg.flags.includes('EMPTY');
  yield [arg.flags.includes('UNKNOWN'), 'E1'];
  yield [arg.sockfd === 'bad', 'E2'];
  yield [arg.addr === 'huge', 'E3'];
  yield [arg.addr === 'fault', 'E4'];
  yield [arg.sockfd === 'file', 'E5'];
  yield [arg.sockfd === 'inet', 'E6'];
  yield [arg.addr === 'family' || arg.addr === 'abstract', 'E7'];
  yield [arg.addr === 'unnamed' && !empty, 'E10'];
  yield [arg.dirfd === 'bad', 'E11'];
}

function isFullAtFirst({ listeners, fullAt }: Scenario, inode: Inode): boolean {
  return listeners.some((l) => l.inode === inode && l.queued >= fullAt);
}

function* inodeErrors(scenario: Scenario, arg: Arg, inode: Inode): Generator<ErrorTest> {
  const bound = scenario.listeners.find((l) => l.inode === inode);
  yield [scenario.fs.links[inode] !== undefined, 'E18'];
  yield [scenario.fs.denyWrite.includes(inode), 'E20'];
  yield [bound === undefined, 'E21'];
  yield [bound?.type !== 'stream', 'E22'];
  yield [bound?.state !== 'listening', 'E23'];
  yield [isFullAtFirst(scenario, inode) && arg.sockfd === 'nonblock', 'E24'];
}

function first(rows: Iterable<ErrorTest>): RowId | undefined {
  for (const [applies, id] of rows) if (applies) return id;
  return undefined;
}

/** What `fconnectat` answers when nothing else happens: the row of an error, a success, or an endless wait. */
export type Answer = TableAnswer<RowId>;

/** The first row of the table that applies to the arguments in the scenario's first state. */
export function expectedAnswer(scenario: Scenario, arg: Arg): Answer {
  const early = first(argumentErrors(arg));
  if (early !== undefined) return { failure: early };
  const dirfd = arg.dirfd as Inode;
  let inode = dirfd;
  if (arg.addr === 'path') {
    if (!(scenario.fs.dirs as readonly Inode[]).includes(dirfd)) return { failure: 'E12' };
    const resolved = resolve(scenario, dirfd, arg.path, !arg.flags.includes('NOFOLLOW'));
    if ('failure' in resolved) return resolved;
    inode = resolved.inode;
  }
  const late = first(inodeErrors(scenario, arg, inode));
  if (late !== undefined) return { failure: late };
  if (isFullAtFirst(scenario, inode)) return { result: 'sleeps' };
  if (arg.sockfd === 'connected') return { failure: 'E26' };
  if (arg.sockfd === 'listening') return { failure: 'E27' };
  return { result: 'OK' };
}
