// SPDX-License-Identifier: MIT
// A mount that maps users (mount_setattr(2), MOUNT_ATTR_IDMAP): permissions are those that connect(2) finds there (R7).
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { CLONE_FILES, CLONE_NEWUSER, CLONE_VM, SIGCHLD } from '../../harness/protocol/clone.ts';
import { O_CREAT, O_DIRECTORY, O_PATH, O_RDWR } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString, u64s } from '../../harness/registers.ts';
import { become, chmod, mkdir, mountOn, open, writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_EMPTY_PATH } from '../codecs.ts';
import { inode, issue, path, type Way } from '../hooks/calls.ts';

const [OPEN_TREE_CLONE, MOVE_MOUNT_F_EMPTY_PATH, MOUNT_ATTR_IDMAP] = [1, 4, 0x0010_0000];
const PR_SET_DUMPABLE = 4;
/** Who owns the socket, and who does by the mapped mount. */
const [OWNER, MAPPED] = [1000, 2000];

/** A socket of OWNER's alone at m/s, and the same file system at n, where MAPPED owns what OWNER does. */
function room(title: string) {
  const script = new JudgedScript(title);
  const root = script.spawn();
  mountOn(script, root, 'tmpfs', 'm');
  mountOn(script, root, 'proc', 'p');
  chmod(script, root, 'm', 0o777);
  mkdir(script, root, 'n');
  const owner = script.spawn();
  become(script, owner, OWNER);
  listener(script, owner, 'm/s');
  chmod(script, owner, 'm/s', 0o600);
  open(script, owner, 'm/f', O_CREAT | O_RDWR);
  chmod(script, owner, 'm/f', 0o600);
  // Who makes a user namespace may map one user into it: themselves.
  const mapper = script.fork(root);
  become(script, mapper, MAPPED);
  const inside = script.spawn({ parent: mapper, flags: CLONE_VM | CLONE_FILES | CLONE_NEWUSER | SIGCHLD });
  // Whose user has changed is not dumpable: the files of /proc would be root's.
  script.call(inside, NR.prctl, PR_SET_DUMPABLE, 1, 0, 0, 0);
  writeFile(script, inside, 'p/self/setgroups', 'deny');
  writeFile(script, inside, 'p/self/uid_map', `${OWNER} ${MAPPED} 1`);
  writeFile(script, inside, 'p/self/gid_map', `${OWNER} ${MAPPED} 1`);
  const namespace = open(script, inside, 'p/self/ns/user');
  const tree = script.open(root, NR.open_tree, AT_FDCWD, cString('m'), OPEN_TREE_CLONE);
  const attr = { data: u64s(MOUNT_ATTR_IDMAP, 0, 0, 0), relocs: [{ at: 24, arg: namespace }] };
  script.call(root, NR.mount_setattr, tree, cString(''), AT_EMPTY_PATH, attr, 32);
  script.call(root, NR.move_mount, tree, cString(''), AT_FDCWD, cString('n'), MOVE_MOUNT_F_EMPTY_PATH);
  return script;
}

/** Who is refused where: by the plain mount and the mapped one. */
const EXPECTED = [
  ['m', OWNER, '0'],
  ['m', MAPPED, 'EACCES'],
  ['n', OWNER, 'EACCES'],
  ['n', MAPPED, '0'],
] as const;

/** Calls by one user, on what is below `at`. */
type Calls = (script: JudgedScript, task: number, at: string) => readonly [label: string, op: number][];

/** Each user, by each mount. */
function asked(title: string, calls: Calls): JudgedScript {
  const script = room(title);
  for (const [mount, uid, expected] of EXPECTED) {
    const task = script.spawn();
    become(script, task, uid);
    for (const [label, op] of calls(script, task, mount))
      script.expect(op, `user ${uid}, below ${mount}, ${label}`, expected);
  }
  return script;
}

const byFconnectat =
  (nr: number): Calls =>
  (script, task, at) => {
    const made = (label: string, way: Way) =>
      [label, issue(script, nr, task, socket(script, task), way)] as [string, number];
    return [
      made('a path', path(`${at}/s`)),
      made('a directory', path('s', open(script, task, at, O_PATH | O_DIRECTORY))),
      made('AT_EMPTY_PATH', inode(open(script, task, `${at}/s`, O_PATH))),
    ];
  };

const byConnect: Calls = (script, task, at) => [
  ['connect', connectTo(script, task, socket(script, task), `${at}/s`)],
];

/** A file is opened by who owns it by that mount. */
const byOpen: Calls = (script, task, at) => [
  ['open', script.call(task, NR.openat, AT_FDCWD, cString(`${at}/f`), 0, 0)],
];

const LANE: ScriptedLane = {
  scenario: 'idmapped',
  what: 'on a mount that maps users the call is refused whom connect is refused, and nobody else',
  call: 'fconnectat',
  needs: ['user-namespaces'],
  setUp: () => [asked('a mount that maps users, by open', byOpen)],
  cases: (nr) => [
    asked('a mount that maps users, by connect', byConnect),
    asked('a mount that maps users', byFconnectat(nr)),
  ],
};

/** R7, of mounts that map users. */
export const IDMAPPED = scriptedLane(LANE);
