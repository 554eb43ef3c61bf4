// SPDX-License-Identifier: MIT
// The files that an earlier run wrote into a folder: what is generated no more can go, and what a person has changed since is known.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isInside, writeOver } from '../base/write-over.ts';
import { writeWhole } from '../base/write-whole.ts';

/** Has the hash of each, as it was written: what a person has changed since is not removed, nor written over. */
const LIST = '.written.json';

/** The hashes that a file of ours may have: two while it is written over, in case that is cut short. */
type Hashes = readonly string[];

const schema = z.record(
  z.string(),
  z
    .string()
    .or(z.array(z.string()).nonempty())
    .transform((one): Hashes => [one].flat()),
);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of what lies there; undefined where nothing does. */
const hashAt = (path: string): string | undefined =>
  existsSync(path) ? hashOf(readFileSync(path, 'utf8')) : undefined;

/** What is listed; nothing where there is no list, or none of ours. */
function listed(folder: string): ReadonlyMap<string, Hashes> {
  try {
    const list = schema.parse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')));
    return new Map(Object.entries(list).filter(([path]) => isInside(path)));
  } catch {
    return new Map();
  }
}

/** Whether a person has written in a file since it had one of these. */
function isChanged(path: string, hashes: Hashes): boolean {
  const is = hashAt(path);
  return is !== undefined && !hashes.includes(is);
}

/** The files of an earlier run in which a person has written since, by their paths in the folder. */
const changedIn = (folder: string): string[] =>
  [...listed(folder)].flatMap(([file, hashes]) => (isChanged(join(folder, file), hashes) ? [file] : []));

/** One that is generated no more, in which a person has written; undefined where there is none. */
export function changedStale(folder: string, files: ReadonlyMap<string, string>): string | undefined {
  const found = changedIn(folder).find((file) => !files.has(file));
  return found === undefined ? undefined : join(folder, found);
}

/** One in which a person has written, and which would be another one now; undefined where there is none. */
export function changedOver(folder: string, files: ReadonlyMap<string, string>): string | undefined {
  const found = changedIn(folder).find((file) => {
    const text = files.get(file);
    return text !== undefined && hashAt(join(folder, file)) !== hashOf(text);
  });
  return found === undefined ? undefined : join(folder, found);
}

/** Writes the files, and removes those of an earlier run, unless a person has written in them. @throws SyspecError as `writeWhole` */
export function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const before = listed(folder);
  const hashesOf = (file: string): Hashes => {
    const text = files.get(file);
    const own = before.get(file) ?? [];
    if (text === undefined) return own;
    // What a person has changed is no text of ours.
    const is = own.length === 0 ? undefined : hashAt(join(folder, file));
    return [...new Set([...own.filter((hash) => hash === is), hashOf(text)])];
  };
  writeOver(folder, files, {
    before: [...before.keys()],
    stays: (file) => isChanged(join(folder, file), before.get(file)!),
    list: (names) => {
      const list = names.map((name) => {
        const hashes = hashesOf(name);
        return [name, hashes.length === 1 ? hashes[0] : hashes] as const;
      });
      writeWhole(join(folder, LIST), `${JSON.stringify(Object.fromEntries(list), null, 1)}\n`);
    },
  });
}
