// SPDX-License-Identifier: MIT
// Which of a proposal's graphs a kernel is to follow.
import type { ScheduledVariant } from '../harness/schedule/proposal.ts';
import { interfaceOf, numbersOn } from '../interface.ts';
import type { ProposalConformance } from '../proposal.ts';
import type { ConformOptions } from './options.ts';
import { isPresent } from './presence.ts';

/** Whether the kernel under test does as this variant. */
export async function isFor(
  { kernel, variant }: ScheduledVariant,
  { slug }: ProposalConformance,
  { builtAs, numbers, targets }: ConformOptions,
): Promise<boolean> {
  if (kernel === 'any') return true;
  if (kernel === 'own') return builtAs === variant;
  if (builtAs !== undefined) return false;
  const presence = interfaceOf(slug).presence(numbersOn(slug, numbers));
  return (await isPresent(targets[0], presence)) === true;
}
