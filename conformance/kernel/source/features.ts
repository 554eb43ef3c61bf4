// SPDX-License-Identifier: MIT
// What a kernel is built with beside the proposals: what its flavour says, and what its patches bring.
import type { Feature, Flavour } from '../flavours.ts';
import { broughtBy } from './patch.ts';
import { type From, patchesOf } from './patches.ts';

/**
 * The features of a proposal's kernel.
 * @param slug the proposal; without one it is a kernel without any, unless all are composed
 */
export function featuresOf(flavour: Flavour, slug?: string, from: From = {}): readonly Feature[] {
  const brought = patchesOf(flavour, slug, from).flatMap((change) =>
    'path' in change ? (broughtBy(change) ?? []) : [],
  );
  return [...flavour.features, ...brought];
}
