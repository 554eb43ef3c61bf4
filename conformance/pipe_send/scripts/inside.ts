// SPDX-License-Identifier: MIT
// A task that goes into namespaces of its own and may do nothing there, and what shows that it is in others than before. Namespaces of
// pids are none of these: the shim tells tasks apart by their pids.
import { CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWUSER, CLONE_VM, SIGCHLD } from '../../harness/protocol/clone.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { become, writeFile } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';

/** An ordinary user, and whom a task takes itself for that nobody has mapped (/proc/sys/kernel/overflowuid). */
const [USER, OVERFLOW] = [1000, 65534];

/** By the name of its link in /proc/PID/ns. */
const FLAGS = { user: CLONE_NEWUSER, mnt: CLONE_NEWNS, net: CLONE_NEWNET } as const;
type Kind = keyof typeof FLAGS;
const KINDS = Object.keys(FLAGS) as Kind[];

/** Namespaces that a task goes into. */
export interface Space {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Who the task takes itself for, there. */
  readonly uid: number;
}

/** All at once: those of mounts and of the network are the user namespace's. */
export const ALL_SPACES: Space = { name: 'user, mount and network namespaces', kinds: KINDS, uid: OVERFLOW };

/** In that user namespace the task is root. */
export const OF_ROOT: Space = { ...ALL_SPACES, name: 'namespaces of root', uid: 0 };

export const OF_MOUNTS: Space = { name: 'a mount namespace', kinds: ['mnt'], uid: USER };

export const SPACES: readonly Space[] = [
  { name: 'a user namespace', kinds: ['user'], uid: OVERFLOW },
  OF_MOUNTS,
  { name: 'a network namespace', kinds: ['net'], uid: USER },
  ALL_SPACES,
];

/** Bytes of `user:[4026531837]`, and more. */
const LINK = 64;

/** A row that is red where two tasks are in one namespace: then what follows says nothing. */
function apart(script: JudgedScript, kind: Kind, one: number, other: number): void {
  const links = [one, other].map((task) =>
    script.call(task, NR.readlink, cString(`/proc/thread-self/ns/${kind}`), { out: LINK }, LINK),
  );
  const observed = (run: ScriptRun) => {
    const [here, there] = links.map((op) => run.text(op) || run.inTheEnd(op));
    return here !== there && [here, there].every((link) => link?.startsWith(`${kind}:`))
      ? 'two'
      : `${here} and ${there}`;
  };
  script.expectThat({ label: `set-up: namespaces (${kind})`, expected: 'two', observed }, links);
}

/** A child, with descriptors of its own: those that its parent has. */
export const child = (script: JudgedScript, parent: number): number =>
  script.spawn({ parent, flags: CLONE_VM | SIGCHLD });

/** The version of the header, of this task; and no capability, in three words for each half. */
const NO_CAPABILITY = [
  { data: Buffer.from([0x22, 0x05, 0x08, 0x20, 0, 0, 0, 0]) },
  { data: Buffer.alloc(24) },
];

/** What is done in the namespaces before the task may do nothing any more. */
type Before = (script: JudgedScript, task: number) => void;

/** A task of root's becomes an ordinary user without any capability, in such namespaces; `outside` is who stays. */
export function enter(
  script: JudgedScript,
  task: number,
  space: Space,
  outside: number,
  before: Before = () => {},
): void {
  const { kinds, uid } = space;
  const flags = kinds.reduce((all, kind) => all | FLAGS[kind], 0);
  const isUsers = kinds.includes('user');
  // Anybody may make a user namespace, and has all capabilities there; the others take root.
  if (isUsers) become(script, task, USER);
  script.call(task, NR.unshare, flags);
  if (space === OF_ROOT) mapItself(script, task);
  before(script, task);
  if (isUsers) script.call(task, NR.capset, ...NO_CAPABILITY);
  else become(script, task, USER);
  for (const kind of kinds) apart(script, kind, task, outside);
  script.expect(script.call(task, NR.chroot, cString('.')), 'set-up: chroot, there', 'EPERM');
  script.expect(script.call(task, NR.geteuid), 'set-up: the user, there', String(uid));
}

const PR_SET_DUMPABLE = 4;

/** The task's user is root there, and its group too. */
function mapItself(script: JudgedScript, task: number): void {
  // Whose credentials have changed is not dumpable: the files of /proc would be root's.
  script.call(task, NR.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
  writeFile(script, task, '/proc/self/setgroups', 'deny');
  for (const map of ['uid_map', 'gid_map']) writeFile(script, task, `/proc/self/${map}`, `0 ${USER} 1`);
}
