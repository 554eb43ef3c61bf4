// SPDX-License-Identifier: MIT
// The kernels for which a series is written, the newest last, and what of each is asked elsewhere.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inRoot } from '../base/root.ts';
import { BASE_NAMES, type BaseName } from '../conformance/kernel/bases.ts';
import { kernelCache } from '../conformance/kernel/cache.ts';
import { readExceptions } from '../conformance/kernel/review/reports.ts';
import { sentSeries } from '../conformance/kernel/review/sent.ts';
import { findSource, unpacked } from '../conformance/kernel/source/source.ts';
import type { Base } from './generate.ts';

/** How a base is found. */
export interface BaseOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** A tree in the place of Debian's source of each. */
  readonly source?: string | undefined;
  /** That one alone. */
  readonly only?: BaseName | undefined;
}

const untilExit: string[] = [];

/** A new folder, which is removed at the exit, by one listener with all others. */
export function folderUntilExit(): string {
  if (untilExit.length === 0)
    process.once('exit', () => {
      for (const folder of untilExit.splice(0)) rmSync(folder, { recursive: true, force: true });
    });
  const folder = mkdtempSync(join(tmpdir(), 'syspec-sent-'));
  untilExit.push(folder);
  return folder;
}

/**
 * Those for which a proposal has patches.
 * @throws SyspecError KERNEL_SOURCE, and what `sentSeries` throws
 */
export async function basesOf(slug: string, { env, signal, source, only }: BaseOptions): Promise<Base[]> {
  const cache = kernelCache(env);
  const bases: Base[] = [];
  for (const name of only === undefined ? BASE_NAMES : [only]) {
    const found = await findSource(source, name);
    const origin = source === undefined ? `Debian's ${basename(found.origin)}` : 'a tree of our own';
    const pristine = await unpacked(found, cache, { env, signal });
    // The patches that are written there are read until the end.
    const folder = folderUntilExit();
    const context = { env, signal, cache: cache.root };
    const patches = await sentSeries(slug, pristine, folder, context, { base: name });
    const listed = inRoot('conformance', 'kernel', 'patches', slug);
    // Of all bases, and of this one.
    const exceptions = [listed, join(listed, name)].flatMap(readExceptions);
    if (patches.length > 0) bases.push({ name, hash: found.hash, origin, pristine, patches, exceptions });
  }
  return bases;
}
