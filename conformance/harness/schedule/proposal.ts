// SPDX-License-Identifier: MIT
// The variants of a proposal whose graphs a kernel is walked through.
import { isBefore } from '../../../models/kernel/system/index.ts';
import type { Numbers } from '../numbers.ts';
import type { Scene } from './scene.ts';

/**
 * Which kernels do as a variant: any; one without the series, where what is there today is mended by the first patches of that;
 * one that has these, alone or with the rest; one that has the proposal; or one that is built as this variant of it.
 */
export type DoneBy = 'any' | 'unfixed' | 'fixed' | 'proposal' | 'own';

/** Releases of Linux, as `6.15`: since one, or before one. */
export type Releases = { readonly since: string } | { readonly before: string };

/** A variant in its scenarios. */
export interface ScheduledVariant {
  readonly variant: string;
  readonly kernel: DoneBy;
  readonly scenarios: readonly string[];
  /** Those whose graphs are walked, where it is not all of them: the others are for attacks alone. */
  readonly walked?: readonly string[];
  /** Those that are attacked, where it is not all of them: the others are walked alone. */
  readonly attacked?: readonly string[];
  /** Those in which somebody is frozen: the kernel must have the freezer of cgroup v1. */
  readonly frozen?: readonly string[];
  /** Those that not every release does as, and which do: a kernel of another one is not asked. */
  readonly releases?: Readonly<Record<string, Releases>>;
  /** Its attacks are those in which nobody is parked, also on a kernel that has points. */
  readonly atBoundaries?: true;
  /** `numbers` are those of the proposal's calls on the kernel. */
  // biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state; the lane only passes it on.
  scene(scenario: string, numbers: Numbers): Scene<any>;
}

/** The scenarios of a variant whose graphs are walked. */
export const walkedOf = ({ scenarios, walked = scenarios }: Pick<ScheduledVariant, 'scenarios' | 'walked'>) =>
  walked;

/** The scenarios of a variant that are attacked. */
export const attackedOf = ({
  scenarios,
  attacked = scenarios,
}: Pick<ScheduledVariant, 'scenarios' | 'attacked'>) => attacked;

/** Whether a release of Linux is one that does as the scenario has it. */
export function isOfRelease(
  { releases = {} }: Pick<ScheduledVariant, 'releases'>,
  scenario: string,
  release: string,
): boolean {
  const which = releases[scenario];
  if (which === undefined) return true;
  return 'since' in which ? !isBefore(release, which.since) : isBefore(release, which.before);
}
