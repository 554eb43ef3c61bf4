// SPDX-License-Identifier: MIT
// Where a check writes: a folder for each process, so that no other one writes there while it is read. It stays, for the commands that
// the lines print.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of processes that have ended that are kept: a few megabytes each. */
const KEPT = 8;

/** `PID-` and what `mkdtemp` puts behind it. */
const NAME = /^(\d+)-\w{6}$/;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The time of the last change of a folder; 0 where another process has just removed it. */
const changed = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Makes this process's own folder below another one, and removes all but the newest of those whose process has ended. */
export function asideIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const ended = readdirSync(folder)
    .filter((name) => NAME.test(name) && !runs(Number(NAME.exec(name)?.[1])))
    .map((name) => join(folder, name))
    .map((path) => ({ path, time: changed(path) }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of ended.slice(KEPT)) rmSync(path, { recursive: true, force: true });
  return mkdtempSync(join(folder, `${process.pid}-`));
}
