// SPDX-License-Identifier: MIT
// The arguments of a call, declared: their types, and which of them are descriptors.
import type { Args } from './types.ts';

/** The values that an argument can have. */
export interface ArgType<T> {
  is(value: unknown): value is T;
  readonly isDescriptor?: true;
}

/** The arguments of a call, by name. */
export type ArgTypes = Readonly<Record<string, ArgType<unknown>>>;

/** What a call with such arguments is given. */
export type Given<A extends ArgTypes> = {
  readonly [name in keyof A]: A[name] extends ArgType<infer T> ? T : never;
};

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A number. */
export const NUMBER: ArgType<number> = { is: isNumber };

/** The number of a descriptor, open or not. */
export const DESCRIPTOR: ArgType<number> = { is: isNumber, isDescriptor: true };

/** A path, or bytes that are text. */
export const TEXT: ArgType<string> = { is: (value) => typeof value === 'string' };

/** Whether something is asked for. */
export const FLAG: ArgType<boolean> = { is: (value) => typeof value === 'boolean' };

/** One of these words. */
export function oneOf<const W extends string>(...words: readonly W[]): ArgType<W> {
  return { is: (value): value is W => words.some((word) => word === value) };
}

/** An argument that may be left out. */
export function optional<T>(type: ArgType<T>): ArgType<T | undefined> {
  return { ...type, is: (value): value is T | undefined => value === undefined || type.is(value) };
}

function fits<A extends ArgTypes>(types: A, args: Args): args is Args & Given<A> {
  return Object.entries(types).every(([name, type]) => type.is(args[name]));
}

/** The arguments by their types. Throws TypeError when one is of another type. */
export function given<A extends ArgTypes>(types: A, call: string, args: Args): Given<A> {
  if (fits(types, args)) return args;
  const wrong = Object.keys(types).filter((name) => !types[name]!.is(args[name]));
  throw new TypeError(
    `${call}: no such argument: ${wrong.map((name) => `${name} = ${args[name]}`).join(', ')}`,
  );
}

/** The names of those that are descriptors. */
export function descriptorsOf(types: ArgTypes): string[] {
  return Object.keys(types).filter((name) => types[name]!.isDescriptor === true);
}
