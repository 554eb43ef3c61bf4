// SPDX-License-Identifier: MIT
// Files over those of an earlier run. A list in the folder says which files are ours: nothing else in it is touched.
import { rmSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** Whether a path that such a list has stays in its folder. */
export const isInside = (path: string): boolean =>
  normalize(path) === path && !path.startsWith('..') && !path.startsWith(sep);

/** What an earlier run has left, and how to say what is ours. */
export interface Over {
  /** Its files. */
  readonly before: readonly string[];
  /** Which of them stay though they are none any more; none by default. */
  readonly stays?: (file: string) => boolean;
  /** Writes the list. */
  readonly list: (files: readonly string[]) => void;
}

/** Writes the files, each whole, and removes those of the earlier run that are none any more. @throws SyspecError as `writeWhole` */
export function writeOver(
  folder: string,
  files: ReadonlyMap<string, string>,
  { before, stays = () => false, list }: Over,
): void {
  // First of all, so that what a run that is cut short has written is ours too.
  list([...new Set([...before, ...files.keys()])]);
  for (const [file, text] of files) writeWhole(join(folder, file), text);
  for (const file of before)
    if (!files.has(file) && !stays(file)) rmSync(join(folder, file), { force: true });
  list([...files.keys()]);
}
