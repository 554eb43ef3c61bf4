// SPDX-License-Identifier: MIT
// What the probe may be, and documents of each kind.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { readProbe } from './probe.ts';
import { readProposalText } from './read.ts';

const VALID = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');

describe('the probe', () => {
  test('numbers, strings, memory and bits, in backticks or not', () => {
    const cell = 'f(-1, 0x80000000, -0x10, "a, (b); c", out, A_B | 0x2)  = ENOSYS'.replace('  ', ' ');
    const probe = {
      calls: [
        {
          call: 'f',
          args: [-1, 0x8000_0000, -16, { text: 'a, (b); c' }, { out: true }, { bits: ['A_B', 2] }],
        },
      ],
      absent: 'ENOSYS',
    };
    expect(readProbe(cell)).toEqual(probe);
    expect(readProbe(`\`${cell}\``)).toEqual(probe);
  });

  test('a call without arguments', () => {
    expect(readProbe('f() = ENOSYS')).toEqual({ calls: [{ call: 'f', args: [] }], absent: 'ENOSYS' });
  });

  test('what a call returns has a name from then on', () => {
    expect(readProbe('fd = f(); g(fd) = EINVAL')).toEqual({
      calls: [
        { call: 'f', args: [], result: 'fd' },
        { call: 'g', args: [{ result: 'fd' }] },
      ],
      absent: 'EINVAL',
    });
    expect(readProbe('f(fd); fd = g(1) = EINVAL')).toMatch(/not 'fd'$/);
  });

  test.each(['', 'f', 'f(', 'f() = EINVAL; ', 'f(); ', 'f();g() = EINVAL', 'f(g()) = EINVAL', 'f() EINVAL'])(
    '%j is none',
    (cell) => {
      expect(readProbe(cell)).toBeTypeOf('string');
    },
  );
});

/** The document of another kind: other rows, and another declaration. */
const document = (rows: readonly string[], declaration: string) =>
  readProposalText(
    VALID.replace(
      /\| kind [\s\S]*?\| probe .*\n/,
      [...rows, 'base | Linux 6.12'].map((row) => `| ${row} |\n`).join(''),
    ).replace(/int valid\(.*/, declaration),
    'valid.md',
  );

describe('documents', () => {
  test('of two new calls, and one that is changed', () => {
    const { calls, probe } = document(
      [
        'kind | new-syscall',
        'calls | token_new 500, token_take 502, close',
        'probe | token_take(-1, TK_TRY) = ENOSYS',
      ],
      'int token_new(void);\nint token_take(int fd, unsigned int flags);',
    );
    expect(calls).toEqual([
      { name: 'token_new', number: 500 },
      { name: 'token_take', number: 502 },
      { name: 'close' },
    ]);
    expect(probe.calls).toEqual([{ call: 'token_take', args: [-1, { bits: ['TK_TRY'] }] }]);
  });

  test('of a changed call', () => {
    const { calls, probe } = document(
      [
        'kind | changed-syscall',
        'calls | sendto',
        'probe | pipe2(out, 0); sendto(1, "x", 1, 0, 0, 0) = ENOTSOCK',
      ],
      'ssize_t send(int fd, const void *data, size_t size, int flags);',
    );
    expect(calls).toEqual([{ name: 'sendto' }]);
    expect(probe.absent).toBe('ENOTSOCK');
    expect(probe.calls.map(({ call }) => call)).toEqual(['pipe2', 'sendto']);
  });

  test('of an operation', () => {
    const { probe } = document(
      ['kind | operation', 'calls | seccomp', 'probe | `seccomp(SECCOMP_SET_MODE_FILTER, 0x40, 0) = EINVAL`'],
      'int seccomp(unsigned int operation, unsigned int flags, void *args);',
    );
    expect(probe.calls[0].args).toEqual([{ bits: ['SECCOMP_SET_MODE_FILTER'] }, 0x40, 0]);
  });

  test('of a type of file, which needs no call', () => {
    const { calls } = document(
      ['kind | file-type', 'probe | open("/dev/token", 0) = ENOENT'],
      'int valid(int fd, unsigned int flags);',
    );
    expect(calls).toEqual([]);
  });
});
