// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { questions, withExpressions } from './tlc-questions.ts';

const EXPRESSIONS = ['x ‹ 3', 'y = 1\n/\\ z = 2', 'x < '];
const { text, inItsOwnWords } = questions('/specs/Count.tla', EXPRESSIONS);

/** The message about a place that TLC names: line and column of the first `mark` in the module. */
function said(message: string, mark: string): string {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes(mark));
  return inItsOwnWords!(message, line + 1, lines[line]!.indexOf(mark) + 1);
}

test('the module has each expression under a name', () => {
  expect(text).toContain('---- MODULE SyspecCountQuestions ----\nEXTENDS Count\n');
  expect(text).toContain('SyspecInvariant1 ==\n  x ‹ 3\n');
});

test('a place in it is one in the expression', () => {
  expect(said('Lexical error at line 5, column 5.  Encountered: "‹"', '‹')).toBe(
    `in --invariant 'x ‹ 3': column 3: Lexical error.  Encountered: "‹"`,
  );
  expect(said("Unknown operator: `y'.", 'y = 1')).toMatch(/'y = 1\n.*': line 1, column 1: Unknown operator/s);
  expect(said("Unknown operator: `z'.", 'z = 2')).toMatch(/: line 2, column 4: Unknown operator/);
});

test('what has no end is at fault, and not the line after it', () => {
  expect(said('Encountered "====" at line 11, column 1 and token "<"', '====')).toBe(
    `in --invariant 'x < ': at its end: Encountered "====" and token "<"`,
  );
  expect(said('Encountered "=="', 'SyspecInvariant2')).toMatch(/^in --invariant 'x ‹ 3': at its end: /);
});

test('a name is the expression again, and another one stays', () => {
  const quoted = (one: string) => `'${one}'`;
  expect(withExpressions('SyspecInvariant1 SyspecInvariant9', ['x < 3'], quoted)).toBe(
    "'x < 3' SyspecInvariant9",
  );
});
