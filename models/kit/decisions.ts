// SPDX-License-Identifier: MIT
// An outcome that depends on several things, as a table: the values of each that make no difference are one.

/** One of the things that it depends on. */
export interface Factor {
  readonly values: readonly string[];
  /** That it has one of some of these values. */
  says(values: readonly string[]): string;
}

/** A line of the table. */
export interface Decision {
  /** In the order of the factors; what makes no difference is left out. */
  readonly when: readonly string[];
  readonly outcome: string;
}

/** The outcomes for all values of the factors, in their order. */
export function decisions(
  factors: readonly Factor[],
  outcome: (values: readonly string[]) => string,
): readonly Decision[] {
  const [factor, ...others] = factors;
  if (factor === undefined) return [{ when: [], outcome: outcome([]) }];
  const classes = new Map<string, { values: string[]; below: readonly Decision[] }>();
  for (const value of factor.values) {
    const below = decisions(others, (rest) => outcome([value, ...rest]));
    const key = JSON.stringify(below);
    const found = classes.get(key) ?? { values: [], below };
    found.values.push(value);
    classes.set(key, found);
  }
  const all = [...classes.values()];
  return all.flatMap(({ values, below }) => {
    const own = all.length === 1 ? [] : [factor.says(values)];
    return below.map((line) => ({ ...line, when: [...own, ...line.when] }));
  });
}
