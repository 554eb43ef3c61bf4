// SPDX-License-Identifier: MIT
// What the calls are to be seen to do.
import type { Outcomes } from '../harness/lockstep/engine/coverage.ts';
import { OBJECTS } from './objects.ts';

/** Today's. */
export const TODAY_OUTCOMES: Outcomes = { expected: [...OBJECTS.outcomes], gaps: [] };
