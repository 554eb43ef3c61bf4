// SPDX-License-Identifier: MIT
// Which of a proposal's variants a kernel is to do as.
import type { DoneBy, ScheduledVariant } from '../harness/schedule/proposal.ts';
import { interfaceOf, numbersOn } from '../interface.ts';
import type { ConformOptions } from './options.ts';
import { isPresent } from './presence.ts';

/** A variant, and the kernels that do as it. */
interface Subject {
  readonly variant: string;
  readonly kernel: DoneBy;
}

/** What the kernel lacks for a scenario; undefined where that is nothing. */
export function lackingFor(
  { frozen = [] }: Pick<ScheduledVariant, 'frozen'>,
  scenario: string,
  { targets }: Pick<ConformOptions, 'targets'>,
): string | undefined {
  const can = (capability: string) => targets.every(({ hello }) => hello.capabilities.includes(capability));
  return frozen.includes(scenario) && !can('freezer') ? 'the kernel has no freezer of cgroup v1' : undefined;
}

/** Whether the kernel under test does as this variant of a proposal. */
export async function isFor(
  { kernel, variant }: Subject,
  { slug }: { readonly slug: string },
  {
    builtAs,
    numbers,
    targets,
    variant: asked,
  }: Pick<ConformOptions, 'builtAs' | 'numbers' | 'targets' | 'variant'>,
): Promise<boolean> {
  if (kernel === 'any') return true;
  if (kernel === 'own') return builtAs === variant;
  // Fixes cannot be told from outside: who asks for one of the two by name is to have it judged.
  if (kernel !== 'proposal' && asked === variant) return true;
  if (builtAs !== undefined) return kernel === 'fixed' && builtAs === variant;
  const presence = interfaceOf(slug).presence(numbersOn(slug, numbers));
  const isThere = (await isPresent(targets[0], presence)) === true;
  return kernel === 'unfixed' ? !isThere : isThere;
}
