// SPDX-License-Identifier: MIT
// By which mount a socket is found: one for reading alone, one without access times, one that is gone, one that a directory has left
// (R3, R5, R7), that one is kept while a caller sleeps (R2), and none afterwards (R20). The lane `cases` has mounts too, which are not
// read-only, and of directories that stay.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import {
  MNT_DETACH,
  MS_BIND,
  MS_RDONLY,
  MS_REMOUNT,
  O_DIRECTORY,
  O_PATH,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { mkdir, mountOn, mountWith, open, rename, unmount } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { accept, connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { fconnectat, inode, path, type Way } from '../hooks/calls.ts';
import { sleepers, usedMounts } from './mounts/asleep.ts';

/** A file system at `m` with a listener `s`, and whoever calls. */
class Room {
  readonly script: JudgedScript;
  readonly task: number;
  readonly #nr: number | undefined;
  readonly #listener;

  /** Without a number the calls are connect(2). */
  constructor(title: string, nr?: number) {
    this.script = new JudgedScript(nr === undefined ? `${title}, by connect` : title);
    this.#nr = nr;
    this.task = this.script.spawn();
    mountOn(this.script, this.task, 'tmpfs', 'm');
    this.#listener = listener(this.script, this.task, 'm/s');
  }

  /** What is at `from` is at `to` as well. */
  bind(from: string, to: string): void {
    mkdir(this.script, this.task, to);
    this.mount(from, to, MS_BIND);
  }

  mount(from: string, to: string, flags: number): void {
    mountWith(this.script, this.task, from, to, flags);
  }

  folder(name: string) {
    return open(this.script, this.task, name, O_PATH | O_DIRECTORY);
  }

  file(name: string) {
    return open(this.script, this.task, name, O_PATH);
  }

  /** A connection, which is accepted. Neither end is closed. */
  connected(label: string, way: Way): void {
    const { script, task } = this;
    const fd = socket(script, task);
    if (this.#nr !== undefined) fconnectat(script, this.#nr, { task, fd, way, label }, '0');
    else script.expect(connectTo(script, task, fd, way.address), `connect, ${label}`, '0');
    accept(script, task, this.#listener);
  }

  /** By each way in which the proposal's call can be told; connect(2) has the first. */
  eachWay(at: string): void {
    this.connected('a path', path(`${at}/s`));
    if (this.#nr === undefined) return;
    this.connected('a directory', path('s', this.folder(at)));
    this.connected('AT_EMPTY_PATH', inode(this.file(`${at}/s`)));
  }
}

/** EROFS is of regular files, directories and links (inode_permission(), Linux 6.12 and 7.3). */
function readOnlyMount(nr?: number): JudgedScript {
  const room = new Room('a mount for reading alone', nr);
  room.bind('m', 'n');
  room.mount('none', 'n', MS_BIND | MS_REMOUNT | MS_RDONLY);
  room.script.expect(mkdir(room.script, room.task, 'n/d'), 'mkdir there', 'EROFS');
  room.eachWay('n');
  return room.script;
}

function readOnlyFiles(nr?: number): JudgedScript {
  const room = new Room('a file system for reading alone', nr);
  room.mount('none', 'm', MS_REMOUNT | MS_RDONLY);
  room.script.expect(mkdir(room.script, room.task, 'm/d'), 'mkdir there', 'EROFS');
  room.eachWay('m');
  return room.script;
}

/** No access by this mount is written down (include/uapi/linux/mount.h). */
const MS_NOATIME = 0x400;
/** Bytes of struct stat, and where the seconds of the access are (arch/x86/include/uapi/asm/stat.h, Linux 6.12). */
const STAT = { size: 144, atime: 72 };

/** An access is made by the mount by which the socket is found, and not by that by which it was bound (touch_atime(), Linux 6.12). */
function accessed(nr?: number): JudgedScript {
  const room = new Room('an access, by a mount that writes none down', nr);
  const { script, task } = room;
  room.bind('m', 'n');
  room.mount('none', 'n', MS_BIND | MS_REMOUNT | MS_NOATIME);
  // The access is no later than the modification, so that another one is written down (relatime).
  script.call(task, NR.utimensat, AT_FDCWD, cString('m/s'), { data: Buffer.alloc(32) }, 0);
  for (const [at, expected] of [
    ['n', 'none'],
    ['m', 'one'],
  ] as const) {
    room.eachWay(at);
    const op = script.call(task, NR.stat, cString('m/s'), { out: STAT.size });
    const observed = (run: ScriptRun) => {
      const stat = run.buffer(op);
      if (stat.length < STAT.size) return 'no times';
      return stat.readBigInt64LE(STAT.atime) === 0n ? 'none' : 'one';
    };
    script.expectThat({ label: `an access by ${at}`, expected, observed });
  }
  return script;
}

/** The mount has been taken away: who has a directory of it, or the socket's inode, has that still. */
function detached(nr: number): JudgedScript {
  const room = new Room('a mount that is gone', nr);
  const [folder, file] = [room.folder('m'), room.file('m/s')];
  room.script.call(room.task, NR.umount2, cString('m'), MNT_DETACH);
  room.connected('its directory', path('s', folder));
  room.connected('AT_EMPTY_PATH', inode(file));
  return room.script;
}

/** A directory that is moved to where its mount does not reach. */
function movedOut(nr: number): JudgedScript {
  const room = new Room('a directory that has left its mount', nr);
  mkdir(room.script, room.task, 'm/d');
  mkdir(room.script, room.task, 'm/d/e');
  rename(room.script, room.task, 'm/s', 'm/d/e/s');
  room.bind('m/d', 'n');
  const folder = room.folder('n/e');
  rename(room.script, room.task, 'm/d/e', 'm/f');
  room.connected('that directory', path('s', folder));
  return room.script;
}

/** A connection keeps what bind(2) has kept, and not the mount by which it was found. */
function unkept(nr?: number): JudgedScript {
  const room = new Room('a connection, and the mount by which it was found', nr);
  room.bind('m', 'n');
  room.connected('a path', path('n/s'));
  room.script.expect(unmount(room.script, room.task, 'n'), 'umount', '0');
  return room.script;
}

const LANE: ScriptedLane = {
  scenario: 'mounts',
  what: 'mounts for reading alone, without access times, gone, or left: kept by who sleeps, and then not',
  call: 'fconnectat',
  needs: [],
  setUp: () => [readOnlyMount(), readOnlyFiles(), accessed(), unkept(), usedMounts()],
  cases: (nr) => [
    ...[readOnlyMount, readOnlyFiles, accessed, detached, movedOut, unkept].map((make) => make(nr)),
    ...sleepers(nr),
  ],
};

/** R2, R3, R5, R7 and R20, of mounts. */
export const MOUNTS = scriptedLane(LANE);
