// SPDX-License-Identifier: MIT
// The files that an earlier run wrote into a folder, so that those that are generated no more can go.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../base/write-whole.ts';

/** Has the hash of each, as it was written: what a person has changed since is not removed. */
const LIST = '.written.json';

const schema = z.record(z.string(), z.string());

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether a path stays in its folder. */
const isInside = (path: string): boolean =>
  normalize(path) === path && !path.startsWith('..') && !path.startsWith(sep);

/** What is listed; nothing where there is no list, or none of ours. */
function listed(folder: string): ReadonlyMap<string, string> {
  try {
    const list = schema.parse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')));
    return new Map(Object.entries(list).filter(([path]) => isInside(path)));
  } catch {
    return new Map();
  }
}

/** Files of an earlier run that are not among these. */
function stale(folder: string, files: ReadonlyMap<string, string>) {
  return [...listed(folder)]
    .map(([file, hash]) => ({ file, hash, path: join(folder, file) }))
    .filter(({ file, path }) => !files.has(file) && existsSync(path))
    .map(({ path, hash }) => ({ path, isChanged: hashOf(readFileSync(path, 'utf8')) !== hash }));
}

/** One that is generated no more, in which a person has written; undefined where there is none. */
export const changedStale = (folder: string, files: ReadonlyMap<string, string>): string | undefined =>
  stale(folder, files).find(({ isChanged }) => isChanged)?.path;

/** Writes the files, and removes those of an earlier run, unless a person has written in them. @throws SyspecError as `writeWhole` */
export function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const gone = stale(folder, files).filter(({ isChanged }) => !isChanged);
  const hashes = [...files].map(([file, text]): [string, string] => [file, hashOf(text)]);
  const list = (of: Iterable<[string, string]>) =>
    writeWhole(join(folder, LIST), `${JSON.stringify(Object.fromEntries(of), null, 1)}\n`);
  // First of all, so that what a run that is cut short has written is listed too.
  list([...listed(folder), ...hashes]);
  for (const [file, text] of files) writeWhole(join(folder, file), text);
  for (const { path } of gone) rmSync(path, { force: true });
  list(hashes);
}
