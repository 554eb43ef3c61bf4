// SPDX-License-Identifier: MIT
// No signal ends the wait for the mutex of a pipe (R12), SIGKILL as little as one with a handler: as in write(2) and read(2).
import { MSG_DONTWAIT, MSG_NOSIGNAL } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { SIGNAL, write } from '../../harness/scripted/calls.ts';
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

const rows = (ways: readonly By[]): JudgedScript[] =>
  ways.flatMap((by) =>
    (['send', 'recv'] as const).flatMap((what) => SIGNALS.map((signals) => waits(by, what, signals))),
  );

const LANE: ScriptedLane = {
  scenario: 'held',
  what: 'no signal, and no SIGKILL, ends the wait of a call for the mutex of a pipe',
  call: 'sendto',
  needs: [],
  setUp: () => rows([TODAY]),
  cases: (nr) =>
    rows([
      ...[proposed(nr, 0, 'no flag'), proposed(nr, MSG_NOSIGNAL, 'MSG_NOSIGNAL')],
      messages(0, 'a message'),
    ]),
};

/** R12, of the wait for the mutex. */
export const HELD = scriptedLane(LANE);
