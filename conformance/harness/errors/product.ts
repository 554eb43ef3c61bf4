// SPDX-License-Identifier: MIT
// Kinds of arguments, and every combination of them.

/** One value of one argument, and the rows of the table of errors that apply because of it: `E2`. */
export interface Kind<Row extends string> {
  readonly name: string;
  readonly rows: readonly Row[];
}

export const BOOLEANS = [false, true] as const;

/** One of each, in every combination; the last one changes fastest. */
export function* product<const A extends readonly (readonly unknown[])[]>(
  ...axes: A
): Generator<{ -readonly [K in keyof A]: A[K][number] }> {
  const chosen: unknown[] = [];
  function* from(at: number): Generator<unknown[]> {
    if (at === axes.length) {
      yield [...chosen];
      return;
    }
    for (const one of axes[at]!) {
      chosen[at] = one;
      yield* from(at + 1);
    }
  }
  yield* from(0) as Generator<{ -readonly [K in keyof A]: A[K][number] }>;
}
