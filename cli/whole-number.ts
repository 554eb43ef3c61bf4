// SPDX-License-Identifier: MIT
// Options that are counts.
import { InvalidArgumentError } from 'commander';

/** Reads a whole number from `least`. @throws InvalidArgumentError for anything else */
export function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`Give a whole number from ${least}.`);
    return value;
  };
}
