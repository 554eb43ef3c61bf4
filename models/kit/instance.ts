// SPDX-License-Identifier: MIT
// Action instances: each action with each combination of its parameters, in an order that never changes.
import { SyspecError } from '../../base/errors.ts';
import type { ActionDefinition } from './definition.ts';
import { show } from './show.ts';
import { refuse } from './usage.ts';

/** An action with its parameters, as properties see it. */
export interface Taken {
  readonly action: string;
  readonly params: readonly unknown[];
}

/** One action with values for its parameters. */
export interface Instance {
  /** Index of its action, in the order of declaration. */
  readonly action: number;
  readonly params: readonly unknown[];
  /** The same, as properties see it. */
  readonly taken: Taken;
  /** As messages and traces show it: `TMRcvPrepared(3)`. */
  readonly label: string;
  readonly run: ActionDefinition['run'];
}

/** An action with its parameters, as messages and traces show it: `TMRcvPrepared(3)`. */
export function labelOf(action: string, params: readonly unknown[]): string {
  if (params.length === 0) return action;
  return `${action}(${params.map((param) => (typeof param === 'string' ? param : JSON.stringify(param))).join(', ')})`;
}

/** The integers 0..n-1, as the domain of a parameter. */
export function range(n: number): readonly number[] {
  if (!Number.isInteger(n) || n < 0) refuse(`range(${show(n)})`, 'Give an integer from 0.');
  return Object.freeze(Array.from({ length: n }, (_, i) => i));
}

function combinations(domains: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return domains.reduce<readonly (readonly unknown[])[]>(
    (prefixes, domain) => prefixes.flatMap((prefix) => domain.map((value) => [...prefix, value])),
    [[]],
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** All instances: actions in the order of declaration, parameters in that of their domains, the last one fastest. */
export function instantiate(
  actions: Readonly<Record<string, ActionDefinition>>,
  model: string,
): readonly Instance[] {
  return Object.entries(actions).flatMap(([name, { params, run }], action) => {
    if (/^\d/.test(name)) {
      // JavaScript moves such keys to the front, so that the declared order would be lost.
      throw new SyspecError(
        'BAD_MODEL',
        `${model}: action "${name}" starts with a digit`,
        'Start it with a letter.',
      );
    }
    return combinations(deepFreeze(params)).map((values) => ({
      action,
      params: values,
      taken: Object.freeze({ action: name, params: Object.freeze(values) }),
      label: labelOf(name, values),
      run,
    }));
  });
}
