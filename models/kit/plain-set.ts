// SPDX-License-Identifier: MIT

/** A set that JSON shows as its elements. */
export class PlainSet<T> extends Set<T> {
  toJSON(): T[] {
    return [...this];
  }
}
