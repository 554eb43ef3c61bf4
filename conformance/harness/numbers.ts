// SPDX-License-Identifier: MIT
// The numbers of a proposal's calls on the kernel under test.

/** By the names of the calls. */
export type Numbers = Readonly<Record<string, number>>;

/** The number of a call. @throws Error for a call that is not the proposal's */
export function numberOf(numbers: Numbers, call: string): number {
  const number = numbers[call];
  if (number !== undefined) return number;
  throw new Error(`${call} is none of the calls ${Object.keys(numbers).join(', ')}`);
}
