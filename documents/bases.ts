// SPDX-License-Identifier: MIT
// The kernels for which a series is written, the newest last. The one place that knows where the patches of a base are.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelCache } from '../conformance/kernel/cache.ts';
import { sentSeries } from '../conformance/kernel/review/sent.ts';
import { findSource, unpacked } from '../conformance/kernel/source/source.ts';
import type { Base } from './generate.ts';

/** How a base is found. */
export interface BaseOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** A tree in the place of Debian's source. */
  readonly source?: string | undefined;
}

/** @throws SyspecError KERNEL_SOURCE, and what `sentSeries` throws */
export async function basesOf(slug: string, { env, signal, source }: BaseOptions): Promise<Base[]> {
  const cache = kernelCache(env);
  const found = await findSource(source);
  const pristine = await unpacked(found, cache, { env, signal });
  const folder = mkdtempSync(join(tmpdir(), 'syspec-sent-'));
  // The patches that are written there are read until the end.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const patches = await sentSeries(slug, pristine, folder, { env, signal, cache: cache.root });
  return patches.length === 0 ? [] : [{ name: '6.12', hash: found.hash, pristine, patches }];
}
