// SPDX-License-Identifier: MIT
// One behaviour in one scenario, with its claims.
import type { Instance } from '../proposal.ts';
import { type Fault, pipeSend } from './model.ts';
import { propertyFor } from './properties.ts';
import type { Scenario } from './scenarios.ts';
import type { Behaviour } from './variants.ts';

/** The model, with a fault or without, and its properties. */
export function instance(behaviour: Behaviour, scenario: Scenario, fault: Fault = {}): Instance {
  return {
    model: pipeSend(scenario, behaviour, fault),
    property: (claim, part) => propertyFor(scenario, behaviour, claim, part),
  };
}
