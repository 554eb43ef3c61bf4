// SPDX-License-Identifier: MIT
// The claims of the document as properties for the explorer: S, C1 to C14, N1 to N3.
import { actorOf, goesOn, SOMEBODY, safetyOf } from '../kernel/claim.ts';
import { isFull } from '../kernel/unix-socket.ts';
import {
  againAndAgain,
  eventually,
  type Fairness,
  liveness,
  type Property,
  reachable,
  refines,
  settles,
} from '../kit/index.ts';
import type { Part } from '../proposal.ts';
import { claimsIn, isAsleepOnFull } from './claims.ts';
import type { Caller, Listener } from './names.ts';
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

/** Weak, for the steps of each caller and of each rival, or of those that do not loop. */
function goOn({ callers, rivals }: Scenario, whom: 'all' | 'who does not loop'): readonly Fairness[] {
  const wanted = rivals.filter(({ loops }) => whom === 'all' || !loops);
  return [...callers, ...wanted.map(({ name }) => name)].map(goesOn);
}

const isOver = (s: Seen, p: Caller): boolean => s.task[p].pc === 'done' || s.task[p].pc === 'dead';

/**
 * What comes to pass, by claim. For every caller and in one: what is over stays so, and therefore each caller's `<>over \/
 * <>[]asleep` is `<>[](over \/ asleep)`, and all callers' together are one.
 */
function livenessOf(
  claim: string,
  part: 'liveness' | 'unfair',
  scenario: Scenario,
): Property<Seen> | undefined {
  const { callers, loopers, fullAt, fs } = scenario;
  const name = part === 'liveness' ? `${claim}.liveness` : `${claim}.liveness.unfair`;
  const finite = goOn(scenario, 'who does not loop');
  const hasRoom = (s: Seen, p: Caller) => {
    const { other } = s.task[p];
    return other !== 'none' && !isFull(s, other as Listener, fullAt);
  };
  switch (claim) {
    case 'C9': {
      const ends = settles((s: Seen) => callers.every((p) => isOver(s, p) || isAsleepOnFull(scenario, s, p)));
      return liveness(name, { anyOf: [ends], fairness: part === 'unfair' ? SOMEBODY : finite });
    }
    case 'N1': {
      // Who is done has no listener, so that it has no room again and again.
      const waits = callers.filter((p) => !loopers.includes(p));
      const served = settles((s: Seen) => !waits.some((p) => hasRoom(s, p)));
      return liveness(name, { anyOf: [served], fairness: goOn(scenario, 'all') });
    }
    case 'N2': {
      const differs = (s: Seen) =>
        fs.dirs.some((d) => fs.names.some((n) => s.entry[d][n] !== (fs.entries[d]?.[n] ?? 'none')));
      return liveness(name, { anyOf: [againAndAgain(differs)], fairness: finite });
    }
    case 'N3': {
      const over = eventually((s: Seen) => callers.every((p) => isOver(s, p)));
      return liveness(name, { anyOf: [over], fairness: finite });
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
