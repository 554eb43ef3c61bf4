// SPDX-License-Identifier: MIT
// One behaviour in one scenario, with its claims, in every model with callers and a Specification.
import {
  type Eventuality,
  type Fairness,
  liveness,
  type Model,
  type Property,
  reachable,
  refines,
  type Specification,
} from '../kit/index.ts';
import type { Instance, Part } from '../proposal.ts';
import { actorOf, type Claim, SOMEBODY, safetyOf } from './claim.ts';

/** What comes to pass, where these go on. */
export interface Comes<S> {
  readonly comes: Eventuality<S>;
  readonly fairness: readonly Fairness[];
}

/** The behaviour of a variant, as far as all models have it. */
export interface Program {
  /** The system calls that a caller makes, in order. */
  readonly program: readonly string[];
}

/** What is judged of states `S` of a behaviour `B` in a scenario `C`. `O` is what is seen of them, `H` what the Specification hides. */
export interface Judged<B extends Program, C, S, O, H> {
  /** By claim. */
  claims(scenario: C): Readonly<Record<string, Claim<S>>>;
  /** By claim. */
  liveness(scenario: C): Readonly<Record<string, Comes<S>>>;
  observing(behaviour: B): (s: S) => O;
  specification(scenario: C, options: { readonly severalCalls: boolean }): Specification<O, H>;
}

/** One row's property for the explorer, named as the rows name it. */
function propertyOf<B extends Program, C, S, O, H>(
  judged: Judged<B, C, S, O, H>,
  behaviour: B,
  scenario: C,
  [claim, part]: readonly [string, Part],
): Property<S> | undefined {
  if (part === 'liveness' || part === 'unfair') {
    const found = judged.liveness(scenario)[claim];
    const fairness = part === 'unfair' ? SOMEBODY : found?.fairness;
    const name = `${claim}.liveness${part === 'unfair' ? '.unfair' : ''}`;
    return found && liveness(name, { anyOf: [found.comes], fairness: fairness! });
  }
  const found = judged.claims(scenario)[claim];
  if (found === undefined) return undefined;
  if (part === 'progress') return reachable(`${claim}.progress`, found.progress);
  return safetyOf(claim, found, () => {
    const severalCalls = behaviour.program.length > 1;
    const specification = judged.specification(scenario, { severalCalls });
    return refines(claim, { observe: judged.observing(behaviour), actor: actorOf, specification });
  });
}

/** Gives what makes the model of one behaviour in one scenario, with a fault or without, and its properties. */
export const instancesOf =
  <B extends Program, C, F extends object, S, O, H>(
    model: (scenario: C, behaviour: B, fault: F) => Model<S>,
    judged: Judged<B, C, S, O, H>,
  ) =>
  (behaviour: B, scenario: C, fault = {} as F): Instance<S> => ({
    model: model(scenario, behaviour, fault),
    property: (claim, part) => propertyOf(judged, behaviour, scenario, [claim, part]),
  });
