// SPDX-License-Identifier: MIT
// Behind who has the mutex of a pipe: no signal ends that wait (R12), SIGKILL as little as one with a handler, as in write(2) and
// read(2); who moves no bytes does not wait; and other calls wait as they did.
import {
  F_GETPIPE_SZ,
  F_SETPIPE_SZ,
  FIONREAD,
  MSG_DONTWAIT,
  MSG_NOSIGNAL,
  O_NONBLOCK,
  O_RDWR,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { mkfifo, open, SIGNAL, write } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { type By, messages, proposed, TODAY } from './by.ts';
import { IdleSplice } from './idle-splice.ts';

/** The two ends of the pipe, and how many descriptors they are. */
const [READ, WRITE, ENDS] = [0, 1, 2];
/** What a pipe has before, and how much of it is received. */
const [TEXT, ROOM] = ['abcd', 2];

/** Signals that come to who waits, and whether it lives on. */
const SIGNALS = [
  { name: 'a signal with a handler', sent: [SIGNAL.usr1], lives: true },
  { name: 'SIGSTOP and SIGCONT', sent: [SIGNAL.stop, SIGNAL.cont], lives: true },
  { name: 'SIGKILL', sent: [SIGNAL.kill], lives: false },
] as const;

type Signals = (typeof SIGNALS)[number];

/** It waits for a splice, is sent the signals, and goes on when the splice has ended: then who is killed is dead, but has moved its bytes. */
function waits(by: By, what: 'send' | 'recv', { name, sent, lives }: Signals): JudgedScript {
  const script = new JudgedScript(`${what}, ${by.name}, behind a splice: ${name}`);
  const task = script.spawn();
  script.call(task, NR.pipe2, { out: 8 }, 0);
  write(script, task, WRITE, TEXT);
  const [splicer, waiter] = [script.fork(task), script.fork(task)];
  script.handle(waiter, SIGNAL.usr1);
  const splice = new IdleSplice(script, task, ENDS);
  splice.take(splicer, WRITE);
  const op = script.call(waiter, ...(what === 'send' ? by.send(WRITE, 'xy') : by.recv(READ, ROOM)));
  script.expect(op, 'the call', 'blocked');
  for (const signal of sent) {
    const at = script.kill(waiter, signal);
    script.expectThat({
      ...{ label: `after signal ${signal}`, expected: 'it waits' },
      observed: (run) => (run.blocked(at, waiter) ? 'it waits' : run.inTheEnd(op)),
    });
  }
  splice.quit();
  if (lives) script.expectInTheEnd(op, 'the call, after the splice', String(ROOM));
  else {
    const observed = (run: ScriptRun) => (run.died(waiter) ? 'dead' : 'alive');
    script.expectThat({ label: 'the task, after the splice', expected: 'dead', observed });
  }
  const left = script.call(task, NR.recvfrom, READ, { out: 8 }, 8, MSG_DONTWAIT, 0, 0);
  const expected = what === 'send' ? `${TEXT}xy` : TEXT.slice(ROOM);
  script.expectThat(
    { label: 'what is left', expected, observed: (run) => run.text(left) || run.inTheEnd(left) },
    [left],
  );
  return script;
}

/** A call of no bytes has nothing to wait for, and is no call that could be refused (E7). */
function ofNoBytes(by: By, nr: number): JudgedScript {
  const script = new JudgedScript(`no bytes, ${by.name}, behind a splice`);
  const task = script.spawn();
  script.call(task, NR.pipe2, { out: 8 }, 0);
  const splicer = script.fork(task);
  const splice = new IdleSplice(script, task, ENDS);
  splice.take(splicer, WRITE);
  script.expect(script.call(task, ...by.send(WRITE, '')), 'send, no bytes', '0');
  script.expect(script.call(task, ...by.recv(READ, 0)), 'recv, no bytes', '0');
  const refused = script.call(task, nr, WRITE, { data: Buffer.from('x') }, 1, MSG_DONTWAIT, 0, 0);
  script.expect(refused, 'send, a byte, MSG_DONTWAIT', 'EAGAIN');
  splice.quit();
  return script;
}

/** Bytes of a pipe that nobody has made larger or smaller. */
const SIZE = 65536;

/** What is no send and no recv waits for the mutex as it did, whatever O_NONBLOCK says (A6). */
function asBefore(nr: number): JudgedScript {
  const script = new JudgedScript('other calls of a pipe, behind a splice');
  const task = script.spawn();
  mkfifo(script, task, 'f');
  // By the first the splice goes, which does not sleep under O_NONBLOCK; by the others who waits.
  const [first, ...ends] = [0, 1, 2, 3, 4].map((at) => {
    const fd = open(script, task, 'f', O_RDWR | (at === 0 ? 0 : O_NONBLOCK));
    return { fd, task: script.fork(task) };
  });
  const splice = new IdleSplice(script, task, 1 + ends.length);
  splice.take(first!.task, first!.fd);
  const made = (
    [
      ['FIONREAD', NR.ioctl, [FIONREAD, { out: 4 }], '0'],
      ['F_GETPIPE_SZ', NR.fcntl, [F_GETPIPE_SZ, 0], String(SIZE)],
      ['F_SETPIPE_SZ', NR.fcntl, [F_SETPIPE_SZ, SIZE], String(SIZE)],
      ['close', NR.close, [], '0'],
    ] as const
  ).map(([label, call, args, gives], i) => {
    const op = script.call(ends[i]!.task, call, ends[i]!.fd, ...args);
    script.expect(op, label, 'blocked');
    return { label, op, gives };
  });
  const refused = script.call(task, nr, first!.fd, { data: Buffer.from('x') }, 1, MSG_DONTWAIT, 0, 0);
  script.expect(refused, 'send, MSG_DONTWAIT', 'EAGAIN');
  splice.quit();
  for (const { label, op, gives } of made) script.expectInTheEnd(op, `${label}, after the splice`, gives);
  return script;
}

const rows = (ways: readonly By[]): JudgedScript[] =>
  ways.flatMap((by) =>
    (['send', 'recv'] as const).flatMap((what) => SIGNALS.map((signals) => waits(by, what, signals))),
  );

const LANE: ScriptedLane = {
  scenario: 'held',
  what: 'who waits for the mutex of a pipe: no signal ends that, and a call of no bytes does not wait',
  call: 'sendto',
  needs: [],
  setUp: () => rows([TODAY]),
  cases: (nr) => {
    const plain = [
      ...[proposed(nr, 0, 'no flag'), proposed(nr, MSG_NOSIGNAL, 'MSG_NOSIGNAL')],
      messages(0, 'a message'),
    ];
    const nowait = [
      proposed(nr, MSG_DONTWAIT, 'MSG_DONTWAIT'),
      messages(MSG_DONTWAIT, 'a message, MSG_DONTWAIT'),
    ];
    return [...rows(plain), ...[TODAY, ...plain, ...nowait].map((by) => ofNoBytes(by, nr)), asBefore(nr)];
  },
};

/** R12, of the wait for the mutex; E7 and A6. */
export const HELD = scriptedLane(LANE);
