// SPDX-License-Identifier: MIT
// Options that are counts.
import { InvalidArgumentError } from 'commander';

/** The number that a text is; NaN for what is none, of which the empty text is one. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** @param what what is to be given, as `Give ${what}.` */
const wholeNumber =
  (least: number, most: number, what: string) =>
  (text: string): number => {
    const value = numberOf(text);
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give ${what}.`);
  };

/** Reads a whole number from `least`. @throws InvalidArgumentError for anything else */
export const atLeast = (least: number) =>
  wholeNumber(least, Number.MAX_SAFE_INTEGER, `a whole number from ${least}`);

/** Reads a whole number from `least` to `most`. @throws InvalidArgumentError for anything else */
export const between = (least: number, most: number) => wholeNumber(least, most, `${least} to ${most}`);
