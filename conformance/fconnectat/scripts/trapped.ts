// SPDX-License-Identifier: MIT
// What stops a task on its way to user mode, and is no signal, ends its wait (R11, E25, A6): ptrace, and the freezer of cgroup v2.
import { NR } from '../../harness/protocol/nr.ts';
import { mkdir, mountOn, unlink, writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import {
  accept,
  connectTo,
  listener,
  SOCK_NONBLOCK,
  socket,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';

/** Requests of ptrace(2), include/uapi/linux/ptrace.h. */
const PTRACE = { seize: 0x4206, interrupt: 0x4207, detach: 17 } as const;

/** Where the lane has cgroup v2. */
const GROUPS = '/run/groups';

/** What stops a task. The task is in its reach before it makes its call. */
interface Trap {
  readonly name: string;
  readonly lets: string;
  /** What is done before; `of` is a word of the script's own. */
  prepare(script: JudgedScript, beside: number, task: number, of: string): void;
  stop(script: JudgedScript, beside: number, task: number, of: string): number;
  /** The number of the operation that lets the task go on. */
  letGo(script: JudgedScript, beside: number, task: number, of: string): number;
}

const ptrace = (script: JudgedScript, tracer: number, request: number, task: number): number =>
  script.call(tracer, NR.ptrace, request, { pid: task }, 0, 0);

const TRACER: Trap = {
  name: 'a tracer',
  lets: 'it is detached',
  prepare: (script, tracer, task) => ptrace(script, tracer, PTRACE.seize, task),
  stop: (script, tracer, task) => ptrace(script, tracer, PTRACE.interrupt, task),
  letGo: (script, tracer, task) => ptrace(script, tracer, PTRACE.detach, task),
};

const freeze = (script: JudgedScript, task: number, group: string, state: string): number =>
  writeFile(script, task, `${GROUPS}/${group}/cgroup.freeze`, state);

const FREEZER_V2: Trap = {
  name: 'the freezer of cgroup v2',
  lets: 'the thaw',
  prepare(script, beside, task, group) {
    mkdir(script, beside, `${GROUPS}/${group}`);
    // The task itself, whatever its number.
    writeFile(script, task, `${GROUPS}/${group}/cgroup.procs`, '0');
  },
  stop: (script, beside, _, group) => freeze(script, beside, group, '1'),
  letGo: (script, beside, _, group) => freeze(script, beside, group, '0'),
};

const TRAPS: readonly Trap[] = [TRACER, FREEZER_V2];

type Connect = (script: JudgedScript, task: number, fd: Fd) => number;

/** Two wait, and the first is stopped. The slot goes to the second, and the name goes as well. */
function sleeper(trap: Trap, call: string, connect: Connect, afterwards: string): JudgedScript {
  const script = new JudgedScript(`one of two who wait is stopped by ${trap.name}: ${call}`);
  const [server, beside, caller] = [script.spawn(), script.spawn(), script.spawn()];
  const listens = listener(script, server, 's', 0, SOCK_NONBLOCK);
  connectTo(script, server, socket(script, server), 's');
  trap.prepare(script, beside, caller, call);
  const first = connect(script, caller, socket(script, caller));
  script.expect(first, `${call}, the first`, 'blocked');
  const behind = script.spawn();
  const second = connect(script, behind, socket(script, behind));
  script.expect(second, `${call}, the second`, 'blocked');
  const stopped = trap.stop(script, beside, caller, call);
  script.expectThat({
    ...{ label: `the first, stopped by ${trap.name}`, expected: 'blocked' },
    observed: (run) => (run.blocked(stopped, caller) ? 'blocked' : run.inTheEnd(first)),
  });
  accept(script, server, listens);
  const taken = accept(script, server, listens);
  script.expectInTheEnd(second, 'the second', '0');
  script.expectThat({
    ...{ label: 'the first, when the slot has been taken', expected: 'blocked' },
    observed: (run) => (run.blocked(taken, caller) ? 'blocked' : run.inTheEnd(first)),
  });
  unlink(script, server, 's');
  trap.letGo(script, beside, caller, call);
  script.expectInTheEnd(first, `the first, after ${trap.lets}`, afterwards);
  return script;
}

/** A task that is stopped before its call does not make it. */
function control(trap: Trap): JudgedScript {
  const script = new JudgedScript(`a task is stopped before its call by ${trap.name}`);
  const [beside, task] = [script.spawn(), script.spawn()];
  trap.prepare(script, beside, task, 'control');
  trap.stop(script, beside, task, 'control');
  const op = script.call(task, NR.getuid);
  script.expect(op, `getuid under ${trap.name}`, 'blocked');
  trap.letGo(script, beside, task, 'control');
  script.expectInTheEnd(op, `getuid after ${trap.lets}`, '0');
  return script;
}

/** Mounts cgroup v2; each task is in its root then. */
function mountGroups(): JudgedScript {
  const script = new JudgedScript('cgroup v2');
  mountOn(script, script.spawn(), 'cgroup2', GROUPS);
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'trapped',
  what: 'a tracer and the freezer of cgroup v2 end the call of a sleeper, who keeps nothing from others',
  call: 'fconnectat',
  needs: [],
  setUp: () => [mountGroups(), ...TRAPS.map(control)],
  cases: (nr) => {
    const connect: Connect = (script, task, fd) => connectTo(script, task, fd, 's');
    const fconnectat: Connect = (script, task, fd) => issue(script, nr, task, fd, path('s'));
    return TRAPS.flatMap((trap) => [
      // connect(2) is started again, and looks for the name.
      sleeper(trap, 'connect', connect, 'ENOENT'),
      sleeper(trap, 'fconnectat', fconnectat, 'EINTR'),
    ]);
  },
};

/** R11 and E25, of ptrace and of cgroup v2. */
export const TRAPPED = scriptedLane(LANE);
