// SPDX-License-Identifier: MIT
// What a pipe holds, for those who look at it from outside.

/** All bytes of a list, oldest first. */
export const streamOf = <B>(slots: readonly { readonly data: readonly B[] }[]): readonly B[] =>
  slots.flatMap(({ data }) => data);
