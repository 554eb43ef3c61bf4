// SPDX-License-Identifier: MIT
// What surrounds a call and is none of its arguments: how its file came to the task, whose it is, by which mount it was opened, and
// what limits the task. The call does there what write(2) and read(2) do (R1), and MSG_DONTWAIT holds (R4).
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import {
  F_GETPIPE_SZ,
  F_SETFL,
  F_SETPIPE_SZ,
  MS_BIND,
  MS_RDONLY,
  MS_REMOUNT,
  O_CREAT,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { cString, u64s } from '../../harness/registers.ts';
import { become, chmod, closeAll, mkfifo, mountWith, open, unmount } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { type By, OF_TODAY, TODAY, type Ways, waysOf } from './by.ts';
import { limited, lowered } from './limits.ts';
import { passed } from './passed.ts';
import { through } from './through.ts';

const PAGE = 4096;
/** Two ordinary users. */
const [USER, OTHER] = [1000, 1001];
/** Bytes of struct stat, and where the seconds of the modification are. */
const STAT = { size: 144, mtime: 88 };
/** Seconds: long ago, so that there are times to be written. */
const [ACCESSED, MODIFIED] = [1000, 2000];

/** Opened by root, who may do anything with it; used by somebody who may not open it. */
function became(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO and a file that were opened by root, used as another user');
  const task = script.spawn();
  mkfifo(script, task, 'f', 0o600);
  const fifo = open(script, task, 'f', O_RDWR);
  const file = open(script, task, 'r', O_CREAT | O_RDWR);
  chmod(script, task, 'r', 0o600);
  become(script, task, USER);
  for (const path of ['f', 'r']) {
    open(script, task, path, O_RDWR | O_NONBLOCK);
    script.expect(script.ops.length - 1, `open of ${path} as that user`, 'EACCES');
  }
  through(script, ways, { task, fd: fifo }, { task, fd: fifo }, 'the FIFO');
  const sent = (by: By, gives: string) =>
    script.expect(script.call(task, ...by.send(file, 'x')), `send, ${by.name}, the file`, gives);
  for (const by of ways.plain) sent(by, '1');
  for (const by of ways.nowait) sent(by, 'EOPNOTSUPP');
  return script;
}

/** A FIFO of somebody else, who lets others write, and read or not. */
function ofAnother(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO of another user');
  const [root, task] = [script.spawn(), script.spawn()];
  for (const [path, mode] of [
    ['both', 0o666],
    ['write', 0o622],
  ] as const) {
    mkfifo(script, root, path);
    script.call(root, NR.chown, cString(path), OTHER, OTHER);
    chmod(script, root, path, mode);
  }
  const reader = open(script, root, 'write', O_NONBLOCK);
  become(script, task, USER);
  const both = open(script, task, 'both', O_RDWR);
  through(script, ways, { task, fd: both }, { task, fd: both }, 'a FIFO of all');
  open(script, task, 'write', O_NONBLOCK);
  script.expect(script.ops.length - 1, 'open for reading, where others may write', 'EACCES');
  const alone = open(script, task, 'write', O_WRONLY);
  for (const by of [...ways.plain, ...ways.nowait]) {
    script.expect(
      script.call(task, ...by.recv(alone, 1)),
      `recv, ${by.name}, where others may write`,
      'EBADF',
    );
    script.expect(script.call(task, ...by.send(alone, 'x')), `send, ${by.name}, where others may write`, '1');
    script.expect(script.call(root, ...by.recv(reader, 1)), `recv, ${by.name}, by who may read`, '1');
  }
  return script;
}

/** One pipe, by the name and by a mount of it. */
function mounted(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO, by a bind mount');
  const task = script.spawn();
  const { fifo, bound } = bind(script, task);
  through(script, ways, { task, fd: bound }, { task, fd: fifo }, 'into the mount');
  through(script, ways, { task, fd: fifo }, { task, fd: bound }, 'out of the mount');
  return unbind(script, task);
}

/** The times are not written, and that is no error. */
function readOnly(ways: Ways): JudgedScript {
  const script = new JudgedScript('a FIFO, by a bind mount that is for reading alone');
  const task = script.spawn();
  const { bound } = bind(script, task, MS_RDONLY);
  script.call(task, NR.utimensat, AT_FDCWD, cString('f'), { data: u64s(ACCESSED, 0, MODIFIED, 0) }, 0);
  script.expect(chmod(script, task, 'g', 0o600), 'chmod by the mount', 'EROFS');
  through(script, ways, { task, fd: bound }, { task, fd: bound }, 'the mount');
  const stat = script.call(task, NR.fstat, bound, { out: STAT.size });
  script.expectThat({
    ...{ label: 'seconds of the modification, after that', expected: String(MODIFIED) },
    observed: (run) => secondsOf(run.buffer(stat)),
  });
  return unbind(script, task);
}

const secondsOf = (stat: Buffer): string =>
  stat.length < STAT.size ? 'no times' : String(stat.readBigInt64LE(STAT.mtime));

/** A FIFO `f`, and a mount of it at `g`. */
function bind(script: JudgedScript, task: number, flags = 0): { fifo: Arg; bound: Arg } {
  const mounting = (more: number) => mountWith(script, task, 'f', 'g', more);
  mkfifo(script, task, 'f');
  const fifo = open(script, task, 'f', O_RDWR);
  script.call(task, NR.close, open(script, task, 'g', O_CREAT | O_RDWR));
  mounting(MS_BIND);
  if (flags !== 0) mounting(MS_BIND | MS_REMOUNT | flags);
  return { fifo, bound: open(script, task, 'g', O_RDWR) };
}

/** No mount is in the way of the end. */
function unbind(script: JudgedScript, task: number): JudgedScript {
  closeAll(script, task);
  unmount(script, task, 'g');
  return script;
}

/** A user whose pipes have more slots than these (pipe-user-pages-soft) gets pipes of two. */
const SLOTS = 16384;

/** A small pipe of a user who has too many slots, and that pipe with one slot alone. */
function slots(ways: Ways): JudgedScript {
  const script = new JudgedScript('pipes of a user who has too many slots');
  const task = script.spawn();
  // Who makes a pipe is asked for by the real user, and what they may do by the effective one.
  script.call(task, NR.setresuid, USER, 0, 0);
  script.call(task, NR.pipe2, { out: 8 }, 0);
  script.call(task, NR.fcntl, 0, F_SETPIPE_SZ, SLOTS * PAGE);
  script.call(task, NR.setresuid, USER, USER, USER);
  script.call(task, NR.pipe2, { out: 8 }, O_NONBLOCK);
  const [from, to] = [2, 3];
  const expect = (label: string, made: readonly [number, ...Arg[]], gives: number | string) =>
    script.expect(script.call(task, ...made), label, String(gives));
  /** Without O_NONBLOCK it is the flag alone that keeps a call from sleeping. */
  const eachWay = (tried: (by: By) => void) => {
    ways.plain.forEach(tried);
    for (const end of [to, from]) script.call(task, NR.fcntl, end, F_SETFL, 0);
    ways.nowait.forEach(tried);
    for (const end of [to, from]) script.call(task, NR.fcntl, end, F_SETFL, O_NONBLOCK);
  };
  expect('its size', [NR.fcntl, to, F_GETPIPE_SZ, 0], 2 * PAGE);
  eachWay(({ name, send, recv }) => {
    expect(`send of more, ${name}, two slots`, send(to, 'x'.repeat(3 * PAGE)), 2 * PAGE);
    expect(`send to a full one, ${name}, two slots`, send(to, 'x'), 'EAGAIN');
    expect(`recv, ${name}, two slots`, recv(from, 3 * PAGE), 2 * PAGE);
  });
  expect('more slots', [NR.fcntl, to, F_SETPIPE_SZ, 4 * PAGE], 'EPERM');
  expect('one slot', [NR.fcntl, to, F_SETPIPE_SZ, PAGE], PAGE);
  eachWay(({ name, send, recv }) => {
    expect(`send, ${name}, one slot`, send(to, 'x'), 1);
    // It is not split (R7).
    expect(`send of PIPE_BUF, ${name}, no slot`, send(to, 'x'.repeat(PAGE)), 'EAGAIN');
    expect(`recv, ${name}, one slot`, recv(from, 2), 1);
    expect(`send of PIPE_BUF, ${name}, one slot`, send(to, 'x'.repeat(PAGE)), PAGE);
    expect(`recv of PIPE_BUF, ${name}, one slot`, recv(from, PAGE), PAGE);
  });
  return script;
}

/** Bytes that the pipe has room for: few, as it is filled for each who sleeps. */
const ALL = 4 * PAGE;

/** Whoever is passed the ends takes O_NONBLOCK away: then whoever has no MSG_DONTWAIT sleeps. */
function cleared({ nowait, plain }: Ways): JudgedScript {
  const script = new JudgedScript('ends that were passed, and of which O_NONBLOCK was cleared there');
  const loop = script.spawn();
  const { read, write, other, theirs } = passed(script, loop);
  const sleeper = script.fork(loop);
  script.call(loop, NR.fcntl, write, F_SETPIPE_SZ, ALL);
  const by = (task: number, made: readonly [number, ...Arg[]]) => script.call(task, ...made);
  for (const one of [...plain, ...nowait])
    script.expect(by(loop, one.recv(read, 1)), `recv, nothing, ${one.name}, O_NONBLOCK`, 'EAGAIN');
  theirs.clear();
  const [first] = [...nowait, ...plain];
  for (const one of plain) {
    const sleeps = by(sleeper, one.recv(read, 1));
    script.expect(sleeps, `recv, nothing, ${one.name}, cleared`, 'blocked');
    for (const asks of nowait)
      script.expect(
        by(loop, asks.recv(read, 1)),
        `recv, nothing, ${asks.name}, beside ${one.name}, cleared`,
        'EAGAIN',
      );
    script.expect(by(loop, first!.send(write, 'x')), `send, ${first!.name}, for ${one.name}`, '1');
    script.expectInTheEnd(sleeps, `recv, ${one.name}, who has slept`, '1');
  }
  for (const one of plain) {
    script.expect(
      by(loop, TODAY.send(write, 'f'.repeat(ALL))),
      'write, all that there is room for',
      String(ALL),
    );
    const sleeps = by(sleeper, one.send(write, 'x'));
    script.expect(sleeps, `send, full, ${one.name}, cleared`, 'blocked');
    for (const asks of nowait)
      script.expect(
        by(loop, asks.send(write, 'x')),
        `send, full, ${asks.name}, beside ${one.name}, cleared`,
        'EAGAIN',
      );
    script.expect(
      by(other, first!.recv(theirs.read, PAGE)),
      `recv, ${first!.name}, by who was passed it`,
      String(PAGE),
    );
    script.expectInTheEnd(sleeps, `send, ${one.name}, who has slept`, '1');
    script.expect(by(loop, TODAY.recv(read, 2 * ALL)), 'read, all that there is', String(ALL - PAGE + 1));
  }
  return script;
}

const ROWS = [cleared, became, ofAnother, mounted, readOnly, slots, limited, lowered];

const LANE: ScriptedLane = {
  scenario: 'surroundings',
  what: 'passed ends, users, bind mounts, limits: as write and read there, and MSG_DONTWAIT does not sleep',
  call: 'sendto',
  needs: [],
  setUp: () => ROWS.map((row) => row(OF_TODAY)),
  cases: (nr) => ROWS.map((row) => row(waysOf(nr))),
};

/** R1 and R4, by what surrounds the call. */
export const SURROUNDINGS = scriptedLane(LANE);
