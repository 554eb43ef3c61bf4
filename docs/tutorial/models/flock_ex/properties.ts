// SPDX-License-Identifier: MIT
// The claims of spec/flock_ex.md as predicates on states.
import { always, noDeadlock, type Property, reachable } from '../kit/index.ts';
import type { Part } from '../proposal.ts';
import { CALLERS, type Caller, noWait } from './model.ts';

/** A state, as a claim sees it. */
export interface Seen {
  readonly holder: Caller | 'none';
  readonly pc: Readonly<Record<Caller, string>>;
  readonly ret: Readonly<Record<Caller, string>>;
}

const isIn = (s: Seen) => CALLERS.filter((p) => s.pc[p] === 'in').length;

/** The property of one half of a claim in a scenario; undefined when there is none. */
export function propertyFor(scenario: string, claim: string, part: Part): Property<Seen> | undefined {
  const properties: Readonly<Record<string, Property<Seen>>> = {
    'C1 safety': always('C1', (s) => isIn(s) < 2),
    'C1 progress': reachable('C1.progress', (s) => isIn(s) > 0),
    'C2 safety': noDeadlock('C2'),
    'C2 progress': reachable('C2.progress', (s) =>
      CALLERS.every((p) => s.pc[p] === 'done' && s.ret[p] === 'OK'),
    ),
    'C3 safety': always('C3', (s) => CALLERS.every((p) => !noWait(scenario, p) || s.pc[p] !== 'asleep')),
    'C3 progress': reachable('C3.progress', (s) => CALLERS.some((p) => s.ret[p] === 'EAGAIN')),
  };
  return properties[`${claim} ${part}`];
}
