// SPDX-License-Identifier: MIT
// What the lanes take from documents: of two new calls, of a changed one, of an operation.
import { expect, test } from 'vitest';
import { CONFORMANCE } from './index.ts';
import { interfaceOf, numbersOn } from './interface.ts';
import { documented } from './run/fixtures/documented.ts';

const read = documented();

test('two new calls, and one that is changed', () => {
  const { numbers, added, presence, sleepable } = read(
    [
      'kind | new-syscall',
      'calls | token_new 500, token_take 510, close',
      'probe | fd = token_new(); token_take(fd, TK_TRY \\| 0x10) = ENOSYS',
    ],
    'int token_new(void);\nint token_take(int fd, unsigned int flags);',
  );
  expect(numbers).toEqual({ token_new: 500, token_take: 510, close: 3 });
  expect(added).toEqual(['token_new', 'token_take']);
  expect([...sleepable]).toEqual([
    ['SysEnter', false],
    ['Take', true],
  ]);
  expect(presence({ ...numbers, token_take: 600 })).toEqual({
    absent: 'ENOSYS',
    calls: [
      { name: 'token_new', nr: 500, args: [], save: 0 },
      { name: 'token_take', nr: 600, args: [{ slot: 0 }, 0x11n] },
    ],
  });
});

test('a changed call has the number that it always had', () => {
  const { numbers, added, presence } = read(
    [
      'kind | changed-syscall',
      'calls | sendto',
      'probe | pipe2(out, 0); sendto(1, "x", 1, 0, 0, 0) = ENOTSOCK',
    ],
    'ssize_t send(int fd, const void *data, size_t size, int flags);',
  );
  expect(numbers).toEqual({ sendto: 44 });
  expect(added).toEqual([]);
  expect(presence(numbers)).toEqual({
    absent: 'ENOTSOCK',
    calls: [
      { name: 'pipe2', nr: 293, args: [{ out: 256 }, 0] },
      { name: 'sendto', nr: 44, args: [1, { data: Buffer.from('x\0') }, 1, 0, 0, 0] },
    ],
  });
});

test('an operation of a call', () => {
  const { presence, numbers } = read(
    ['kind | operation', 'calls | seccomp', 'probe | seccomp(SECCOMP_SET_MODE_FILTER, 0x40, 0) = EINVAL'],
    'int seccomp(unsigned int operation, unsigned int flags, void *args);',
  );
  expect(presence(numbers).calls).toEqual([{ name: 'seccomp', nr: 317, args: [1, 0x40, 0] }]);
});

test('a call that Linux does not have is trouble with the document', () => {
  const change = (calls: string, probe: string) =>
    read(['kind | changed-syscall', `calls | ${calls}`, `probe | ${probe}`], 'int f(void);');
  expect(() => change('account', 'account(0) = EPERM')).toThrow(
    /spec\/token_\d+\.md:9: Linux 6.12 has no call account/,
  );
  const { presence, numbers } = change('close', 'account(0); close(-1) = EBADF');
  expect(() => presence(numbers)).toThrow(/md:10: Linux 6.12 has no call account/);
});

test("numbers that are given stand in place of the document's", () => {
  const [slug] = Object.keys(CONFORMANCE);
  const { numbers } = interfaceOf(slug!);
  const [call] = Object.keys(numbers);
  expect(numbersOn(slug!)).toEqual(numbers);
  expect(numbersOn(slug!, new Map([[slug!, { [call!]: 7 }]]))).toEqual({ ...numbers, [call!]: 7 });
});
