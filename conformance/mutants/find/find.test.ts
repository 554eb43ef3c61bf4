// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { readC } from '../c/tokens.ts';
import { findIn } from './index.ts';

const lines = (text: string) => new Set(text.split('\n').map((_, i) => i + 1));

/** What is found in a body, all of which is new. */
function found(body: string) {
  const text = `int f(int a)\n{\n${body}\n}\n`;
  const { mutations, skipped } = findIn(readC('a.c', text), lines(text));
  return {
    changes: mutations.map(({ change }) => change),
    skipped: skipped.map(({ text: what, why }) => `${what}: ${why}`),
  };
}

test.each<[string, string[], string[]]>([
  ['if (a)\n\treturn 1;', ["negate 'a'", "never 'a'"], []],
  ['while (a /* if */ <\n\t3) a++;', ["negate 'a < 3'", "never 'a < 3'"], []],
  ['for (;;) a++;', [], ['for (;;): a loop without a condition']],
  ['while (1) a++;', [], ['1: a constant']],
  ['switch (a) { case 1: a++; }', [], ['switch (a): a switch has nothing to negate']],
  ['each(a) { a++; }', [], ['each(a): a macro decides']],
  [
    'if (a && !(b || c)) d = 1;',
    [
      ...["negate 'a && !(b || c)'", "never 'a && !(b || c)'"],
      ...["drop 'a' from 'a && !(b || c)'", "negate 'a' in 'a && !(b || c)'"],
      ...["drop '!(b || c)' from 'a && !(b || c)'", "negate '!(b || c)' in 'a && !(b || c)'"],
      ...[
        "drop 'b' from 'b || c'",
        "negate 'b' in 'b || c'",
        "drop 'c' from 'b || c'",
        "negate 'c' in 'b || c'",
      ],
    ],
    [],
  ],
  [
    'return a && b;',
    ["drop 'a' from 'a && b'", "negate 'a' in 'a && b'", "drop 'b' from 'a && b'", "negate 'b' in 'a && b'"],
    [],
  ],
  [
    'b = a ? 1 : c(2, d ? 3 : 4);',
    ["negate 'a ?'", "never 'a ?'", "always 'a ?'", "negate 'd ?'", "never 'd ?'", "always 'd ?'"],
    [],
  ],
  ['b = a ?: 2;', [], ['a: its value is used']],
  [
    'if (IS_ENABLED(A)) b = 1;',
    ["never 'IS_ENABLED(A)'"],
    ["IS_ENABLED(A): negate: the kernel's configuration decides"],
  ],
  [
    'if (MSG_CMSG_COMPAT & a) b = 1;',
    ["never 'MSG_CMSG_COMPAT & a'"],
    ["MSG_CMSG_COMPAT & a: negate: the kernel's configuration decides"],
  ],
  ['sock_put(a);', ["delete 'sock_put(a)'"], []],
  [
    'READ_ONCE(a->b)(a);\na->ops->release(a);',
    ["delete 'READ_ONCE(a->b)(a)'", "delete 'a->ops->release(a)'"],
    [],
  ],
  [
    'CLASS(fd, f)(fd);\nDEFINE_WAIT(w);',
    [],
    ['CLASS(fd, f)(fd);: it may declare', 'DEFINE_WAIT(w);: it may declare'],
  ],
  [
    'b = kmalloc(a, c(d));\nif (!mutex_trylock(b)) a++;',
    ["negate '!mutex_trylock(b)'", "never '!mutex_trylock(b)'"],
    ['kmalloc(a, c(d)): a call whose value is used', 'mutex_trylock(b): a call whose value is used'],
  ],
  ['b = ({ if (a) c; d; });', [], ['if: a statement within an expression']],
  [
    'spin_lock_irqsave(&a->l, flags);\nif (b) spin_unlock_irqrestore(&a->l, flags);\nspin_unlock_irqrestore(&c->l, flags);',
    [
      ...["negate 'b'", "never 'b'", "delete 'spin_lock_irqsave(&a->l, flags)'"],
      ...["delete 'spin_unlock_irqrestore(&a->l, flags)'", "delete 'spin_unlock_irqrestore(&c->l, flags)'"],
      "delete 'spin_lock_irqsave(&a->l, flags)' with its unlock",
    ],
    [],
  ],
  [
    'down_read(a);',
    ["delete 'down_read(a)'"],
    ['down_read(a);: with its unlock: that is not in this function'],
  ],
  [
    'if (a) {\n\tb = 1;\n\tgoto out;\n}\nout:\n\treturn b;',
    ["negate 'a'", "never 'a'", "delete 'goto out' under 'a'"],
    [],
  ],
  [
    'if (a) { b = 1; return 1; } else return 2;',
    ["negate 'a'", "never 'a'"],
    ['return 1;: the function would end without a value'],
  ],
  ['if (a\n#ifdef B\n && b\n#endif\n)\n\tc = 1;', [], ['a && b: a preprocessor line is in it']],
])('%j', (body, changes, skipped) => {
  expect(found(body)).toEqual({ changes, skipped });
});

test('only added lines count, and a condition with one of them', () => {
  const text = 'int f(int a)\n{\n\tif (a)\n\t\tg();\n\tif (a ||\n\t    b)\n\t\tg();\n}\n';
  const { mutations } = findIn(readC('a.c', text), new Set([6]));
  expect(mutations.map(({ change, line }) => [line, change])).toEqual([
    [5, "negate 'a || b'"],
    [5, "never 'a || b'"],
    [6, "drop 'b' from 'a || b'"],
    [6, "negate 'b' in 'a || b'"],
  ]);
});

test('a macro on added lines is told', () => {
  const text = '#define F(a) \\\n\tif (a)\n#define G 1\n';
  expect(findIn(readC('a.c', text), lines(text)).skipped).toMatchObject([
    { text: '#define F', why: 'in a macro' },
  ]);
});

test('an added line that cannot be read is an error; another line is not', () => {
  const text = 'int f(int a)\n{\n\tdo { } done;\n}\nint g(int a)\n{\n\tif (a) b();\n}\n';
  expect(() => findIn(readC('a.c', text), new Set([3]))).toThrow("a.c:3: 'while' is expected");
  expect(findIn(readC('a.c', text), new Set([7])).mutations).toHaveLength(3);
});
