// SPDX-License-Identifier: MIT
// Arguments of the kit's public functions that no type checker has seen.
import { SyspecError } from '../../base/errors.ts';
import { show } from './show.ts';
import type { Limits } from './visitor.ts';

/** Something given, of which nothing is known. */
export type Unknown = Readonly<Record<string, unknown>>;

/** Reports an argument that cannot be used. */
export function refuse(message: string, hint: string): never {
  throw new SyspecError('BAD_MODEL', message, hint);
}

/** The same value, as something of which properties can be read. */
export function asObject(value: unknown): Unknown | undefined {
  return typeof value === 'object' && value !== null ? (value as Unknown) : undefined;
}

/** Checks that something is a model. */
export function checkModel(model: unknown, caller: string): void {
  if (asObject(asObject(model)?.machine) !== undefined) return;
  refuse(`${caller}: ${show(model)} is no model`, 'Give it what defineModel returns.');
}

/** Checks that something has functions of these names. */
export function checkFunctions(where: string, value: unknown, names: readonly string[], hint: string): void {
  const given = asObject(value) ?? refuse(`${where}: ${show(value)} is no object`, hint);
  for (const name of names) {
    if (typeof given[name] !== 'function')
      refuse(`${where}: ${name} is ${show(given[name])}, no function`, hint);
  }
}

/** Checks that what is to be compiled has the parts of a model. */
export function checkDefinition(definition: unknown): void {
  const given = asObject(definition) ?? refuse(`defineModel: ${show(definition)} is no definition`, PARTS);
  if (typeof given.name !== 'string') refuse(`defineModel: the name ${show(given.name)} is no string`, PARTS);
  const { name } = given as { name: string };
  if (typeof given.init !== 'function') refuse(`${name}: init is ${show(given.init)}, no function`, PARTS);
  if (given.terminal !== undefined && typeof given.terminal !== 'function') {
    refuse(`${name}: terminal is ${show(given.terminal)}, no function`, PARTS);
  }
  const actions = asObject(given.actions) ?? refuse(`${name}: actions is ${show(given.actions)}`, PARTS);
  for (const [key, value] of Object.entries(actions)) checkAction(`${name}: action "${key}"`, value);
}

const PARTS =
  'Give { name, state: { field: schema }, init(s), actions: { name: { params: [...], run(s) } } }.';

function checkAction(where: string, action: unknown): void {
  const given = asObject(action) ?? refuse(`${where} is ${show(action)}`, PARTS);
  if (typeof given.run !== 'function') refuse(`${where}: run is ${show(given.run)}, no function`, PARTS);
  if (Array.isArray(given.params) && given.params.every(Array.isArray)) return;
  refuse(`${where}: params is ${show(given.params)}`, 'Give a list of domains, each a list of values.');
}

/** Checks the limits of a search. */
export function checkLimits(model: string, limits: Limits | undefined): void {
  if (limits === undefined) return;
  const given = asObject(limits) ?? refuse(`${model}: the limits are ${show(limits)}`, LIMITS);
  for (const [name, value] of Object.entries(given)) {
    if (!['states', 'depth', 'seconds'].includes(name))
      refuse(`${model}: there is no limit "${name}"`, LIMITS);
    const isNumber = typeof value === 'number' && !Number.isNaN(value);
    const isUsable = isNumber && (name === 'seconds' ? value >= 0 : Number.isInteger(value) && value >= 1);
    if (value !== undefined && !isUsable) refuse(`${model}: the limit on ${name} is ${show(value)}`, LIMITS);
  }
}

const LIMITS = 'Limits are states and depth, integers from 1, and seconds.';
