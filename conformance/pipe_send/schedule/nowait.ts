// SPDX-License-Identifier: MIT
// FMODE_NOWAIT in the graphs: a splice takes it away on a kernel without the series, and on none that has it.
import type { Model } from '../../../models/kit/index.ts';
import { pipeSend } from '../../../models/pipe_send/model.ts';
import { scenarioNamed } from '../../../models/pipe_send/scenarios.ts';
import type { Seen } from '../../../models/pipe_send/state.ts';
import { VARIANTS, type VariantName } from '../../../models/pipe_send/variants.ts';

/** Whether a variant says what becomes of FMODE_NOWAIT. One with no call but those that any kernel has is silent: kernels differ in it. */
export const saysNowait = (variant: VariantName): boolean =>
  VARIANTS[variant].program.some((call) => call === 'pwritev2' || call === 'send');

/**
 * The model whose graph is walked. That of a silent variant never loses FMODE_NOWAIT, and nobody asks the kernel: its program does
 * not look at it. So an attack on FMODE_NOWAIT is made as of those variants alone that some kernels do, and others not.
 */
export function walkedModel(variant: VariantName, scenario: string): Model<Seen> {
  const behaviour = VARIANTS[variant];
  const walked = saysNowait(variant) ? behaviour : { ...behaviour, revocable: false };
  return pipeSend(scenarioNamed(scenario), walked, {});
}
