// SPDX-License-Identifier: MIT
// A call that is frozen leaves the slot to others, and goes on with what it has found (R11).
import { NR } from '../../harness/protocol/nr.ts';
import { mkdir, mount, O, open, unlink, write, writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import { sleepsOf } from '../../harness/scripted/task-state.ts';
import {
  accept,
  connectTo,
  listener,
  SOCK_NONBLOCK,
  socket,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../hooks/calls.ts';

/** Where the lane has the freezer: groups of its own, in the same hierarchy as the shim's. */
const GROUPS = '/run/freezers';

/** By one write each; together they lie in a pipe. */
const [FREEZE, THAW] = ['FROZEN', 'THAWED'] as const;

type Connect = (script: JudgedScript, task: number, fd: Fd) => number;

/** A listener at `s` whose queue is full, and who accepts. */
function room(title: string) {
  const script = new JudgedScript(title);
  const server = script.spawn();
  const listens = listener(script, server, 's', 0, SOCK_NONBLOCK);
  connectTo(script, server, socket(script, server), 's');
  return { script, server, accept: () => accept(script, server, listens) };
}

/** A caller that sleeps, and is frozen. */
function asleep(script: JudgedScript, connect: Connect, name: string) {
  const caller = script.spawn();
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, name, 'blocked');
  return { caller, op };
}

/** Two wait, and the first is frozen. The name of the listener goes meanwhile. */
function beside(call: string, connect: Connect, afterwards: string): JudgedScript {
  const { script, server, accept } = room(`one of two who wait is frozen, by ${call}`);
  const first = asleep(script, connect, `${call}, the first`);
  const second = asleep(script, connect, `${call}, the second`);
  script.freeze(first.caller);
  accept();
  const taken = accept();
  script.expectInTheEnd(second.op, 'the second', '0');
  script.expectThat({
    ...{ label: 'the first, while the slot is taken', expected: 'blocked' },
    observed: (run) => (run.blocked(taken, first.caller) ? 'blocked' : run.inTheEnd(first.op)),
  });
  unlink(script, server, 's');
  script.thaw(first.caller);
  script.expectInTheEnd(first.op, 'the first, after the thaw', afterwards);
  return script;
}

/** Makes a task that is in no call a member of a group of its own. */
function join(script: JudgedScript, task: number, group: string): string {
  mkdir(script, task, `${GROUPS}/${group}`);
  // The task itself, whatever its number.
  writeFile(script, task, `${GROUPS}/${group}/tasks`, '0');
  return `${GROUPS}/${group}/freezer.state`;
}

/**
 * Freezes a group and thaws it before any task of it can have run. Two tasks wait for what a pipe has for the file, and all
 * have one priority: both are to run when the pipe is written to, and whom the first one freezes is to run after the second.
 * The number of the operation.
 */
function blink(script: JudgedScript, state: string): number {
  const first = script.spawn();
  script.call(first, NR.pipe2, { out: 8 }, 0);
  // Each by a position of its own.
  const files = [FREEZE, THAW].map(() => open(script, first, state, O.wronly));
  const writers = files.map((file, i) => {
    const op = script.call(script.fork(first), NR.splice, 0, 0, file, 0, FREEZE.length, 0);
    script.expect(op, `set-up: writer ${i + 1}`, 'blocked');
    return op;
  });
  const written = write(script, first, 1, FREEZE + THAW);
  for (const [i, op] of writers.entries())
    script.expectInTheEnd(op, `set-up: writer ${i + 1}, in the end`, String(FREEZE.length));
  return written;
}

/**
 * One who waits is frozen and thawed before it runs. The name of the listener has gone. Who waits on has gone to sleep once more.
 * Had it run in between, it would have been frozen, which is a sleep too. Of a call that returns that cannot be told: its task
 * sleeps after it as well.
 */
function blinked(call: string, connect: Connect, afterwards: string): JudgedScript {
  const { script, server, accept } = room(`one who waits is thawed before it has run, by ${call}`);
  const caller = script.spawn();
  // It has the caller's descriptors, and is in no group: one that is made later would be frozen too.
  const reader = script.fork(caller);
  const sleeps = sleepsOf(script, caller);
  const state = join(script, caller, call);
  const op = connect(script, caller, socket(script, caller));
  script.expect(op, call, 'blocked');
  unlink(script, server, 's');
  const before = sleeps(reader);
  const thawed = blink(script, state);
  const after = sleeps(reader);
  script.expectThat({
    ...{ label: `${call}, after the thaw`, expected: afterwards },
    observed: (run) => (run.blocked(thawed, caller) ? 'blocked' : run.inTheEnd(op)),
  });
  if (afterwards === 'blocked')
    script.expectThat({
      ...{ label: 'set-up: how often the caller has gone to sleep meanwhile', expected: '1' },
      observed: (run) => String((after(run) ?? Number.NaN) - (before(run) ?? Number.NaN)),
    });
  accept();
  if (afterwards === 'blocked') script.expectInTheEnd(op, `${call}, when there is a slot`, '0');
  // Whatever has been seen, nobody is left frozen.
  writeFile(script, server, state, THAW);
  return script;
}

/** Mounts the freezer, which the shim has mounted too: with the same words. */
function mountGroups(): JudgedScript {
  const script = new JudgedScript('the freezer of cgroup v1');
  const task = script.spawn();
  mkdir(script, task, GROUPS);
  mount(script, task, 'cgroup', GROUPS, { source: 'freezer', options: 'freezer,favordynmods' });
  return script;
}

/** A group is frozen and thawed in one operation, and its task makes calls. */
function blinkedInUserMode(): JudgedScript {
  const script = new JudgedScript('a task is frozen in user mode, and thawed before it has run');
  const task = script.spawn();
  blink(script, join(script, task, 'control'));
  script.expect(script.call(task, NR.getuid), 'getuid', '0');
  return script;
}

/** There is a freezer: a task makes no call until the thaw. */
function control(): JudgedScript {
  const script = new JudgedScript('a task is frozen in user mode, and thawed');
  const task = script.spawn();
  script.freeze(task);
  const op = script.call(task, NR.getuid);
  script.expect(op, 'getuid of a frozen task', 'blocked');
  script.thaw(task);
  script.expectInTheEnd(op, 'getuid after the thaw', '0');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'freezer',
  what: 'a caller that is frozen keeps nobody waiting, and goes on where it was',
  call: 'fconnectat',
  needs: [],
  setUp: () => [control(), mountGroups(), blinkedInUserMode()],
  cases: (nr) => {
    const connect: Connect = (script, task, fd) => connectTo(script, task, fd, 's');
    const fconnectat: Connect = (script, task, fd) => issue(script, nr, task, fd, path('s'));
    return [
      // connect(2) is started again, and looks for the name.
      beside('connect', connect, 'ENOENT'),
      beside('fconnectat', fconnectat, '0'),
      blinked('connect', connect, 'ENOENT'),
      blinked('fconnectat', fconnectat, 'blocked'),
    ];
  },
};

/** R11, of the freezer. */
export const FREEZER = scriptedLane(LANE);
