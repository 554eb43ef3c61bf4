// SPDX-License-Identifier: MIT
// The kernels in the user's cache folder, each under the hash of all that it was made from.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../tla/runner/cache.ts';

/** Names of an entry's files. */
export const ENTRY = {
  image: 'bzImage',
  config: 'config',
  log: 'build.log',
  meta: 'meta.json',
} as const;

const metaSchema = z.object({
  schema: z.literal(1),
  key: z.string(),
  flavour: z.string(),
  /** Which patches it has: those for this release of Linux. */
  base: z.string(),
  /** As uname -r prints it. */
  release: z.string(),
  /** Hash of the source before any patch. */
  source: z.string(),
  patches: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** First lines of `gcc --version` and `ld --version`. */
  compiler: z.array(z.string()),
  /** Seconds that the build took, from where it went on if it had been interrupted. */
  seconds: z.number(),
  /** Lines that the build printed. */
  steps: z.number(),
});

/** What an entry was made from, and how long that took. */
export type Meta = z.infer<typeof metaSchema>;

/** All that a kernel is made from. */
export interface Ingredients {
  readonly base: string;
  readonly source: string;
  readonly patches: readonly string[];
  readonly fragments: readonly string[];
  readonly compiler: readonly string[];
}

/** Hash of a value as JSON, short enough for a folder's name. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** The key of the kernel that these make. Comments in fragments count: telling them apart is not worth it. */
export function cacheKey({ base, source, patches, fragments, compiler }: Ingredients): string {
  return shortHash(['kernel', 2, base, source, patches, fragments, compiler]);
}

/** Folders of the kernel cache; all may be deleted at any time at which no build runs. */
export interface KernelCache {
  readonly root: string;
  /** The finished kernel of a key. */
  entry(key: string): string;
  /** An unpacked source. */
  source(hash: string): string;
  /** Where kernels of one source and one configuration are built, one after the other. */
  work(hash: string): string;
  lock(name: string): string;
}

/** The kernel cache of this user. */
export function kernelCache(env: NodeJS.ProcessEnv = process.env): KernelCache {
  const root = join(cacheFolder(env), 'kernel');
  return {
    root,
    entry: (key) => join(root, key),
    source: (hash) => join(root, 'source', hash.slice(0, 16)),
    work: (hash) => join(root, 'work', hash),
    lock: (name) => join(root, 'locks', name),
  };
}

/** A finished kernel, or undefined: an entry appears whole, so its meta.json says that the rest is there. */
export function readEntry(folder: string): Meta | undefined {
  const path = join(folder, ENTRY.meta);
  if (!existsSync(path) || !existsSync(join(folder, ENTRY.image))) return undefined;
  return readJson(path, metaSchema);
}

/** A file of the cache as JSON of that shape; undefined when it is anything else, as after a crash. */
export function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Every finished kernel, the newest first. */
export function entries(cache: KernelCache): { meta: Meta; folder: string; bytes: number }[] {
  if (!existsSync(cache.root)) return [];
  return readdirSync(cache.root)
    .map((name) => join(cache.root, name))
    .flatMap((folder) => {
      const meta = readEntry(folder);
      if (meta === undefined) return [];
      const { size, mtimeMs } = statSync(join(folder, ENTRY.image));
      return [{ meta, folder, bytes: size, mtimeMs }];
    })
    .sort((a, b) => b.mtimeMs - a.mtimeMs)
    .map(({ meta, folder, bytes }) => ({ meta, folder, bytes }));
}
