// SPDX-License-Identifier: MIT
// The kernel functions of the steps: against the comments above the operators of the TLA+.
import { readFileSync } from 'node:fs';
import { Comparing, type Comparison, type Repeaters, shown, untold } from './fact.ts';

/** The comment that ends right above a line, counted from 1. */
function commentAbove(lines: readonly string[], line: number): string {
  const isComment = (text: string) => /^\s*\(\*.*\*\)\s*$|^\s*\\\*/.test(text);
  let at = line - 2;
  while (at >= 0 && isComment(lines[at]!)) at -= 1;
  return lines.slice(at + 1, line - 1).join('\n');
}

/** Functions as comments write them, with their brackets; accept(2) is a call. */
const called = (comment: string): readonly string[] =>
  [...comment.matchAll(/\b([a-z_]\w*)\((?!\d\))/g)].map(([, name]) => name!);

/** Functions as cells write them. */
const quoted = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([a-z_]\w*)(?=[`(])/g)].map(([, name]) => name!);

const listed = (names: readonly string[]): string => names.join(', ') || 'none of them';

/** The functions of the column are in the comment, and those of the comment in the row: why a step is atomic may name more. */
export function compareFunctions({ proposal, operators, manifest }: Repeaters): Comparison[] {
  const files = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    const lines = files.get(file) ?? readFileSync(file, 'utf8').split('\n');
    files.set(file, lines);
    return lines;
  };
  const steps = proposal.steps.flatMap((step) => {
    const operator = operators.get(step.action);
    if (operator === undefined) return [];
    const names = called(commentAbove(linesOf(operator.file), operator.line));
    return names.length === 0 ? [] : [{ step, operator, names }];
  });
  if (steps.length === 0) {
    const why = `no comment of ${shown(manifest.specFile)} names the function of a step`;
    return [untold('kernel functions', 'the TLA+', why)];
  }
  const comparing = new Comparing();
  for (const { step, operator, names } of steps) {
    const cell = quoted(step.kernel);
    const row = [...cell, ...quoted(step.atomic)];
    const mine = cell.filter((name) => !names.includes(name));
    const theirs = names.filter((name) => !row.includes(name));
    comparing.equal(
      `the kernel functions of ${step.action}`,
      { file: proposal.file, line: step.line, says: mine.length + theirs.length === 0 ? '' : listed(mine) },
      {
        file: shown(operator.file),
        line: operator.line,
        says: mine.length + theirs.length === 0 ? '' : listed(theirs),
      },
    );
  }
  const silent = proposal.steps.filter(({ action }) => steps.every(({ step }) => step.action !== action));
  const missing =
    silent.length === 0 ? null : `no comment on ${silent.map(({ action }) => action).join(', ')}`;
  return [comparing.done('kernel functions', 'the TLA+', missing)];
}
