// SPDX-License-Identifier: MIT
// Groups of tasks in cgroup v2 (Documentation/admin-guide/cgroup-v2.rst).
import { mountOn, writeFile } from './calls.ts';
import type { Script } from './script.ts';

/** Mounts the hierarchy on a folder that is made for it: each task is in its root, and each folder that is made in it is a group. */
export const mountCgroup2 = (script: Script, task: number, at: string): void =>
  mountOn(script, task, 'cgroup2', at);

/** From here on the task is in a group. It takes no descriptor. */
export function enterGroup(script: Script, task: number, group: string): void {
  // The task itself, whatever its number.
  writeFile(script, task, `${group}/cgroup.procs`, '0');
}
