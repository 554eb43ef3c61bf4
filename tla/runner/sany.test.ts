// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { readSany } from './sany.ts';

const lines = (text: string): string[] => text.split('\n');

test('a lexical error, and not its echo', () => {
  const said = `Parsing file /specs/A.tla
Lexical error at line 4, column 17.  Encountered: "\\n" (10), after : "\\"abc"

Fatal errors while parsing TLA+ spec in file A

tla2sany.semantic.AbortException
*** Abort messages: 1

In module A

Could not parse module A from file A.tla

`;
  expect(readSany(lines(said))).toMatchObject([
    { severity: 'error', kind: 'parse', file: '/specs/A.tla', line: 4, column: 17 },
  ]);
});

test('an error in a module that another one names is in that module', () => {
  const said = `Parsing file /specs/A.tla
Parsing file /specs/B.tla
***Parse Error***
Encountered "Beginning of definition" at line 5, column 1 and token "1" 

Residual stack trace follows:
Definition starting at line 4, column 1.
`;
  expect(readSany(lines(said))).toEqual([
    {
      severity: 'error',
      kind: 'parse',
      message: 'Encountered "Beginning of definition" at line 5, column 1 and token "1"',
      file: '/specs/B.tla',
      line: 5,
      column: 1,
    },
  ]);
});

test('several semantic errors and a warning are told apart', () => {
  const said = `Parsing file /specs/A.tla
Semantic processing of module A
Semantic errors:

*** Errors: 2

line 5, col 14 to line 5, col 19 of module A

The operator F requires 1 arguments.


line 8, col 4 to line 8, col 4 of module A

Multiply-defined symbol 'n': this definition or declaration conflicts 
with the one at line 3, col 10 to line 3, col 10 of module A.


*** Warnings: 1

line 6, col 1 to line 6, col 9 of module A

Multiple declarations or definitions for symbol Init.  
`;
  expect(
    readSany(lines(said)).map(({ severity, line, message }) => [severity, line, message.slice(0, 24)]),
  ).toEqual([
    ['error', 5, 'The operator F requires '],
    ['error', 8, 'Multiply-defined symbol '],
    ['warning', 6, 'Multiple declarations or'],
  ]);
});

test('a module that is not found is a parse error without a place', () => {
  const said = `*** Abort messages: 1

Unknown location

Cannot find source file for module Absent imported in module A.
`;
  expect(readSany(lines(said))).toEqual([
    {
      severity: 'error',
      kind: 'parse',
      message: 'Cannot find source file for module Absent imported in module A.',
    },
  ]);
});

test('nothing wrong is nothing', () => {
  expect(readSany(lines('Parsing file /specs/A.tla\nSemantic processing of module A\n'))).toEqual([]);
});

test('what each module that names the one at fault repeats is told once, without the heading of the next', () => {
  const part = (module: string) => `Semantic processing of module ${module}
Semantic errors:

*** Errors: 1

line 5, col 14 to line 5, col 14 of module Bad

Unknown operator: \`y'.


`;
  const said = `Parsing file /specs/Questions.tla\nParsing file /specs/Bad.tla\n${part('Bad')}\n${part('Questions')}`;
  expect(readSany(lines(said))).toEqual([
    {
      ...{ severity: 'error', kind: 'semantic', message: "Unknown operator: `y'." },
      ...{ file: '/specs/Bad.tla', line: 5, column: 14 },
    },
  ]);
});
