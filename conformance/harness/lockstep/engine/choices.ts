// SPDX-License-Identifier: MIT
// The arguments by which a caller chooses what a call does, as the moves declare them: each of their values is to be met.
import type { CallArgs } from './sequence.ts';

/** What an argument may be. */
export type Choice =
  /** A boolean: `nofollow`, where it is set. */
  | { readonly type: 'flag' }
  /** One of some words or numbers: `how 2`. */
  | { readonly type: 'word'; readonly values: readonly (string | number)[] }
  /** A number, of which its sign tells enough: `backlog negative`. */
  | { readonly type: 'sign' }
  /** An object that is of one of some kinds, by its `kind`, with what is set of it and its numbers: `unnamed`, `bare`, `long size 111`. */
  | { readonly type: 'kind'; readonly values: readonly string[] };

export const FLAG: Choice = { type: 'flag' };
export const SIGN: Choice = { type: 'sign' };
export const word = (values: readonly (string | number)[]): Choice => ({ type: 'word', values });
export const kind = (values: readonly string[]): Choice => ({ type: 'kind', values });

/** By the names of the arguments. */
export type Choices = Readonly<Record<string, Choice>>;

/** By the names of the calls. */
export type CallChoices = Readonly<Record<string, Choices>>;

/** A move, as far as it declares what it chooses. */
export interface Declaring {
  /** Which arguments choose what a call does, by its name: each of their values is to be met. */
  readonly choices?: CallChoices;
}

/** What the moves declare, together. */
export function choicesOf(moves: readonly Declaring[]): CallChoices {
  const all: Record<string, Choices> = {};
  for (const { choices = {} } of moves)
    for (const [call, own] of Object.entries(choices)) all[call] = { ...all[call], ...own };
  return all;
}

function signOf(count: number): string {
  if (count < 0) return 'negative';
  return count === 0 ? '0' : 'above 0';
}

/** Every value that an argument of that name may have, as items of coverage. */
function valuesOf([name, choice]: [string, Choice]): readonly string[] {
  switch (choice.type) {
    case 'flag':
      return [name];
    case 'word':
      return choice.values.map((value) => `${name} ${value}`);
    case 'sign':
      return [1, 0, -1].map((count) => `${name} ${signOf(count)}`);
    case 'kind':
      return choice.values;
  }
}

/** What must be met: `socket type stream`, `bind unnamed`, for each value that some move declares. */
export function chosenItems(moves: readonly Declaring[]): string[] {
  return Object.entries(choicesOf(moves)).flatMap(([call, choices]) =>
    Object.entries(choices)
      .flatMap(valuesOf)
      .map((value) => `${call} ${value}`),
  );
}

/** The kind of an object, what is set of it, and its numbers. */
export function partsOf({ kind: own, ...rest }: { readonly kind: string }): readonly string[] {
  const parts = Object.entries(rest).flatMap(([name, value]) => {
    if (typeof value === 'number') return [`${own} ${name} ${value}`];
    return value === true ? [name] : [];
  });
  return [own, ...parts];
}

function met(name: string, choice: Choice, value: unknown): readonly string[] {
  switch (choice.type) {
    case 'flag':
      return value === true ? [name] : [];
    case 'word':
      return [`${name} ${value}`];
    case 'sign':
      return [`${name} ${signOf(value as number)}`];
    case 'kind':
      return partsOf(value as { readonly kind: string });
  }
}

/** What a call was made with. A flag that nobody declares is told too: as nobody expects it, the report shows it. */
export function chosenIn(choices: Choices, args: CallArgs): string[] {
  return Object.entries(args).flatMap(([name, value]) => met(name, choices[name] ?? FLAG, value));
}
