// SPDX-License-Identifier: MIT
// The questions of `syspec tlc --invariant`: a module that asks them, and its places and names in the words of who asked.
import { basename } from 'node:path';
import type { GivenModule } from '../tla/runner/run.ts';

const INDENT = '  ';
/** The lines before the first question: the module's name, what it extends, an empty one. */
const HEAD = 3;

/** The expression that stands at a line of the module, and which of its lines that is. */
function lineOf(expressions: readonly string[], line: number): { at: number; line: number; lines: number } {
  let from = HEAD + 1;
  for (const [at, expression] of expressions.entries()) {
    const lines = expression.split('\n').length;
    const isLast = at === expressions.length - 1;
    // What is wrong at the head of the next one is that this one has no end.
    if (line <= from + lines + (isLast ? Number.POSITIVE_INFINITY : 1))
      return { at, line: line - from, lines };
    from += lines + 1;
  }
  return { at: 0, line: 1, lines: 1 };
}

function placeIn(expressions: readonly string[], line: number, column: number | undefined): string {
  const found = lineOf(expressions, line);
  if (found.line > found.lines) return 'at its end';
  if (column === undefined || found.line < 1) return '';
  const words = `column ${Math.max(1, column - INDENT.length)}`;
  return found.lines === 1 ? words : `line ${found.line}, ${words}`;
}

/** The module: the specification, and each expression under a name. */
export function questions(spec: string, expressions: readonly string[]): GivenModule {
  const module = basename(spec, '.tla');
  const name = `Syspec${module}Questions`;
  const lines = expressions.map(
    (expression, at) => `SyspecInvariant${at + 1} ==\n${INDENT}${expression.replaceAll('\n', `\n${INDENT}`)}`,
  );
  return {
    name,
    text: [`---- MODULE ${name} ----`, `EXTENDS ${module}`, '', ...lines, '====', ''].join('\n'),
    inItsOwnWords(message, line, column) {
      const { at } = lineOf(expressions, line);
      const place = placeIn(expressions, line, column);
      const what = message.replace(/ at line \d+, col(?:umn)? \d+/g, '');
      return `in --invariant '${expressions[at]}': ${place === '' ? '' : `${place}: `}${what}`;
    },
  };
}

/** A text with each expression in place of the name that it had for TLC. */
export function withExpressions(
  text: string,
  expressions: readonly string[],
  written: (expression: string) => string,
): string {
  return text.replace(/SyspecInvariant(\d+)/g, (name, at) => {
    const expression = expressions[Number(at) - 1];
    return expression === undefined ? name : written(expression);
  });
}
