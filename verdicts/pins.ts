// SPDX-License-Identifier: MIT
// Is a whole state graph as large, and as deep, as the manifest says?
import type { Manifest } from '../tla/manifest.ts';

/** What an engine counts. */
export interface Size {
  readonly distinct: number | null;
  readonly depth: number | null;
}

/** What is wrong with the manifest's counts of one graph, explored to its end; null when they are right. */
export function staleness(
  { file, runs }: Manifest,
  variant: string,
  scenario: string,
  { distinct, depth }: Size,
  who = 'TLC',
): string | null {
  const place = `${file}: runs: ${variant} in ${scenario}`;
  const found = `distinct ${distinct}, depth ${depth}`;
  const pinned = runs.find((run) => run.variant === variant && run.scenario === scenario);
  if (pinned === undefined) return `${place} is not there; ${who} finds ${found}`;
  if (pinned.distinct === distinct && pinned.depth === depth) return null;
  return `${place} says distinct ${pinned.distinct}, depth ${pinned.depth}, and ${who} finds ${found}; correct the one that is wrong`;
}
