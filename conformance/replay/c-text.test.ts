// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { Arguments, cloneFlags, literal, quote, register, statement } from './c-text.ts';
import { numbered } from './numbered.ts';

test('literals: every byte by itself', () => {
  expect(literal(Buffer.from('a"\\\n?\x001é'))).toBe('"a\\"\\\\\\n\\077\\0001\\303\\251"');
  expect(literal(new Uint8Array())).toBe('""');
});

test('what is long and tells its places is made when the program runs', () => {
  expect(quote(numbered('x', 0, 999))).toBe("numbered('x', 0, 999)");
  const long = `send(1, ${numbered('x', 3, 200)}, "a") = 1\n`;
  expect(quote(long)).toBe(`joined("send(1, ", numbered('x', 3, 200), ", \\"a\\") = 1\\n", NULL)`);
  const text = Buffer.from(`${numbered('x', 0, 200)}\0`);
  expect(new Arguments().expression({ data: text })).toBe("copy(numbered('x', 0, 200), 201)");
  // A string ends at its first zero byte.
  expect(literal(Buffer.concat([text, text]))).not.toContain('numbered');
});

test.each([
  [0, '0'],
  [-100, '-100'],
  [2 ** 31 - 1, '2147483647'],
  [-(2 ** 31), '0xffffffff80000000UL'],
  [2 ** 31, '0x80000000UL'],
  [(1n << 64n) - 1n, '0xffffffffffffffffUL'],
])('the register %s', (value, text) => {
  expect(register(value)).toBe(text);
});

test.each([
  [0, '0'],
  [0x100, 'CLONE_VM'],
  [0x111, 'CLONE_VM | SIGCHLD'],
  [0x10f00, 'CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD'],
  [0x2000010a, 'CLONE_VM | 536870912 | 10'],
])('flags of clone %s', (flags, text) => {
  expect(cloneFlags(flags)).toBe(text);
});

describe('arguments', () => {
  test('text, bytes, slots, pids', () => {
    const made = new Arguments();
    expect(made.expression({ data: Buffer.from('d/s\0') })).toBe('text("d/s")');
    expect(made.expression({ data: Buffer.from([1, 0]) })).toBe('copy("\\001", 2)');
    expect(made.expression({ data: Buffer.from('ab') })).toBe('copy("ab", 2)');
    expect(made.expression({ slot: 3 })).toBe('slot(3)');
    expect(made.expression({ pid: 2 })).toBe('pid_of(2)');
  });

  test('outputs are numbered as the shim does: a buffer before those that it points to', () => {
    const made = new Arguments();
    const inner = { at: 8, arg: { out: 4 } };
    expect(made.expression({ inout: new Uint8Array(16), relocs: [inner] })).toBe(
      'put(inout(0, WORDS(0, 0), 16), 8, 8, out(1, 4))',
    );
    expect(made.expression({ out: 12 })).toBe('out(2, 12)');
  });

  test('values written into a copy', () => {
    const relocs = [
      { at: 0, arg: { data: Buffer.from('x\0') } },
      { at: 8, size: 4, arg: 7 },
    ] as const;
    expect(new Arguments().expression({ data: Buffer.from('............'), relocs })).toBe(
      'put(put(copy("............", 12), 0, 8, text("x")), 8, 4, 7)',
    );
  });
});

test('what is no text, and has a whole number of words, is written as words', () => {
  const said = (data: Buffer) => new Arguments().expression({ data });
  const words = Buffer.alloc(24);
  words.writeBigInt64LE(-1n, 0);
  words.writeUInt32LE(2, 12);
  words[16] = 0x41;
  expect(said(words)).toBe('copy(WORDS(-1, 0x200000000UL, 65), 24)');
  expect(said(words.subarray(0, 23))).toContain('copy("');
  expect(said(Buffer.from('a text of sixteen bytes\0'))).toBe('text("a text of sixteen bytes")');
});

describe('lines', () => {
  const tabs = (text: string) => text.split('\n').map((line) => line.replaceAll('\t', '        ').length);

  test('what fits is one', () => {
    expect(statement('call', ['1', 'ARGS(0)'])).toBe('\tcall(1, ARGS(0));');
    const widest = quote('n'.repeat(100 - 8 - 'call("");'.length));
    expect(statement('call', [widest])).toBe(`\tcall(${widest});`);
  });

  test('arguments are continued behind the parenthesis that they are in', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(28));
    expect(statement('call', ['1', `ARGS(${a}, f(g('(', ${b}), ${c}, "),"), 0)`])).toBe(
      [`\tcall(1,`, `\t     ARGS(${a},`, `\t\t  f(g('(', ${b}), ${c}, "),"), 0));`].join('\n'),
    );
    expect(statement('f', [`${a}${a}`, `g(${b}, ${c}, ${a}, ${b})`, c!])).toBe(
      [`\tf(${a}${a},`, `\t  g(${b}, ${c},`, `\t    ${a}, ${b}),`, `\t  ${c});`].join('\n'),
    );
  });

  test('a literal ends at a line, or at a word, or anywhere', () => {
    const line = `${'n'.repeat(60)}\n`;
    expect(statement('sees', [quote(line + line)])).toBe(
      `\tsees("${'n'.repeat(60)}\\n"\n\t     "${'n'.repeat(60)}\\n");`,
    );
    const words = `${'n'.repeat(50)} ${'m'.repeat(50)}`;
    expect(statement('sees', [quote(words)])).toContain('n "\n');
    const long = statement('sees', [quote('\x01'.repeat(100))]);
    expect(Math.max(...tabs(long))).toBeLessThanOrEqual(100);
    expect(long.match(/\\001/g)).toHaveLength(100);
    expect(long).not.toMatch(/\\0?0?"/);
  });
});
