// SPDX-License-Identifier: MIT
// What the caller's root, an unlinked name and a wait make of the question (A9, A17).
import { O_PATH, SOCK_NONBLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { closeAll, mountOn, open, unlink, unmount } from '../../harness/scripted/calls.ts';
import { accept, connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { permit, tomoyoName, withdraw } from '../../objects/unix-socket/scripts/tomoyo.ts';
import { fconnectat, inode, issue, path, type Way } from './calls.ts';
import {
  ALLOWED,
  type CaseWriter,
  DENIED,
  GONE,
  type Room,
  room,
  serve,
  TURNING,
  TURNING_PERMISSION,
} from './tomoyo-policy.ts';

/** The path begins at the caller's root: the same socket has another name for each of them. */
const chrooted: CaseWriter = (nr, folder) => {
  const here = room("a path as seen from the caller's root", folder);
  const { script, server, log } = here;
  const inside = script.spawn();
  script.call(inside, NR.chroot, cString(folder));
  for (const [name, answer, result] of [
    [ALLOWED, 'granted', '0'],
    [TURNING, 'denied', 'EPERM'],
  ] as const) {
    serve(here, `${folder}/${name}`);
    const to = { fd: socket(script, inside), task: inside };
    fconnectat(script, nr, { ...to, way: path(`/${name}`), label: `/${name} of a chroot` }, result);
    log.expect(`${answer} stream /${name}`);
  }
  const way = path(`${folder}/${TURNING}`);
  fconnectat(
    script,
    nr,
    { task: server, fd: socket(script, server), way, label: `${folder}/${TURNING}, from outside` },
    '0',
  );
  log.expect(`granted stream ${folder}/${TURNING}`);
  return script;
};

/** A descriptor may lead out of a root; the path then is that of the whole tree (d_path). */
const outOfTheRoot: CaseWriter = (nr, folder) => {
  const here = room('a descriptor from outside of the root', folder);
  const { script, log } = here;
  const parent = script.spawn();
  const dirfd = open(script, parent, folder, O_PATH);
  const jailed = script.fork(parent);
  script.call(jailed, NR.chroot, cString('/sbin'));
  for (const [name, answer, result] of [
    [ALLOWED, 'granted', '0'],
    [DENIED, 'denied', 'EPERM'],
  ] as const) {
    serve(here, `${folder}/${name}`);
    const to = { fd: socket(script, jailed), task: jailed };
    fconnectat(script, nr, { ...to, way: path(name, dirfd), label: `${name}, outside` }, result);
    log.expect(`${answer} stream ${folder}/${name}`);
  }
  return script;
};

/** A socket without a name is asked about by the one that it had. */
const unlinked: CaseWriter = (nr, folder) => {
  const here = room('a socket whose name is gone', folder);
  const { script, server, log } = here;
  for (const [name, answer, result] of [
    ['gone', 'granted', '0'],
    [ALLOWED, 'denied', 'EPERM'],
  ] as const) {
    serve(here, `${folder}/${name}`);
    const way = inode(open(script, server, `${folder}/${name}`, O_PATH));
    unlink(script, server, `${folder}/${name}`);
    fconnectat(
      script,
      nr,
      { task: server, fd: socket(script, server), way, label: `${name}, unlinked` },
      result,
    );
    const shown = GONE.replace('gone', name);
    log.expect(`${answer} stream ${folder}/${tomoyoName(shown)}`);
  }
  return script;
};

type Issue = (here: Room, nr: number, task: number, fd: Arg) => number;

/** The answer is asked for once: a policy that changes under a wait does not matter to the call that waits. */
function askedOnce(title: string, call: Issue): CaseWriter {
  return (nr, folder) => {
    const here = room(title, folder);
    const { script, server, log } = here;
    const full = serve(here, `${folder}/${TURNING}`, 'stream', 0);
    const asked = `stream ${folder}/${TURNING}`;
    script.expect(call(here, nr, server, socket(script, server)), 'takes the only slot', '0');
    log.expect(`granted ${asked}`);
    const [sleeper, late] = [script.spawn(), script.spawn()];
    const sleeping = call(here, nr, sleeper, socket(script, sleeper));
    script.expect(sleeping, 'finds the backlog full', 'blocked');
    log.expect(`granted ${asked}`);
    withdraw(script, server, TURNING_PERMISSION);
    script.expect(call(here, nr, late, socket(script, late)), 'comes after the permission is gone', 'EPERM');
    log.expect(`denied ${asked}`);
    accept(script, server, full);
    script.expectInTheEnd(sleeping, 'the first one, after an accept', '0');
    log.expect();
    permit(script, server, TURNING_PERMISSION);
    return script;
  };
}

/** Refused, it has no effect: the socket can be connected afterwards, and nobody is in the queue. */
const noEffect: CaseWriter = (nr, folder) => {
  const here = room('a refused call leaves nothing behind', folder);
  const { script, server, log } = here;
  const queue = listener(script, server, `${folder}/${DENIED}`, 8, SOCK_NONBLOCK);
  serve(here, `${folder}/${ALLOWED}`);
  const fd = socket(script, server);
  const once = (way: Way, label: string, result: string) =>
    fconnectat(script, nr, { task: server, fd, way, label }, result);
  once(path(`${folder}/${DENIED}`), DENIED, 'EPERM');
  script.expect(accept(script, server, queue), 'accept at the refused one', 'EAGAIN');
  once(path(`${folder}/${ALLOWED}`), `${ALLOWED}, with the same socket`, '0');
  log.expect(`denied stream ${folder}/${DENIED}`, `granted stream ${folder}/${ALLOWED}`);
  return script;
};

/** Refused, it keeps neither the mount nor the socket that it has found (R20). */
const unpinned: CaseWriter = (nr, folder) => {
  const { script, server, log } = room('a refused call keeps nothing', folder);
  const [host, caller] = [script.spawn(), script.spawn()];
  const mount = `${folder}/m`;
  mountOn(script, server, 'tmpfs', mount);
  listener(script, host, `${mount}/${DENIED}`);
  const file = open(script, caller, `${mount}/${DENIED}`, O_PATH);
  for (const [label, way] of [
    ['by its path', path(`${mount}/${DENIED}`)],
    ['by its inode', inode(file)],
  ] as const) {
    fconnectat(script, nr, { task: caller, fd: socket(script, caller), way, label }, 'EPERM');
    log.expect(`denied stream ${mount}/${DENIED}`);
  }
  for (const task of [host, caller]) closeAll(script, task);
  script.expect(unmount(script, server, mount), 'umount', '0');
  return script;
};

/** The cases. */
export const VIEW_CASES: readonly CaseWriter[] = [
  chrooted,
  outOfTheRoot,
  unlinked,
  askedOnce('connect is asked about once, also if it waits', ({ script, folder }, _, task, fd) =>
    connectTo(script, task, fd, `${folder}/${TURNING}`),
  ),
  askedOnce('fconnectat is asked about once, also if it waits', ({ script, folder }, nr, task, fd) =>
    issue(script, nr, task, fd, path(`${folder}/${TURNING}`)),
  ),
  noEffect,
  unpinned,
];
