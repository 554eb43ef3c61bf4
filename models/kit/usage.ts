// SPDX-License-Identifier: MIT
// Arguments of the kit's public functions that no type checker has seen.
import { SyspecError } from '../../base/errors.ts';
import type { Property } from './property.ts';
import type { Limits } from './visitor.ts';

function refuse(message: string, hint: string): never {
  throw new SyspecError('BAD_MODEL', message, hint);
}

/** Checks that something is a model. */
export function checkModel(model: { readonly machine?: unknown } | undefined, caller: string): void {
  if (model?.machine !== undefined) return;
  refuse(`${caller}(): its first argument is no model`, 'Give it what defineModel returns.');
}

const KINDS = ['always', 'reachable', 'step', 'refines', 'liveness', 'no-deadlock'];

/** Checks the options of an exploration. */
export function checkOptions(
  model: string,
  options: { readonly properties?: unknown; readonly limits?: Limits | undefined } | undefined,
): void {
  const properties = options?.properties;
  if (!Array.isArray(properties)) {
    refuse(`${model}: explore() has no list of properties`, 'Give { properties: [...] }, perhaps empty.');
  }
  const seen = new Set<string>();
  for (const property of properties as readonly unknown[]) {
    const { kind, name } = (property ?? {}) as { kind?: string; name?: string };
    if (typeof name !== 'string' || !KINDS.includes(kind as string)) {
      refuse(
        `${model}: ${JSON.stringify(property)} is no property`,
        'Make it with always, reachable, and so on.',
      );
    }
    if (seen.has(name)) refuse(`${model}: two properties are called "${name}"`, 'Give each its own name.');
    seen.add(name);
    checkLiveness(`${model}: property "${name}"`, property as Property<never>);
  }
  checkLimits(model, options?.limits);
}

/** Processes and predicates are bits of a number. */
const MOST = 30;

function checkLiveness(where: string, property: Property<never>): void {
  if (property.kind !== 'liveness') return;
  const { anyOf, fairness } = property;
  if (!Array.isArray(anyOf) || !Array.isArray(fairness)) {
    refuse(
      `${where}: it needs lists of what is to happen, and of who is fair`,
      'Give { anyOf: [...], fairness: [...] }.',
    );
  }
  if (fairness.length > MOST) {
    refuse(`${where}: ${fairness.length} fair processes, at most ${MOST}`, 'Join some of them.');
  }
  if (anyOf.length > MOST) refuse(`${where}: any of ${anyOf.length}, at most ${MOST}`, 'Join some of them.');
}

/** Checks the limits of a search. */
export function checkLimits(model: string, limits: Limits | undefined): void {
  for (const [name, value] of Object.entries(limits ?? {})) {
    if (!['states', 'depth', 'seconds'].includes(name)) {
      refuse(`${model}: there is no limit "${name}"`, 'Limits are states, depth and seconds.');
    }
    const isUsable =
      typeof value === 'number' && (name === 'seconds' ? value >= 0 : value >= 1 && !(value % 1));
    if (value !== undefined && !isUsable) {
      refuse(
        `${model}: the limit on ${name} is ${value}`,
        'Give a number; of states or depth a whole one from 1.',
      );
    }
  }
}
