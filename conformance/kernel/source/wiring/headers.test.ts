// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CALL, OTHER } from './fixtures/trees.ts';
import { declaration, withDeclaration, withNumber } from './headers.ts';

test('a declaration has lines of at most 80 characters, which go on below the first parameter', () => {
  expect(declaration(CALL)).toBe(
    [
      'asmlinkage long sys_example_at(int dfd, struct sockaddr __user *uservaddr,',
      '\t\t\t       int addrlen, unsigned int flags);',
    ].join('\n'),
  );
  expect(declaration(OTHER)).toBe('asmlinkage long sys_example_other(void);');
});

test('it stands behind the newest call that is declared, however many lines that has', () => {
  const text = 'asmlinkage long sys_old(int a,\n\t\t\tint b);\nasmlinkage long sys_older(void);\n';
  expect(withDeclaration(text, ['newest', 'old', 'older'], OTHER)).toBe(
    'asmlinkage long sys_old(int a,\n\t\t\tint b);\nasmlinkage long sys_example_other(void);\nasmlinkage long sys_older(void);\n',
  );
  expect(withDeclaration(text, ['newest'], OTHER)).toBeUndefined();
});

test('a header without a count of calls is none', () => {
  expect(withNumber('#define __NR_a 1\n__SYSCALL(__NR_a, sys_a)\n', CALL)).toBeUndefined();
});
