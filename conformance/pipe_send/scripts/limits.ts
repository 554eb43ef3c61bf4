// SPDX-License-Identifier: MIT
// What limits a task (setrlimit(2)): a limit of files is none of a pipe's, and one of what may be made is none of what is there. As
// write(2) and read(2) have it (R1).
import { O_CREAT, O_NONBLOCK, O_RDWR, SIG_BLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u64s } from '../../harness/registers.ts';
import { become, mkfifo, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { Ways } from './by.ts';
import { through, unread } from './through.ts';

const [RLIMIT_FSIZE, SIGXFSZ] = [1, 25];
const XFSZ: Arg = { data: u64s(2n ** BigInt(SIGXFSZ - 1)) };
/** Bytes that a file may have. */
const FSIZE = 2;

/** A file may not grow, and a pipe has no size. */
export function limited(ways: Ways): JudgedScript {
  const script = new JudgedScript('RLIMIT_FSIZE');
  const task = script.spawn();
  script.call(task, NR.pipe2, { out: 8 }, 0);
  const [from, to] = [0, 1];
  const file = open(script, task, 'r', O_CREAT | O_RDWR);
  script.call(task, NR.rt_sigprocmask, SIG_BLOCK, XFSZ, 0, 8);
  script.call(task, NR.setrlimit, RLIMIT_FSIZE, { data: u64s(FSIZE, FSIZE) });
  const expect = (label: string, made: readonly [number, ...Arg[]], gives: number | string) =>
    script.expect(script.call(task, ...made), label, String(gives));
  const signals = (label: string, gives: number | string) =>
    expect(`SIGXFSZ after ${label}`, [NR.rt_sigtimedwait, XFSZ, 0, { data: u64s(0, 0) }, 8], gives);
  for (const { name, send, recv } of [...ways.plain, ...ways.nowait]) {
    expect(`send, ${name}, a pipe`, send(to, 'abcd'), 4);
    expect(`recv, ${name}, a pipe`, recv(from, 9), 4);
    signals(`${name}, a pipe`, 'EAGAIN');
  }
  for (const { name, send } of ways.plain) {
    script.call(task, NR.lseek, file, 0, 0);
    expect(`send, ${name}, a file up to its limit`, send(file, 'abcd'), FSIZE);
    signals(`${name}, up to the limit`, 'EAGAIN');
    expect(`send, ${name}, a file at its limit`, send(file, 'x'), 'EFBIG');
    signals(`${name}, at the limit`, SIGXFSZ);
    signals(`${name}, at the limit, once more`, 'EAGAIN');
  }
  for (const { name, send } of ways.nowait) {
    expect(`send, ${name}, a file at its limit`, send(file, 'x'), 'EOPNOTSUPP');
    signals(`${name}, a file at its limit`, 'EAGAIN');
  }
  return script;
}

/** RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_SIGPENDING and RLIMIT_MSGQUEUE: none of them is about bytes that are moved. */
const LIMITS = [6, 7, 8, 11, 12];
/** An ordinary user, whom limits bind. */
const USER = 1000;

/** A task that may have nothing more, and uses what it has; also SIGPIPE comes, where nothing may be pending. */
export function lowered(ways: Ways): JudgedScript {
  const script = new JudgedScript('limits of nothing, on a task that has its descriptors');
  const task = script.spawn();
  script.call(task, NR.pipe2, { out: 8 }, 0);
  const [from, to] = [0, 1].map((fd) => ({ task, fd }));
  mkfifo(script, task, 'f', 0o666);
  const fifo = { task, fd: open(script, task, 'f', O_RDWR) };
  become(script, task, USER);
  for (const limit of LIMITS) script.call(task, NR.setrlimit, limit, { data: u64s(0, 0) });
  open(script, task, 'f', O_RDWR | O_NONBLOCK);
  script.expect(script.ops.length - 1, 'open, one more', 'EMFILE');
  through(script, ways, to!, from!, 'a pipe');
  through(script, ways, fifo, fifo, 'a FIFO');
  script.call(task, NR.close, from!.fd);
  unread(script, ways, to!, 'a pipe');
  return script;
}
