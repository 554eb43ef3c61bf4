// SPDX-License-Identifier: MIT
// The claims of the document as properties for the explorer: S, C1 to C11, N1, N2.
import { actorOf, goesOn, SOMEBODY, safetyOf } from '../kernel/claim.ts';
import { streamOf } from '../kernel/objects/pipe/stream.ts';
import { eventually, liveness, type Property, reachable, refines, settles } from '../kit/index.ts';
import type { Part } from '../proposal.ts';
import { areOverOrWait, claimsIn } from './claims.ts';
import type { Caller } from './names.ts';
import { observing } from './observation.ts';
import type { Scenario } from './scenarios.ts';
import { specification } from './specification.ts';
import type { Seen } from './state.ts';
import type { Behaviour } from './variants.ts';

/** S: every step is one of the Specification. */
export function refinement(name: string, scenario: Scenario, behaviour: Behaviour): Property<Seen> {
  return refines(name, {
    observe: observing(behaviour),
    actor: actorOf,
    specification: specification(scenario, { severalCalls: behaviour.program.length > 1 }),
  });
}

const isOver = (s: Seen, p: Caller): boolean => s.task[p].pc === 'done' || s.task[p].pc === 'dead';

/** The caller whose own steps are all that C2 assumes. */
const VICTIM: Caller = 'c1';

/** What comes to pass, by claim. */
function livenessOf(
  claim: string,
  part: 'liveness' | 'unfair',
  scenario: Scenario,
): Property<Seen> | undefined {
  const { callers, rivals } = scenario;
  const name = part === 'liveness' ? `${claim}.liveness` : `${claim}.liveness.unfair`;
  const everybody = [...callers, ...rivals.map((rival) => rival.name)].map(goesOn);
  switch (claim) {
    case 'C2': {
      const returns = eventually((s: Seen) => isOver(s, VICTIM));
      return liveness(name, { anyOf: [returns], fairness: part === 'unfair' ? SOMEBODY : [goesOn(VICTIM)] });
    }
    case 'C9': {
      const settled = settles((s: Seen) => areOverOrWait(scenario, s));
      return liveness(name, { anyOf: [settled], fairness: part === 'unfair' ? SOMEBODY : everybody });
    }
    case 'N1': {
      const served = eventually((s: Seen) => streamOf(s.slots).length === 0);
      return liveness(name, { anyOf: [served], fairness: everybody });
    }
    case 'N2': {
      const over = eventually((s: Seen) => callers.every((p) => isOver(s, p)));
      return liveness(name, { anyOf: [over], fairness: everybody });
    }
    default:
      return undefined;
  }
}

/** One row's property for the explorer, named as the rows name it. */
export function propertyFor(
  scenario: Scenario,
  behaviour: Behaviour,
  claim: string,
  part: Part,
): Property<Seen> | undefined {
  if (part === 'liveness' || part === 'unfair') return livenessOf(claim, part, scenario);
  const found = claimsIn(scenario)[claim];
  if (found === undefined) return undefined;
  if (part === 'progress') return reachable(`${claim}.progress`, found.progress);
  return safetyOf(claim, found, () => refinement(claim, scenario, behaviour));
}
