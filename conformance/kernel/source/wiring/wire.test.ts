// SPDX-License-Identifier: MIT
// Wiring in the ends of real tables: each line as people have written it there by hand, or as the newest call has it.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder } from '../../fixtures/empty-folder.ts';
import { CALL, changes, OTHER, sectionsOf, treeOfRelease, treeWith } from './fixtures/trees.ts';
import { tablesIn, wire } from './wire.ts';

const folder = emptyFolder();
const one = { calls: [CALL], isOptional: true };

const lines = (text: string) => text.trimEnd().split('\n');
/** A row, and the one before it. */
function rows(text: string, name: string): [before: string, row: string] {
  const all = lines(text);
  const at = all.findIndex((line) => line.includes(name));
  return [all[at - 1]!, all[at]!];
}

test('6.12: each table gets the line that was once written by hand', () => {
  const tree = treeOfRelease('6.12');
  const edited = changes(tree, wire(tree, one));
  const byHand = sectionsOf('wired-6.12.txt');
  for (const [file, text] of byHand) {
    const hand = lines(text).filter((line) => line !== '+');
    expect([...edited.get(file)!].sort(), file).toEqual(hand.sort());
  }
  const others = [...edited.keys()].filter((file) => !byHand.has(file));
  expect(others).toEqual(['include/linux/syscalls.h', 'kernel/sys_ni.c']);
});

test.each(['6.12', '7.3'] as const)('%s: it stands behind the newest call, in its columns', (release) => {
  const tree = treeOfRelease(release);
  const newest = release === '6.12' ? 'mseal' : 'fchroot';
  const edited = wire(tree, one);
  expect(tree.tables.length).toBeGreaterThan(20);
  for (const file of tree.tables.filter((name) => name.endsWith('.tbl'))) {
    const [before, row] = rows(edited.get(file)!, 'example_at');
    const [was, is] = [before.split(/\s+/), row.split(/\s+/)];
    expect(was[2], file).toBe(newest);
    // The distance, the ABI, and as many entry points.
    const ahead = file.includes('/alpha/') ? 110 : 0;
    expect(is, file).toEqual([
      String(500 + ahead),
      was[1],
      'example_at',
      ...was.slice(3).map(() => 'sys_example_at'),
    ]);
  }
});

test('7.3: the lines of it, one for each kind of table', () => {
  const tree = treeOfRelease('7.3');
  const edited = changes(tree, wire(tree, one));
  const row = '+500\tcommon\texample_at\t\t\tsys_example_at';
  expect(Object.fromEntries(edited)).toMatchObject({
    'scripts/syscall.tbl': [row],
    'tools/scripts/syscall.tbl': [row],
    'tools/perf/arch/arm/entry/syscalls/syscall.tbl': [row],
    'arch/alpha/kernel/syscalls/syscall.tbl': [row.replace('500', '610')],
    'arch/mips/kernel/syscalls/syscall_n32.tbl': [row.replace('common', 'n32')],
    'arch/s390/kernel/syscalls/syscall.tbl': [row],
    'arch/x86/entry/syscalls/syscall_64.tbl': ['+500\tcommon\texample_at\t\tsys_example_at'],
    'include/uapi/asm-generic/unistd.h': [
      '-#define __NR_syscalls 473',
      '+#define __NR_example_at 500',
      '+__SYSCALL(__NR_example_at, sys_example_at)',
      '+#define __NR_syscalls 501',
    ],
    // The newest call is not there; that before it which is.
    'kernel/sys_ni.c': ['+COND_SYSCALL(example_at);'],
  });
  // What is said of `mseal` and those above it is not said of it.
  expect(wire(tree, one).get('kernel/sys_ni.c')).toMatch(/\(mseal\);\n\nCOND_SYSCALL\(example_at\);\n\n/);
});

test('what is always there has no stand-in', () => {
  const edited = wire(treeOfRelease('6.12'), { calls: [CALL], isOptional: false });
  expect(edited.has('kernel/sys_ni.c')).toBe(false);
  expect(edited.has('include/linux/syscalls.h')).toBe(true);
});

