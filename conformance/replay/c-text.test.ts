// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { Arguments, cloneFlags, literal, quote, register, statement } from './c-text.ts';
import { numbered } from './numbered.ts';

test('literals: every byte by itself, and long ones in pieces', () => {
  expect(literal(Buffer.from('a"\\\n?\x001é'))).toBe('"a\\"\\\\\\n\\077\\0001\\303\\251"');
  expect(literal(new Uint8Array())).toBe('""');
  expect(quote('n'.repeat(130))).toBe(`"${'n'.repeat(64)}" "${'n'.repeat(64)}" "nn"`);
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
      'put(inout(0, "\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000", 16), 8, 8, out(1, 4))',
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

test('a statement that is too long has an argument a line', () => {
  expect(statement('call', ['1', 'ARGS(0)'])).toBe('\tcall(1, ARGS(0));');
  const long = quote('n'.repeat(130));
  expect(statement('call', ['1', long])).toBe(
    `\tcall(1,\n\t     "${'n'.repeat(64)}"\n\t     "${'n'.repeat(64)}"\n\t     "nn");`,
  );
});
