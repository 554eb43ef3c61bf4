// SPDX-License-Identifier: MIT
// The document's Specification: every call atomic, over what an outsider sees. For each caller it keeps the set of all
// stages that its call may have come to, so that what nobody sees is never guessed. No code of the model's steps is used.
import { same } from '../kernel/same.ts';
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
