// SPDX-License-Identifier: MIT
// A model as the machine takes it: the types of its state and parameters are checked before, in defineModel.
import type { Choose } from './choice.ts';
import type { Fields } from './schema.ts';

/** Returned by a body that is not enabled in this state. */
export const BLOCKED: unique symbol = Symbol('BLOCKED');

/** A model as given, without its types. */
export interface Definition {
  readonly name: string;
  readonly state: Fields;
  readonly init: (state: never, choose: Choose) => void;
  readonly actions: Readonly<Record<string, ActionDefinition>>;
  readonly terminal?: ((state: never) => boolean) | undefined;
}

/** One action: the domains of its parameters and its body. */
export interface ActionDefinition {
  readonly params: readonly (readonly unknown[])[];
  readonly run: (state: never, ...rest: never[]) => unknown;
}
