// SPDX-License-Identifier: MIT
// What a kernel is built with beside the proposals: what its flavour says, and what its patches bring.
import { SyspecError } from '../../../base/errors.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { FEATURES, type Feature } from '../features.ts';
import type { Flavour } from '../flavours.ts';
import { broughtBy } from './patch.ts';
import { type From, patchesOf } from './patches.ts';

/**
 * The features of a proposal's kernel.
 * @param slug the proposal; without one it is a kernel without any, unless all are composed
 * @throws SyspecError BAD_INPUT where a patch brings what there is not
 */
export function featuresOf(flavour: Flavour, slug?: string, from: From = {}): readonly Feature[] {
  const brought = patchesOf(flavour, slug, from).flatMap((change) => {
    const name = 'path' in change ? broughtBy(change) : undefined;
    return name === undefined ? [] : [featureNamed(name, change.name)];
  });
  return [...flavour.features, ...brought];
}

function featureNamed(name: string, patch: string): Feature {
  const found = FEATURES.find((feature) => feature === name);
  if (found !== undefined) return found;
  throw new SyspecError(
    'BAD_INPUT',
    `${patch} brings '${name}', which is no feature`,
    didYouMean(name, FEATURES),
  );
}
