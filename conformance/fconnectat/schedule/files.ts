// SPDX-License-Identifier: MIT
// A scenario's file system and sockets, as calls of one task that keeps them.
import type { Dir, Inode, Listener, Name } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import { isDir } from '../../../models/kernel/objects/path/vfs.ts';
import {
  O_NOFOLLOW,
  O_PATH,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
  SOCK_NONBLOCK,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { chmod, mkdir, open, symlink } from '../../harness/scripted/calls.ts';
import type { Fd, Script } from '../../harness/scripted/script.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';
import { connectTo, listen, socket } from '../../objects/unix-socket/scripts/sockets.ts';

/** The task that keeps all descriptors. */
export const KEEPER = 0;

export const KINDS = { dir: S_IFDIR, link: S_IFLNK, socket: S_IFSOCK } as const;

/** What was made. */
export interface Files {
  /** Descriptors (O_PATH) of directories, and of the inodes that the callers hold. */
  readonly inodes: ReadonlyMap<Inode, Fd>;
  readonly listeners: ReadonlyMap<Listener, Fd>;
}

/** Every entry that a scenario begins with. */
function entries({ fs }: Scenario): readonly (readonly [dir: Dir, name: Name, inode: Inode])[] {
  return fs.dirs.flatMap((dir) =>
    Object.entries(fs.entries[dir] ?? {}).map(([name, inode]) => [dir, name as Name, inode] as const),
  );
}

/** The path of a name in a directory. */
export function join(scenario: Scenario, dir: Dir, name: string): string {
  return dir === scenario.fs.root ? `/${name}` : `${pathOf(scenario, dir)}/${name}`;
}

/** The first name of an inode that is not the root. */
export function firstName(scenario: Scenario, inode: Inode): readonly [dir: Dir, name: Name] {
  const [dir, name] = entries(scenario).find((entry) => entry[2] === inode)!;
  return [dir, name];
}

/** Its path, from the root. */
export function pathOf(scenario: Scenario, inode: Inode): string {
  return inode === scenario.fs.root ? '/' : join(scenario, ...firstName(scenario, inode));
}

/** Whom permissions stop; undefined where they stop nobody. */
export function callersUid(scenario: Scenario): number | undefined {
  const { denyWrite, denySearch } = scenario.fs;
  return denyWrite.length + denySearch.length + changedRights(scenario).length > 0 ? 1000 : undefined;
}

/** The inodes whose rights a rival changes. */
export function changedRights({ rivals }: Scenario): readonly Inode[] {
  const changed = rivals.flatMap(({ program }) =>
    program.flatMap((one) => (one.step === 'Chmod' ? [one.inode] : [])),
  );
  return [...new Set(changed)];
}

/** Its kind, and permission bits that no other inode of the kind has: by `st_mode` it is known again. */
export function modeOf(
  { fs, sockets }: Scenario,
  inode: Inode,
  denies: boolean = fs.denyWrite.includes(inode),
): number {
  const at = (sockets as readonly Inode[]).indexOf(inode);
  if (at >= 0) return KINDS.socket | (denies ? 0o700 : 0o707) | (at << 3);
  if (fs.links[inode] !== undefined) return KINDS.link;
  // Bits that no umask takes away.
  const mode = KINDS.dir | [0o755, 0o751, 0o715, 0o711][fs.dirs.indexOf(inode as Dir)]!;
  return fs.denySearch.includes(inode as Dir) ? mode & ~0o001 : mode;
}

/** An inode as it is shown: a name, and whether it denies write. */
export const shown = (inode: string, denies: boolean): string => (denies ? `${inode} denying write` : inode);

/** Every inode as it may be seen, with its mode; of a link the type alone is known. */
export function modes(scenario: Scenario): { name: string; value: number; mask: number }[] {
  const { inodes, links } = scenario.fs;
  return inodes.flatMap((inode) => {
    const isSocket = (scenario.sockets as readonly Inode[]).includes(inode);
    return (isSocket ? [false, true] : [false]).map((denies) => ({
      name: shown(inode, denies),
      value: modeOf(scenario, inode, denies),
      mask: links[inode] === undefined ? ~0 : S_IFMT,
    }));
  });
}

/** Where a listener's address was bound: what getpeername shows of who is connected to it. */
export function boundAt(scenario: Scenario, inode: string): string {
  return pathOf(scenario, inode as Inode);
}

function makeListener(script: Script, scenario: Scenario, inode: Inode): Fd {
  const { queued } = scenario.listeners.find((one) => one.inode === inode)!;
  // A queue takes one connection more than listen(2) is told.
  const backlog = scenario.fullAt - 1;
  const path = pathOf(scenario, inode);
  // The keeper looks at what is queued, and must not wait for more.
  const fd = socket(script, KEEPER, 'stream', SOCK_NONBLOCK);
  script.call(KEEPER, NR.bind, fd, ...encodeAddress({ kind: 'path', path }));
  listen(script, KEEPER, fd, backlog);
  chmod(script, KEEPER, path, modeOf(scenario, inode) & 0o777);
  for (let i = 0; i < queued; i++) connectTo(script, KEEPER, socket(script, KEEPER), path);
  return fd;
}

/** The inodes that callers are given descriptors of. */
function held({ args, callers }: Scenario): Inode[] {
  const given = callers.flatMap((p) => args[p] ?? []).map(({ dirfd }) => dirfd);
  return given.filter((inode) => inode !== 'bad');
}

/** Makes all of it. */
export function makeFiles(script: Script, scenario: Scenario): Files {
  const { fs } = scenario;
  const listeners = new Map<Listener, Fd>();
  for (const dir of fs.dirs) {
    const [path, mode] = [pathOf(scenario, dir), modeOf(scenario, dir) & 0o777];
    if (dir !== fs.root) mkdir(script, KEEPER, path, mode);
    else if (fs.denySearch.includes(dir)) chmod(script, KEEPER, path, mode);
  }
  const made = new Set<Inode>(fs.dirs);
  for (const [dir, name, inode] of entries(scenario)) {
    const path = join(scenario, dir, name);
    const target = fs.links[inode];
    const own = scenario.listeners.find((one) => one.inode === inode);
    if (isDir(fs, inode)) continue;
    // The first name is where it is bound, whatever the order.
    if (pathOf(scenario, inode) !== path || made.has(inode)) continue;
    made.add(inode);
    if (target !== undefined) symlink(script, KEEPER, `/${target.join('/')}`, path);
    if (own !== undefined) listeners.set(own.name, makeListener(script, scenario, inode));
  }
  for (const [dir, name, inode] of entries(scenario)) {
    const [first, path] = [pathOf(scenario, inode), join(scenario, dir, name)];
    if (path !== first) script.call(KEEPER, NR.link, cString(first), cString(path));
  }
  const inodes = new Map<Inode, Fd>();
  for (const inode of new Set<Inode>([...fs.dirs, ...held(scenario)])) {
    inodes.set(inode, open(script, KEEPER, pathOf(scenario, inode), O_PATH | O_NOFOLLOW));
  }
  return { inodes, listeners };
}
