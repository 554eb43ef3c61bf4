// SPDX-License-Identifier: MIT
// The files that an earlier run wrote into a folder, so that those that are generated no more can go.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isInside, writeOver } from '../base/write-over.ts';
import { writeWhole } from '../base/write-whole.ts';

/** Has the hash of each, as it was written: what a person has changed since is not removed. */
const LIST = '.written.json';

const schema = z.record(z.string(), z.string());

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is listed; nothing where there is no list, or none of ours. */
function listed(folder: string): ReadonlyMap<string, string> {
  try {
    const list = schema.parse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')));
    return new Map(Object.entries(list).filter(([path]) => isInside(path)));
  } catch {
    return new Map();
  }
}

/** Whether a person has written in a file since it had that hash. */
const isChanged = (path: string, hash: string): boolean =>
  existsSync(path) && hashOf(readFileSync(path, 'utf8')) !== hash;

/** One that is generated no more, in which a person has written; undefined where there is none. */
export const changedStale = (folder: string, files: ReadonlyMap<string, string>): string | undefined =>
  [...listed(folder)]
    .map(([file, hash]) => ({ file, hash, path: join(folder, file) }))
    .find(({ file, hash, path }) => !files.has(file) && isChanged(path, hash))?.path;

/** Writes the files, and removes those of an earlier run, unless a person has written in them. @throws SyspecError as `writeWhole` */
export function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const before = listed(folder);
  const hashes = new Map([...before, ...[...files].map(([file, text]) => [file, hashOf(text)] as const)]);
  writeOver(folder, files, {
    before: [...before.keys()],
    stays: (file) => isChanged(join(folder, file), before.get(file)!),
    list: (names) => {
      const list = Object.fromEntries(names.map((name) => [name, hashes.get(name)]));
      writeWhole(join(folder, LIST), `${JSON.stringify(list, null, 1)}\n`);
    },
  });
}
