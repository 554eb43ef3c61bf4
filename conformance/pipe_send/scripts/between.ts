// SPDX-License-Identifier: MIT
// Who sends and who receives are in different namespaces, of users, mounts and the network at once: each is told when the other one goes
// (R9), is woken by it (R1), and is refused while it holds the mutex (R3).
import { F_SETPIPE_SZ, O_NONBLOCK, O_WRONLY } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mkfifo, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type By, TODAY, type Ways } from './by.ts';
import { IdleSplice } from './idle-splice.ts';
import { ALL_SPACES, child, enter } from './inside.ts';
import { holdSigpipe, sigpipe, through, unread } from './through.ts';

const PAGE = 4096;

/** A number and the registers. */
type Made = [nr: number, ...args: Arg[]];

/** The last who has the pipe open for reading is in other namespaces than who sends, and goes. */
function readerGone(ways: Ways): JudgedScript {
  const script = new JudgedScript('the reader goes');
  const outside = script.spawn();
  script.call(outside, NR.pipe2, { out: 8 }, 0);
  script.call(outside, NR.pipe2, { out: 8 }, 0);
  const inside = child(script, outside);
  enter(script, inside, ALL_SPACES, outside);
  for (const { sends, reads, from, where } of [
    { sends: inside, reads: outside, from: 0, where: 'inside' },
    { sends: outside, reads: inside, from: 2, where: 'outside' },
  ]) {
    const to = { task: sends, fd: from + 1 };
    script.call(sends, NR.close, from);
    const op = script.call(sends, ...TODAY.send(to.fd, 'x'));
    script.expect(op, `send, read and write, a reader, ${where}`, '1');
    script.call(reads, NR.close, from);
    unread(script, ways, to, where);
  }
  return script;
}

/** Who sends to a full FIFO is asleep in other namespaces than the reader, and is told when that one goes. */
function readerGoneMeanwhile({ plain }: Ways): JudgedScript {
  const script = new JudgedScript('the reader goes while a sender is asleep');
  const outside = script.spawn();
  mkfifo(script, outside, 'f');
  const reader = () => open(script, outside, 'f', O_NONBLOCK);
  let reads = reader();
  const to = 1;
  open(script, outside, 'f', O_WRONLY);
  const inside = child(script, outside);
  script.call(inside, NR.close, 0);
  enter(script, inside, ALL_SPACES, outside);
  holdSigpipe(script, inside);
  script.call(inside, NR.fcntl, to, F_SETPIPE_SZ, PAGE);
  script.expect(script.call(inside, ...TODAY.send(to, 'f'.repeat(PAGE))), 'write, all', String(PAGE));
  for (const { name, isSilent, send } of plain) {
    const op = script.call(inside, ...send(to, 'x'));
    script.expect(op, `send, ${name}, full`, 'blocked');
    script.call(outside, NR.close, reads);
    script.expectInTheEnd(op, `send, ${name}, the reader has gone`, 'EPIPE');
    sigpipe(script, inside, !isSilent, name);
    reads = reader();
  }
  return script;
}

/** Who has no MSG_DONTWAIT sleeps until somebody in other namespaces brings a byte or takes some; who has it does not. */
function asleep({ nowait, plain }: Ways, isInside: boolean): JudgedScript {
  const script = new JudgedScript(`asleep ${isInside ? 'inside' : 'outside'}`);
  const outside = script.spawn();
  const [from, to] = [0, 1];
  script.call(outside, NR.pipe2, { out: 8 }, 0);
  script.call(outside, NR.fcntl, to, F_SETPIPE_SZ, PAGE);
  const inside = child(script, outside);
  enter(script, inside, ALL_SPACES, outside);
  const [beside, waker] = isInside ? [inside, outside] : [outside, inside];
  const sleeper = script.fork(beside);
  const gives = (made: Made, label: string, expected: number) =>
    script.expect(script.call(waker, ...made), label, String(expected));
  const takes = (call: string, makes: (by: By) => Made, wakes: () => void) => {
    for (const one of plain) {
      const op = script.call(sleeper, ...makes(one));
      script.expect(op, `${call}, ${one.name}`, 'blocked');
      for (const by of nowait) {
        const asks = script.call(beside, ...makes(by));
        script.expect(asks, `${call}, ${by.name}, beside ${one.name}`, 'EAGAIN');
      }
      wakes();
      script.expectInTheEnd(op, `${call}, ${one.name}, who has slept`, '1');
    }
  };
  const first = nowait[0]!;
  const sends = () => gives(first.send(to, 'x'), `send, ${first.name}, for who sleeps`, 1);
  takes('recv', (by) => by.recv(from, 1), sends);
  const fills = (room: number) => gives(TODAY.send(to, 'f'.repeat(room)), 'write, all', room);
  fills(PAGE);
  const receives = () => {
    gives(first.recv(from, PAGE), `recv, ${first.name}, for who sleeps`, PAGE);
    // Behind the byte of who has slept.
    fills(PAGE - 1);
  };
  takes('send', (by) => by.send(to, 'x'), receives);
  return script;
}

/** A splice of somebody in other namespaces has the mutex: who may not wait is refused (R3), and served when it has ended. */
function held({ nowait }: Ways, isInside: boolean): JudgedScript {
  const script = new JudgedScript(`the mutex is held ${isInside ? 'inside' : 'outside'}`);
  const outside = script.spawn();
  const [from, to] = [0, 1];
  script.call(outside, NR.pipe2, { out: 8 }, 0);
  const inside = child(script, outside);
  enter(script, inside, ALL_SPACES, outside);
  const [maker, asks] = isInside ? [inside, outside] : [outside, inside];
  const splicer = script.fork(maker);
  const splice = new IdleSplice(script, maker, 2);
  splice.take(splicer, to);
  for (const { name, send, recv } of nowait) {
    script.expect(script.call(asks, ...send(to, 'x')), `send, ${name}`, 'EAGAIN');
    script.expect(script.call(asks, ...recv(from, 1)), `recv, ${name}`, 'EAGAIN');
  }
  splice.quit();
  const ends = [
    { task: asks, fd: to },
    { task: asks, fd: from },
  ] as const;
  through(script, { nowait, plain: [] }, ...ends, 'after the splice');
  return script;
}

/** The cases. */
export const BETWEEN: readonly ((ways: Ways) => JudgedScript)[] = [
  readerGone,
  readerGoneMeanwhile,
  ...[true, false].flatMap((isInside) => [asleep, held].map((row) => (ways: Ways) => row(ways, isInside))),
];
