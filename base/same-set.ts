// SPDX-License-Identifier: MIT
// Lists that stand for sets.

/** Whether two lists, neither of which has an element twice, have the same ones. */
export function isSameSet<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
