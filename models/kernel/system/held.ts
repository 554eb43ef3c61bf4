// SPDX-License-Identifier: MIT
// Values that their keeper passes on without knowing their types: each is kept with its kind, and found by it.

/** A kind of value. T: the values, plain data. There is one object for each kind, and it is what the kind is known by. */
export interface Kind<T> {
  /** For messages and keys. */
  readonly name: string;
  /** A copy that shares nothing mutable. */
  copy(value: T): T;
}

/** A value with its kind. */
export interface Held<T> {
  readonly kind: Kind<T>;
  readonly value: T;
}

/** Whether what is held is of that kind. This is all that tells one type from another here. */
export function isOf<T>(held: Held<unknown>, kind: Kind<T>): held is Held<T> {
  return held.kind === kind;
}

/** A copy of what is held. */
export function copyHeld<T>({ kind, value }: Held<T>): Held<T> {
  return { kind, value: kind.copy(value) };
}
