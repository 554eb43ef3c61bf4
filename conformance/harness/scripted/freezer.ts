// SPDX-License-Identifier: MIT
// Groups of a lane's own in the freezer of cgroup v1, in the same hierarchy as the shim's. They can be frozen and thawed in one
// operation, which the shim's operations cannot.
import { O_WRONLY } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import { mkdir, mount, open, write, writeFile } from './calls.ts';
import { JudgedScript } from './judged-script.ts';
import type { Script } from './script.ts';

/** Where the lane has the freezer. */
const GROUPS = '/run/freezers';

/** By one write each; together they lie in a pipe. */
const [FREEZE, THAW] = ['FROZEN', 'THAWED'] as const;

/** Makes a task that is in no call a member of a group of its own; gives the path of the group's state. */
export function join(script: Script, task: number, group: string): string {
  mkdir(script, task, `${GROUPS}/${group}`);
  // The task itself, whatever its number.
  writeFile(script, task, `${GROUPS}/${group}/tasks`, '0');
  return `${GROUPS}/${group}/freezer.state`;
}

/** Thaws a group, whether it is frozen or not. */
export function thaw(script: Script, task: number, state: string): number {
  return writeFile(script, task, state, THAW);
}

/**
 * Freezes a group and thaws it before any task of it can have run. Two tasks wait for what a pipe has for the file, and all
 * have one priority: both are to run when the pipe is written to, and whom the first one freezes is to run after the second.
 * The number of the operation.
 */
export function blink(script: JudgedScript, state: string): number {
  const first = script.spawn();
  script.call(first, NR.pipe2, { out: 8 }, 0);
  // Each by a position of its own.
  const files = [FREEZE, THAW].map(() => open(script, first, state, O_WRONLY));
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
function frozenInUserMode(): JudgedScript {
  const script = new JudgedScript('a task is frozen in user mode, and thawed');
  const task = script.spawn();
  script.freeze(task);
  const op = script.call(task, NR.getuid);
  script.expect(op, 'getuid of a frozen task', 'blocked');
  script.thaw(task);
  script.expectInTheEnd(op, 'getuid after the thaw', '0');
  return script;
}

/** The set-up of a lane that freezes tasks: the shim can, and so can groups of the lane's own. */
export const freezerWorks = (): readonly JudgedScript[] => [
  frozenInUserMode(),
  mountGroups(),
  blinkedInUserMode(),
];
