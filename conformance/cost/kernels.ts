// SPDX-License-Identifier: MIT
// The two kernels that are compared: without any patch, and with a series as it would be sent.
import { SyspecError } from '../../base/errors.ts';
import { BASE_NAMES, DEFAULT_BASE } from '../kernel/bases.ts';
import { type BuildOptions, buildKernel, type Kernel } from '../kernel/build/build.ts';
import { requireSeries, writtenSeries } from '../kernel/source/patches.ts';

/** Which kernels. */
export interface CostKernelsOptions extends Omit<BuildOptions, 'flavour'> {
  /** The proposal whose series it is; none's when absent: what is counted then are `patches` alone. */
  readonly slug?: string | undefined;
}

/**
 * Builds both, or finds them in the cache. They share a configuration, which has nothing of the test-only patches.
 * @throws SyspecError BAD_INPUT when the proposal has no series, BAD_USAGE when it has none for that base, before anything is built; what
 *   `buildKernel` throws
 */
export async function costKernels({
  slug,
  patches,
  ...options
}: CostKernelsOptions): Promise<{ pristine: Kernel; patched: Kernel }> {
  if (slug !== undefined) {
    if (BASE_NAMES.every((base) => writtenSeries(slug, { base }).length === 0)) {
      const hint = `It goes to conformance/kernel/patches/${slug}/.`;
      throw new SyspecError('BAD_INPUT', `${slug} has no patch series`, hint);
    }
    requireSeries(slug, options.base ?? DEFAULT_BASE);
  }
  const pristine = await buildKernel({ ...options, flavour: 'pristine' });
  return { pristine, patched: await buildKernel({ ...options, flavour: 'series', slug, patches }) };
}
