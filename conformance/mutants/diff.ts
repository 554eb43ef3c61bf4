// SPDX-License-Identifier: MIT
// What differs between two files, by diff(1).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SyspecError } from '../../base/errors.ts';

/** diff exits with 1 where the files differ. */
function diff(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('diff', args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null || error.code === 1) resolve(stdout);
      else reject(new SyspecError('TOOL_MISSING', `diff failed: ${stderr || error.message}`));
    });
  });
}

const orNothing = (path: string): string => (existsSync(path) ? path : '/dev/null');

/** Numbers of the lines of `after` that `before` does not have; all of them where there is no `before`. */
export async function addedLines(before: string, after: string): Promise<ReadonlySet<number>> {
  const hunks = await diff(['-U0', orNothing(before), after]);
  const added = new Set<number>();
  for (const [, first, count] of hunks.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)) {
    for (let i = 0; i < Number(count ?? 1); i += 1) added.add(Number(first) + i);
  }
  return added;
}

/** The patch that makes one file of the other, under this name; the same files give the same text. */
export async function patchOf(name: string, before: string, after: string): Promise<string> {
  const from = orNothing(before);
  const label = from === before ? `a/${name}` : from;
  return diff(['-u', '--label', label, '--label', `b/${name}`, from, after]);
}
