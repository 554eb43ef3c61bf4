// SPDX-License-Identifier: MIT
// One behaviour in one scenario, with its claims.
import { instancesOf } from '../kernel/instances.ts';
import { claimsIn } from './claims.ts';
import { fconnectat } from './model.ts';
import { observing } from './observation.ts';
import { livenessIn } from './properties.ts';
import { specification } from './specification.ts';

/** The model, with a fault or without, and its properties. */
export const instance = instancesOf(fconnectat, {
  ...{ claims: claimsIn, liveness: livenessIn, observing, specification },
});
