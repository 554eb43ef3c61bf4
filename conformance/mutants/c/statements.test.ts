// SPDX-License-Identifier: MIT
// Functions and their statements.
import { expect, test } from 'vitest';
import { functionsOf } from './functions.ts';
import { type Statement, statementsOf } from './statements.ts';
import { textOf } from './text.ts';
import { readC } from './tokens.ts';

const names = (text: string) => functionsOf(readC('a.c', text)).map(({ name }) => name);

test.each([
  ['static int f(void)\n{ return 1; }', ['f']],
  ['SYSCALL_DEFINE2(call, int, a, int, b)\n{ }', ['call']],
  ['static int __f(int (*g)(int))\n\t__releases(x)\n{ { } }\nvoid h(void) { }', ['__f', 'h']],
  ['__printf(1, 2) void p(char *f, ...) { }', ['p']],
  ['struct s { int a; } t = { .a = (1) };\nstruct s *f(void) { }', ['f']],
  ['static DEFINE_PER_CPU(struct s, t) = { .a = 1 };\nenum { A };\nint f(void);\nint g(void) { }', ['g']],
  ['#ifdef A\nint f(int a)\n{\n#else\nint f(void)\n{\n#endif\n\treturn 0;\n}\nint g(void) { }', ['f', 'g']],
])('the functions of %j', (text, expected) => {
  expect(names(text)).toEqual(expected);
});

test.each([
  ['int f(void)\n{\n\tg(;\n}', "a.c:4: '}' where '(' of line 3 is open"],
  ['int f(void)\n{\n', "a.c:2: '{' is not closed"],
  ['}', "a.c:1: '}' where nothing is open"],
])('brackets that do not match are an error with file and line: %j', (text, message) => {
  expect(() => names(text)).toThrow(message);
});

/** The statements of a body, as kinds and conditions. */
function shape(body: string): unknown[] {
  const [one] = functionsOf(readC('a.c', `void f(void)\n{\n${body}\n}\n`));
  const of = ({ kind, condition, parts }: Statement): unknown[] => [
    kind,
    ...(condition === undefined ? [] : [textOf(one!.body, condition)]),
    ...parts.map(of),
  ];
  return statementsOf('a.c', one!.body).map(of);
}

test.each<[string, unknown[]]>([
  ['if (a)\n\tb();\nelse if (c && (d))\n\treturn;', [['if', 'a', ['simple'], ['if', 'c && (d)', ['jump']]]]],
  ['while (a) { b; }', [['while', 'a', ['block', ['simple']]]]],
  ['do\n\ta();\nwhile (0);', [['do', '0', ['simple']]]],
  ['for (i = 0; i < 3; i++)\n\t;', [['for', 'i < 3', ['simple']]]],
  ['for (;;) break;', [['for', '', ['jump']]]],
  [
    'switch (a) { case B ? 1 : 2: c(); default: ; }',
    [['switch', 'a', ['block', ['case'], ['simple'], ['case'], ['simple']]]],
  ],
  ['list_for_each(a, b) { c(); }', [['each', 'a, b', ['block', ['simple']]]]],
  ['list_for_each(a, b)\n\tc();', [['each', 'a, b', ['simple']]]],
  [
    'CLASS(fd, f)(fd);\nout:\n\ta = (struct s){ .b = ({ if (c) d; e; }) };',
    [['simple'], ['label'], ['simple']],
  ],
  ['#ifdef A\n\ta();\n#endif\n\tb();', [['simple'], ['simple']]],
])('the statements of %j', (body, expected) => {
  expect(shape(body)).toEqual(expected);
});

test.each([
  ['if a', "a.c:3: '(' is expected, and there is 'a'"],
  ['{ a }', 'a.c:3: a statement begins that has no end'],
  ['do a; done', "a.c:3: 'while' is expected, and there is 'done'"],
])('what is no statement is an error with file and line: %j', (body, message) => {
  expect(() => shape(body)).toThrow(message);
});
