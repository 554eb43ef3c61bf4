// SPDX-License-Identifier: MIT
// A file system that is asked for the permission on a socket may answer that the call be restarted. No such error leaves a call
// that has resolved its path (R11, E25).
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { expectByThen } from '../../harness/scripted/by-then.ts';
import { SIGNAL, unlink } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { served, socket, TYPES } from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';
import { byConnect, byFconnectat, type Connect, fullListener } from './waiting.ts';

/** The errors that ask for a restart (include/linux/errno.h): a program never sees them. */
const RESTARTS = {
  ERESTARTSYS: 512,
  ERESTARTNOINTR: 513,
  ERESTARTNOHAND: 514,
  ERESTART_RESTARTBLOCK: 516,
} as const;
type Restart = keyof typeof RESTARTS;
const ALL = Object.keys(RESTARTS) as Restart[];

/** Groups by which a socket on tmpfs is refused with an error, and after a signal (`test-only/fconnectat/proposed.patch`). */
const [AT_ONCE, AFTER_A_SIGNAL] = [0x5e57_0000, 0x5e57_1000];

const W_OK = 2;

/** What ends the wait of a file system, and would have a call restarted. */
const SIGNALS = {
  'a handler with SA_RESTART': (script: JudgedScript, task: number) => script.kill(task, SIGNAL.usr1),
  'a stop': (script: JudgedScript, task: number) => {
    script.kill(task, SIGNAL.stop);
    return script.kill(task, SIGNAL.cont);
  },
} as const;
type Signal = keyof typeof SIGNALS;

/** What a call is restarted by. The others end in EINTR by themselves, and would show nothing. */
const RESTARTED_BY: readonly (readonly [Restart, Signal])[] = [
  ['ERESTARTSYS', 'a handler with SA_RESTART'],
  ['ERESTARTSYS', 'a stop'],
  ['ERESTARTNOINTR', 'a handler with SA_RESTART'],
  ['ERESTARTNOINTR', 'a stop'],
  ['ERESTARTNOHAND', 'a stop'],
];

/** From here on the file system answers so when it is asked about `s`. */
const answer = (script: JudgedScript, task: number, error: Restart, group: number) =>
  script.call(task, NR.chown, cString('s'), -1, group + RESTARTS[error]);

/** A caller that sleeps on the full queue of `s`. */
function asleep(title: string, call: string, connect: Connect) {
  const script = new JudgedScript(title);
  const server = script.spawn();
  const accept = fullListener(script, server);
  const caller = script.spawn();
  script.handle(caller, SIGNAL.usr1, true);
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, call, 'blocked');
  return { script, server, caller, op, accept };
}

/** The call asks for the permission, as it does first of all. */
function first(nr: number, error: Restart): JudgedScript {
  const script = new JudgedScript(`${error} where the permission is asked for first`);
  const task = script.spawn();
  for (const type of TYPES) {
    served(script, task, { kind: 'path', path: 's' }, type);
    answer(script, task, error, AT_ONCE);
    const op = issue(script, nr, task, socket(script, task, type), path('s'));
    script.expect(op, `fconnectat, ${type}`, 'EINTR');
    unlink(script, task, 's');
  }
  return script;
}

/** It asks again when it has waited. */
function again(error: Restart, call: string, connect: Connect, expected: string): JudgedScript {
  const room = asleep(`${error} where the permission is asked for after a wait, by ${call}`, call, connect);
  const { script, server, op } = room;
  answer(script, server, error, AT_ONCE);
  room.accept();
  script.expectInTheEnd(op, `${call}, when there is a slot`, expected);
  return script;
}

/** The file system waits, and a signal comes. A call that is restarted finds no name. */
function interrupted(
  error: Restart,
  signal: Signal,
  call: string,
  connect: Connect,
  expected: string,
): JudgedScript {
  const room = asleep(`${error} after ${signal} in the file system, by ${call}`, call, connect);
  const { script, server, caller, op } = room;
  answer(script, server, error, AFTER_A_SIGNAL);
  const accepted = room.accept();
  expectByThen(script, accepted, { task: caller, op }, `${call}, when there is a slot`, 'blocked');
  unlink(script, server, 's');
  SIGNALS[signal](script, caller);
  script.expectInTheEnd(op, `${call}, after ${signal}`, expected);
  return script;
}

/** The file system answers so. */
function control(error: Restart): JudgedScript {
  const script = new JudgedScript(`a file system answers ${error}`);
  const task = script.spawn();
  served(script, task, { kind: 'path', path: 's' }, 'stream');
  answer(script, task, error, AT_ONCE);
  const op = script.call(task, NR.access, cString('s'), W_OK);
  script.expect(op, 'access', `errno ${RESTARTS[error]}`);
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'restarts',
  what: 'no error of a file system that asks for a restart leaves a call that has resolved its path',
  call: 'fconnectat',
  needs: ['restart-answers'],
  setUp: () => [
    ...ALL.map(control),
    again('ERESTARTSYS', 'connect', byConnect, `errno ${RESTARTS.ERESTARTSYS}`),
    // connect(2) is started again, and looks for the name.
    interrupted('ERESTARTSYS', 'a handler with SA_RESTART', 'connect', byConnect, 'ENOENT'),
    interrupted('ERESTARTNOHAND', 'a stop', 'connect', byConnect, 'ENOENT'),
    // In the queue the handler would have it restarted: the wait is in the file system.
    interrupted('ERESTARTNOHAND', 'a handler with SA_RESTART', 'connect', byConnect, 'EINTR'),
  ],
  cases: (nr) => {
    const fconnectat = byFconnectat(nr);
    return [
      ...ALL.flatMap((error) => [first(nr, error), again(error, 'fconnectat', fconnectat, 'EINTR')]),
      ...RESTARTED_BY.map(([error, signal]) => interrupted(error, signal, 'fconnectat', fconnectat, 'EINTR')),
    ];
  },
};

/** R11 and E25, of file systems. */
export const RESTARTED = scriptedLane(LANE);
