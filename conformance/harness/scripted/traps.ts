// SPDX-License-Identifier: MIT
// What stops a task on its way to user mode, and is no signal: ptrace(2), and the freezer of cgroup v2.
import { NR } from '../protocol/nr.ts';
import { mkdir, writeFile } from './calls.ts';
import { enterGroup, mountCgroup2 } from './cgroup.ts';
import { JudgedScript } from './judged-script.ts';
import type { Script } from './script.ts';

/** What stops a task. The task is in its reach before it makes its call. */
export interface Trap {
  readonly name: string;
  /** What lets the task go on, in words. */
  readonly lets: string;
  /** What is done before; `group` is a name that no other script has. */
  prepare(script: Script, beside: number, task: number, group: string): void;
  /** The number of the operation that stops the task. */
  stop(script: Script, beside: number, task: number, group: string): number;
  /** The number of the operation that lets the task go on. */
  letGo(script: Script, beside: number, task: number, group: string): number;
}

/** Requests of ptrace(2), include/uapi/linux/ptrace.h. */
const PTRACE = { seize: 0x4206, interrupt: 0x4207, detach: 17 } as const;

const ptrace = (script: Script, tracer: number, request: number, task: number): number =>
  script.call(tracer, NR.ptrace, request, { pid: task }, 0, 0);

const TRACER: Trap = {
  name: 'a tracer',
  lets: 'it is detached',
  prepare: (script, tracer, task) => ptrace(script, tracer, PTRACE.seize, task),
  stop: (script, tracer, task) => ptrace(script, tracer, PTRACE.interrupt, task),
  letGo: (script, tracer, task) => ptrace(script, tracer, PTRACE.detach, task),
};

/** Where the guest has cgroup v2. */
const GROUPS = '/run/groups';

const freeze = (script: Script, task: number, group: string, state: string): number =>
  writeFile(script, task, `${GROUPS}/${group}/cgroup.freeze`, state);

const FREEZER_V2: Trap = {
  name: 'the freezer of cgroup v2',
  lets: 'the thaw',
  prepare(script, beside, task, group) {
    mkdir(script, beside, `${GROUPS}/${group}`);
    enterGroup(script, task, `${GROUPS}/${group}`);
  },
  stop: (script, beside, _, group) => freeze(script, beside, group, '1'),
  letGo: (script, beside, _, group) => freeze(script, beside, group, '0'),
};

export const TRAPS: readonly Trap[] = [TRACER, FREEZER_V2];

/** A task that is stopped before its call does not make it. */
function stops(trap: Trap): JudgedScript {
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

/** Mounts cgroup v2. */
function mountGroups(): JudgedScript {
  const script = new JudgedScript('cgroup v2');
  mountCgroup2(script, script.spawn(), GROUPS);
  return script;
}

/** The set-up of a lane that has traps: each is at work in its guest. */
export const trapsWork = (): readonly JudgedScript[] => [mountGroups(), ...TRAPS.map(stops)];
