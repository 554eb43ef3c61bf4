// SPDX-License-Identifier: MIT
// Words and marks that documents are written with, for what models say of themselves.

import type { Factor } from '../kit/index.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** A small number in words. */
export const numberWord = (n: number): string => NUMBERS[n] ?? String(n);

/** The place of the nth in words. */
export const ordinalWord = (n: number): string => ORDINALS[n] ?? `${n}th`;

/** Names joined by commas; `none` without any. */
export const listOrNone = (names: readonly string[]): string => names.join(', ') || 'none';

/** Phrases; the one phrase `none` without any. */
export const phrasesOrNone = (phrases: readonly string[]): readonly string[] =>
  phrases.length === 0 ? ['none'] : phrases;

/** One of several names. */
export const either = (names: readonly string[]): string =>
  names.length < 3 ? names.join(' or ') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** That `what` is one of some values of all; not the one that is left, where that is shorter. */
export function valueText(what: string, some: readonly string[], all: readonly string[]): string {
  if (some.length < all.length - 1 || all.length < 3) return `${what} is ${either(some)}`;
  return `${what} is not ${all.find((each) => !some.includes(each))}`;
}

/** Something that an outcome depends on, and that is one of several values. */
export const factor = (what: string, values: readonly string[]): Factor => ({
  values,
  says: (some) => valueText(what, some, values),
});

/** The same, where each value has words of its own. */
export const factorOf = <V extends string>(values: readonly V[], says: (one: V) => string): Factor => ({
  values,
  says: ([one]) => says(one as V),
});

/** What is left of a record when all that has words is taken out: nothing, or the compiler objects. */
export function wordsForAll(_rest: Readonly<Record<string, never>>): void {}

/** Each text once. */
export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** What `now` has and `base` has not. */
export const beyond = <T>(base: readonly T[], now: readonly T[]): readonly T[] =>
  now.filter((each) => !base.includes(each));

/** A path as documents write it. */
export const pathText = (path: readonly string[]): string => path.join('/') || 'empty';
