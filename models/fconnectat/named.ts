// SPDX-License-Identifier: MIT
// What arguments name: at one instant, and at any that the movers can bring about. Nothing that a call writes is used.
import { canMake } from '../kernel/objects/path/programs.ts';
import { type EntriesSeen, entriesOf } from '../kernel/objects/path/vfs.ts';
import type { ReadonlySubset } from '../kit/index.ts';
import type { Addr, Dir, Flag, Inode, Name } from './names.ts';
import type { Scenario } from './scenarios.ts';

type Entries = EntriesSeen<Dir, Name, Inode>;

/** The arguments, as a state has them, as far as they name something. */
interface Naming {
  readonly addr: Addr;
  readonly dirfd: Inode | 'bad';
  readonly path: readonly Name[];
  readonly flags: ReadonlySubset<Flag>;
}

/** The inode of the last name that an undisturbed lookup meets. */
function lastOfTrail(
  { fs }: Pick<Scenario, 'fs'>,
  entry: Entries,
  start: Dir,
  path: readonly Name[],
  follow: boolean,
): Inode | 'none' {
  let [dir, rest, links] = [start, path, 0];
  for (;;) {
    const [name, ...others] = rest as readonly [Name, ...Name[]];
    const inode = entry[dir][name] ?? 'none';
    if (inode === 'none' || fs.denySearch.includes(dir) || name === fs.tooLong) return inode;
    const target = fs.links[inode];
    const next = fs.dirs.find((d) => d === inode);
    if (target !== undefined && (others.length > 0 || follow)) {
      if (links === fs.maxLinks) return inode;
      [dir, rest, links] = [fs.root, [...target, ...others], links + 1];
    } else if (others.length === 0 || next === undefined) return inode;
    else [dir, rest] = [next, others];
  }
}

/** What the arguments name where the entries are these. */
export function inodeAt(scenario: Scenario, entry: Entries, arg: Naming): Inode | 'none' {
  if (arg.addr === 'unnamed') return arg.dirfd === 'bad' ? 'none' : arg.dirfd;
  const dir = scenario.fs.dirs.find((d) => d === arg.dirfd);
  if (dir === undefined) return 'none';
  return lastOfTrail(scenario, entry, dir, arg.path, !arg.flags.has('NOFOLLOW'));
}

/** A function that says what arguments name at one time or another. */
export function naming(scenario: Scenario): (arg: Naming) => ReadonlySet<Inode | 'none'> {
  const ever = canMake(entriesOf(scenario.fs), scenario.rivals);
  const known = new Map<string, ReadonlySet<Inode | 'none'>>();
  return (arg) => {
    const key = [arg.addr, arg.dirfd, ...arg.path, '', ...arg.flags].join('/');
    let named = known.get(key);
    if (named === undefined) {
      named = new Set(ever.map((entry) => inodeAt(scenario, entry, arg)));
      known.set(key, named);
    }
    return named;
  };
}
