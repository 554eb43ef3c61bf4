// SPDX-License-Identifier: MIT
// What stops a task on its way to user mode, and is no signal, ends its wait (R11, E25, A6): ptrace, and the freezer of cgroup v2.
import { SOCK_NONBLOCK } from '../../harness/protocol/flags.ts';
import { expectByThen } from '../../harness/scripted/by-then.ts';
import { unlink } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { TRAPS, type Trap, trapsWork } from '../../harness/scripted/traps.ts';
import { socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { byConnect, byFconnectat, type Connect, fullListener, waits } from './waiting.ts';

/** Two wait, and the first is stopped. The slot goes to the second, and the name goes as well. */
function sleeper(trap: Trap, call: string, connect: Connect, afterwards: string): JudgedScript {
  const script = new JudgedScript(`one of two who wait is stopped by ${trap.name}: ${call}`);
  const [server, beside, caller] = [script.spawn(), script.spawn(), script.spawn()];
  const accept = fullListener(script, server, SOCK_NONBLOCK);
  trap.prepare(script, beside, caller, call);
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, `${call}, the first`, 'blocked');
  const first = { task: caller, op };
  const second = waits(script, connect, `${call}, the second`);
  const stopped = trap.stop(script, beside, caller, call);
  expectByThen(script, stopped, first, `the first, stopped by ${trap.name}`, 'blocked');
  accept();
  const taken = accept();
  script.expectInTheEnd(second.op, 'the second', '0');
  expectByThen(script, taken, first, 'the first, when the slot has been taken', 'blocked');
  unlink(script, server, 's');
  trap.letGo(script, beside, caller, call);
  script.expectInTheEnd(op, `the first, after ${trap.lets}`, afterwards);
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'trapped',
  what: 'a tracer and the freezer of cgroup v2 end the call of a sleeper, who keeps nothing from others',
  call: 'fconnectat',
  needs: [],
  setUp: trapsWork,
  cases: (nr) =>
    TRAPS.flatMap((trap) => [
      // connect(2) is started again, and looks for the name.
      sleeper(trap, 'connect', byConnect, 'ENOENT'),
      sleeper(trap, 'fconnectat', byFconnectat(nr), 'EINTR'),
    ]),
};

/** R11 and E25, of ptrace and of cgroup v2. */
export const TRAPPED = scriptedLane(LANE);