describe('two calls', () => {
  const tree = treeOfRelease('6.12');
  const both = wire(tree, { calls: [CALL, OTHER], isOptional: true });

  test('follow each other', () => {
    for (const file of tree.tables.filter((name) => name.endsWith('.tbl')))
      expect(rows(both.get(file)!, 'example_other')[0], file).toContain('sys_example_at');
    const header = both.get('include/uapi/asm-generic/unistd.h')!;
    expect(header).toMatch(
      /_at 500\n.*\n\n#define __NR_example_other 501\n.*\n\n.*\n#define __NR_syscalls 502\n/,
    );
    expect(both.get('kernel/sys_ni.c')).toMatch(/\(example_at\);\n\nCOND_SYSCALL\(example_other\);\n/);
  });

  test('stand by their numbers, whichever comes first', () => {
    const inTurn = (first: typeof CALL, second: typeof CALL) => {
      const once = wire(tree, { calls: [first], isOptional: true });
      const then = { ...tree, read: (file: string) => once.get(file) ?? tree.read(file) };
      return new Map([...once, ...wire(then, { calls: [second], isOptional: true })]);
    };
    const numbered = (edited: ReadonlyMap<string, string>) =>
      [...edited].filter(([file]) => /tbl|unistd/.test(file));
    expect(numbered(inTurn(CALL, OTHER))).toEqual(numbered(both));
    expect(numbered(inTurn(OTHER, CALL))).toEqual(numbered(both));
  });

  test('of one number are refused', () => {
    const twice = [CALL, { ...OTHER, number: CALL.number }];
    expect(() => wire(tree, { calls: twice, isOptional: true })).toThrow(
      expect.objectContaining({
        code: 'KERNEL_PATCH',
        message: expect.stringMatching(/: example_other cannot be 500, which example_at is$/),
      }),
    );
  });
});

describe('refused is', () => {
  const refused = (files: ReadonlyMap<string, string>, call = CALL) => {
    try {
      wire(treeWith(files), { calls: [call], isOptional: true });
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };
  const all = sectionsOf('tables-6.12.txt');
  const without = (file: string, text = '') => new Map([...all, [file, text]]);

  test.each([
    [
      'a number of today',
      all,
      { ...CALL, number: 460 },
      /: example_at cannot be .*, which lsm_set_self_attr is$/,
    ],
    ['a call of today', all, { ...CALL, name: 'mseal' }, /: this source has mseal already, as 462$/],
    ['no table', new Map<string, string>(), CALL, /^scripts\/syscall\.tbl: there is no such table/],
    [
      'no declarations',
      without('include/linux/syscalls.h'),
      CALL,
      /^include\/linux\/syscalls\.h: it declares none/,
    ],
    ['no stand-ins', without('kernel/sys_ni.c'), CALL, /^kernel\/sys_ni\.c: it has none/],
    [
      'another kind of table',
      without('arch/new/syscall.tbl', '# as mseal\n'),
      CALL,
      /^arch\/new\/syscall\.tbl: it has mseal in a form/,
    ],
  ])('%s', (_, files, call, message) => {
    expect(refused(files, call)).toMatch(message);
  });
});

test('a table is a file; a link to one, and what is elsewhere, is none', () => {
  const table = folder.write('scripts/syscall.tbl', '1 common one sys_one\n');
  folder.write('arch/a/include/uapi/asm/unistd.h');
  folder.write('arch/a/other.tbl');
  folder.write('kernel/syscall.tbl');
  mkdirSync(join(folder.path, 'arch/b'), { recursive: true });
  symlinkSync(table, join(folder.path, 'arch/b/syscall_64.tbl'));
  writeFileSync(join(folder.path, 'arch/b/syscall_32.tbl'), '');
  expect(tablesIn(folder.path)).toEqual([
    'arch/a/include/uapi/asm/unistd.h',
    'arch/b/syscall_32.tbl',
    'scripts/syscall.tbl',
  ]);
});
