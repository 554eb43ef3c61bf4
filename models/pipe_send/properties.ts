// SPDX-License-Identifier: MIT
// What the claims of the document say comes to pass: C2, C9, N1, N2, N3.
import { allGoOn, goesOn, isOver } from '../kernel/claim.ts';
import type { Comes } from '../kernel/instances.ts';
import { streamOf } from '../kernel/objects/pipe/stream.ts';
import { eventually, settles } from '../kit/index.ts';
import { areOverOrWait } from './claims.ts';
import type { Caller } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';

/** The caller whose own steps are all that C2 assumes. */
const VICTIM: Caller = 'c1';

/** By claim. */
export function livenessIn(scenario: Scenario): Readonly<Record<string, Comes<Seen>>> {
  const fairness = allGoOn(scenario);
  return {
    C2: { comes: eventually((s) => isOver(s, VICTIM)), fairness: [goesOn(VICTIM)] },
    C9: { comes: settles((s) => areOverOrWait(scenario, s)), fairness },
    N1: { comes: eventually((s) => streamOf(s.slots).length === 0), fairness },
    N2: { comes: eventually((s) => scenario.callers.every((p) => isOver(s, p))), fairness },
    N3: { comes: eventually((s) => isOver(s, 'c1')), fairness },
  };
}
