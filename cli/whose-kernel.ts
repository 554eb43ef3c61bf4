// SPDX-License-Identifier: MIT
// Whose kernel a command means: each proposal has one of its own of every flavour.
import { SyspecError } from '../base/errors.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { flavourNamed } from '../conformance/kernel/flavours.ts';
import { noKernel } from './no-kernel.ts';

/**
 * The proposal whose kernel it is: the one that is asked for, else the only one that there is. A flavour that has no series
 * can be nobody's, and one that has all of them is everybody's: undefined.
 * @throws SyspecError BAD_USAGE where there is no such proposal, or none is asked for and there are several; BAD_INPUT for one
 * whose part for kernels is not there
 */
export function whoseKernel(
  flavour: string,
  slug: string | undefined,
  all: readonly string[] = Object.keys(CONFORMANCE),
): string | undefined {
  const there = `There are: ${all.join(', ')}.`;
  if (slug !== undefined && !all.includes(slug)) throw noKernel(slug, all);
  const { series, composed } = flavourNamed(flavour);
  if (composed) return undefined;
  if (slug !== undefined || !series) return slug;
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  throw new SyspecError('BAD_USAGE', `each proposal has a kernel '${flavour}' of its own; say whose`, there);
}

/** Proposals that are run on the same kernel. */
export interface SharingKernel<P> {
  /** The one whose kernel it is; undefined for one that is nobody's or everybody's. */
  readonly slug: string | undefined;
  readonly proposals: readonly P[];
}

/** The proposals by the kernels that they are run on, in their order: one that we build is a proposal's own, unless it has all. */
export function byKernel<P extends { readonly slug: string }>(
  proposals: readonly P[],
  { kernel, host, flavour }: { readonly kernel?: string; readonly host: boolean; readonly flavour: string },
): SharingKernel<P>[] {
  const isShared = kernel !== undefined || host || flavourNamed(flavour).composed === true;
  if (isShared) return [{ slug: undefined, proposals }];
  return proposals.map((one) => ({ slug: one.slug, proposals: [one] }));
}
