// SPDX-License-Identifier: MIT
// Did you mean: the known name that a mistyped one is nearest to.
import { SyspecError } from './errors.ts';

/** How many insertions, deletions, replacements and swaps of neighbours lead from `a` to `b`. */
function distance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}

/** The nearest of `known`; undefined where none is near. The end of a name may be missing: `propose`, `fcon`. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const scored = known.map((one) => {
    const whole = one.toLowerCase();
    const begun = given.length >= 3 && whole.startsWith(given);
    return { one, far: begun ? 0.5 : distance(given, whole) };
  });
  const best = scored.sort((a, b) => a.far - b.far)[0];
  if (best === undefined) return undefined;
  return best.far <= Math.max(1, Math.floor(name.length / 3)) ? best.one : undefined;
}

/** A hint: the name that was meant, if there is one near, and all that there are. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const all = `There are: ${known.join(', ')}.`;
  return near === undefined ? all : `Did you mean ${near}? ${all}`;
}

/** What every command says of a name that there is not, and of those that there are. */
export function unknownName(what: string, name: string, known: readonly string[]): SyspecError {
  return new SyspecError('BAD_USAGE', `no ${what} '${name}'`, didYouMean(name, known));
}

/** Throws it. */
export function refuseName(what: string, name: string, known: readonly string[]): never {
  throw unknownName(what, name, known);
}
