// SPDX-License-Identifier: MIT
// Puts a site into a folder. A file in it says which files are ours: what was there before and is none of them is never touched.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../base/errors.ts';
import { isInside, writeOver } from '../base/write-over.ts';
import { writeWhole } from '../base/write-whole.ts';

/** Marks a folder as a report, and lists its files. */
export const MARK = 'report.json';

const schema = z.object({
  schema: z.literal(1),
  made: z.literal('syspec report'),
  files: z.array(z.string()),
});

/** The files that a report in this folder consists of; undefined when it has none, or is no report. */
function filesIn(folder: string): readonly string[] | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, MARK), 'utf8'))).files;
  } catch {
    return undefined;
  }
}

/** @throws SyspecError BAD_USAGE for a folder that has something in it and is no report, or is no folder */
export function requireOurs(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new SyspecError('BAD_USAGE', `${folder} is no folder`, 'Name another one by --out.');
  if (readdirSync(folder).length === 0 || filesIn(folder) !== undefined) return;
  throw new SyspecError(
    'BAD_USAGE',
    `${folder} is not empty, and no report: nothing was written`,
    'Name another folder by --out, or an empty one.',
  );
}

/**
 * Writes the files, each whole; those of an earlier report that are none any more are removed.
 * @returns bytes
 * @throws SyspecError as `requireOurs`, DISK_FULL
 */
export function writeSite(folder: string, files: ReadonlyMap<string, string>): number {
  requireOurs(folder);
  const before = (filesIn(folder) ?? []).filter(isInside);
  const list = (names: readonly string[]) =>
    writeWhole(
      join(folder, MARK),
      `${JSON.stringify({ schema: 1, made: 'syspec report', files: names }, null, 1)}\n`,
    );
  writeOver(folder, files, { before, list });
  return [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
