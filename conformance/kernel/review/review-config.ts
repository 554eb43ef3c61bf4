// SPDX-License-Identifier: MIT
// The configurations in which a patch series is reviewed.
import { type Fragment, readFragments } from '../build/config.ts';

/** A configuration in which a series is built. */
export interface ReviewConfig {
  readonly name: string;
  readonly fragments: readonly string[];
  /** Whether the options that the series adds are on. */
  readonly on: boolean;
}

/** With LSMs, audit and BPF; that without what the series adds; and the smallest kernel. */
export const REVIEW_CONFIGS: readonly ReviewConfig[] = [
  { name: 'hooks', fragments: ['fast', 'hooks'], on: true },
  { name: 'hooks-off', fragments: ['fast', 'hooks'], on: false },
  { name: 'fast', fragments: ['fast'], on: true },
];

/**
 * What to configure one with.
 * @param options the Kconfig options that the series has added so far
 */
export function fragmentsOf({ name, fragments, on }: ReviewConfig, options: readonly string[]): Fragment[] {
  const lines = options.map((option) => (on ? `CONFIG_${option}=y` : `# CONFIG_${option} is not set`));
  // What a series adds may be for experts to leave out.
  const text = [...(on ? [] : ['CONFIG_EXPERT=y']), ...lines].map((line) => `${line}\n`).join('');
  return [...readFragments(fragments), { file: name, text }];
}
