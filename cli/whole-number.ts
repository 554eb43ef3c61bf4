// SPDX-License-Identifier: MIT
// Options that are counts.
import { InvalidArgumentError } from 'commander';

/** The number that a text is; NaN for what is none, of which the empty text is one. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Reads a whole number from `least`. @throws InvalidArgumentError for anything else */
export function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = numberOf(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`Give a whole number from ${least}.`);
    return value;
  };
}

/** Reads a whole number from `least` to `most`. @throws InvalidArgumentError for anything else */
export function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = numberOf(text);
    if (!Number.isSafeInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Give ${least} to ${most}.`);
    return value;
  };
}
