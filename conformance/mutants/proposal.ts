// SPDX-License-Identifier: MIT
// All mutants of a proposal: those written by hand, and those of its series' lines.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { cacheFolder } from '../../tla/runner/cache.ts';
import { type BaseName, DEFAULT_BASE } from '../kernel/bases.ts';
import { kernelCache, shortHash } from '../kernel/cache.ts';
import { flavourNamed } from '../kernel/flavours.ts';
import { patchesOf, writtenSeries } from '../kernel/source/patches.ts';
import { findSource, unpacked } from '../kernel/source/source.ts';
import { generate } from './generate.ts';
import { handMutants } from './hand.ts';
import { type Listed, readListed, requireKnown } from './listed.ts';
import type { Mutant, NotMutated } from './mutant.ts';

/** What there is to try. */
export interface Mutants {
  readonly slug: string;
  readonly mutants: readonly Mutant[];
  readonly notMutated: readonly NotMutated[];
  readonly listed: ReadonlyMap<string, Listed>;
  /** The patch file with all mechanical ones, in the cache. */
  readonly schemata: string;
}

/**
 * Reads the hand-written mutants, and finds the others.
 * @throws SyspecError BAD_USAGE when there is no series; BAD_INPUT; KERNEL_SOURCE, KERNEL_PATCH, DISK_FULL, INTERRUPTED
 */
export async function mutantsOf(
  slug: string,
  options: {
    readonly base?: BaseName | undefined;
    readonly source?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<Mutants> {
  const { signal, base = DEFAULT_BASE } = options;
  const all = patchesOf(flavourNamed('fast'), slug, { base });
  const patches = writtenSeries(slug, { base });
  const first = all.findIndex((change) => 'path' in change && change.path === patches[0]?.path);
  if (first < 0)
    throw new SyspecError(
      'BAD_USAGE',
      `${slug} has no patch series for Linux ${base}`,
      'There is nothing to mutate.',
    );
  const cache = kernelCache();
  const pristine = await unpacked(await findSource(options.source, base), cache, {
    env: process.env,
    signal,
  });
  const { patch, mutants, notMutated } = await generate(
    { pristine, before: all.slice(0, first), patches, after: all.slice(first + patches.length) },
    { env: process.env, cache: cache.root, signal },
  );
  const every = [...handMutants(slug, base), ...mutants];
  const listed = readListed(slug);
  requireKnown(listed, every);
  const schemata = join(cacheFolder(), 'mutants', `${slug}-${shortHash(patch)}.patch`);
  mkdirSync(dirname(schemata), { recursive: true });
  writeFileSync(schemata, patch);
  return { slug, mutants: every, notMutated, listed, schemata };
}
