// SPDX-License-Identifier: MIT
// The document's Specification: every call atomic, over what an outsider sees. For each caller it keeps the set of all
// stages that its call may have come to, so that what nobody sees is never guessed. No code of the model's steps is used.
import type { Specification } from '../kit/index.ts';
import type { Caller } from './names.ts';
import type { Observed } from './observation.ts';
import type { Scenario } from './scenarios.ts';
import { Calls, type Hidden } from './specified-calls.ts';
import { rivalMoves } from './specified-rivals.ts';

/** What a specification is made for. */
export interface SpecificationOptions {
  /** Whether the program has several calls, with ends between them. */
  readonly severalCalls?: boolean;
  /** Whether a path is resolved at one instant, which A19 does not promise; for tests. */
  readonly pathsAtOnce?: boolean;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (keys.length !== others.length) return false;
  return keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/** The specification in one scenario. */
export function specification(
  scenario: Scenario,
  options: SpecificationOptions = {},
): Specification<Observed, Hidden> {
  const calls = new Calls(scenario, options);
  return {
    initial: () => [{}],
    next: (hidden, before, actor, after) => {
      const now = { seen: before, hidden };
      const moves = scenario.callers.includes(actor as Caller)
        ? calls.moves(now, actor as Caller)
        : rivalMoves(scenario, calls, now, actor);
      return moves.filter(({ seen }) => same(seen, after)).map((moved) => calls.advanced(moved));
    },
  };
}
