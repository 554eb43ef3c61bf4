// SPDX-License-Identifier: MIT
// Values of a state as JSON, by which two of them are told apart.

/** Sets and sequences are lists in it, whatever they are made of. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && Symbol.iterator in each
      ? [...(each as Iterable<unknown>)]
      : each,
  );
