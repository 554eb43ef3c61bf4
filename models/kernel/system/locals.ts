// SPDX-License-Identifier: MIT
// What a call keeps while it runs: of a type of its own, and gone when it returns.
import { isOf, type Kind } from './held.ts';
import type { Frame } from './types.ts';

/** Gives the call something to keep; what it kept before is gone. */
export function keep<T>(frame: Frame, kind: Kind<T>, value: T): T {
  frame.locals = { kind, value };
  return value;
}

/** What the call keeps, if that is of this kind. */
export function localsOf<T>(frame: Frame | undefined, kind: Kind<T>): T | undefined {
  const locals = frame?.locals;
  return locals !== undefined && isOf(locals, kind) ? locals.value : undefined;
}
