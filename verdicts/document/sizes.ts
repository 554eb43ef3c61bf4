// SPDX-License-Identifier: MIT
// How long an argument may be: the table of errors against the series, where a call copies as much into a struct of its own.
import { Comparing, type Comparison, type Repeaters, shown } from './fact.ts';
import type { SourceLine } from './sources.ts';

/** The struct that is filled by as many bytes as the argument `length` says, wherever a series does so. */
function filled(series: readonly SourceLine[], length: string) {
  const copy = new RegExp(`\\w+\\((?:\\w+, )*${length}, &(\\w+)\\)`);
  return series.flatMap(({ text, file, line }) => {
    const variable = copy.exec(text)?.[1];
    if (variable === undefined) return [];
    const declared = new RegExp(`^\\s*(struct \\w+) ${variable}\\b`);
    const struct = series.filter((each) => each.file === file).map((each) => declared.exec(each.text)?.[1]);
    const found = struct.find((each) => each !== undefined);
    return found === undefined ? [] : [{ file: shown(file), line, says: `sizeof(${found})` }];
  });
}

/** Each row that is about such an argument alone. */
export function compareSizes({ proposal, series }: Repeaters): Comparison[] {
  const comparing = new Comparing();
  const { file, errors } = proposal;
  for (const { id, when, line } of errors) {
    const length = /^`(\w+)` is /.exec(when)?.[1];
    if (length === undefined) continue;
    const says = / above (sizeof\(struct \w+\))$/.exec(when)?.[1] ?? when;
    for (const other of filled(series, length)) {
      comparing.equal(`the size in ${id}`, { file, line, says }, other);
    }
  }
  const done = comparing.done('sizes', 'the series');
  return done.compared === 0 ? [] : [done];
}
