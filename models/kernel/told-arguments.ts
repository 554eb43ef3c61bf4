// SPDX-License-Identifier: MIT
// The arguments of callers in the words of a document.
import { distinct } from './told-words.ts';

/** The members of a set of flags. */
export const flagsText = (flags: readonly string[]): string => flags.join(' and ') || 'empty';

/** That each subset of these flags is given. */
export const subsetsText = (flags: readonly string[]): string =>
  `flags in every subset of ${flags.join(', ')}`;

/** How arguments with these fields are told, where each has such a text. */
export function wordsOf<A, F extends string>(fields: readonly F[], textOf: (arg: A, field: F) => string) {
  const one = (arg: A, field: F): string => `${field} ${textOf(arg, field)}`;
  return {
    one,
    /** All fields. */
    all: (arg: A): string => fields.map((field) => one(arg, field)).join(', '),
    /** The fields that are other than in `base`. */
    other: (base: A, arg: A): readonly F[] =>
      fields.filter((field) => textOf(base, field) !== textOf(arg, field)),
    /** What one field is in some of these. */
    values: (args: readonly A[], field: F): string =>
      `${field} ${distinct(args.map((arg) => textOf(arg, field))).join(', ')}`,
  };
}
