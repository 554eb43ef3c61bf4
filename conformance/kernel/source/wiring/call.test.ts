// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { documentOf, documentOfCalls } from '../../fixtures/document.ts';
import { emptyFolder } from '../../fixtures/empty-folder.ts';
import { readPatch } from '../patch.ts';
import { wiringOf } from './call.ts';

const folder = emptyFolder();
const { write } = folder;

const document = (number?: number) => write('spec/example_at.md', documentOf('example_at', number));
const patch = (...added: string[]) =>
  readPatch(
    write(
      '0001-a.patch',
      ['--- a/fs/a.c', '+++ b/fs/a.c', '@@ -1 +1,9 @@', ...added.map((line) => `+${line}`), ''].join('\n'),
    ),
  );
const DEFINED = [
  'SYSCALL_DEFINE3(example_at, int, fd, const char __user *, name,',
  '\t\tunsigned int, flags)',
];
const wired = (...patches: ReturnType<typeof patch>[]) => wiringOf('example_at', patches, folder.path);

test('the number is that of the document, the arguments are those of the definition', () => {
  document(500);
  const [wiring, ...others] = wired(patch(...DEFINED, 'int other(void)'));
  expect(others).toEqual([]);
  expect(wiring).toMatchObject({
    slug: 'example_at',
    calls: [
      {
        name: 'example_at',
        number: 500,
        parameters: ['int fd', 'const char __user *name', 'unsigned int flags'],
      },
    ],
    isOptional: false,
  });
});

test('a call without arguments', () => {
  document(500);
  expect(wired(patch('SYSCALL_DEFINE0(example_at)'))[0]!.calls[0]!.parameters).toEqual([]);
});

test('another number, other arguments and an option are another wiring; another body is the same', () => {
  document(500);
  const { sha256 } = wired(patch(...DEFINED))[0]!;
  expect(wired(patch(...DEFINED, '{ return 0; }'))[0]!.sha256).toBe(sha256);
  const [optional] = wired(patch(...DEFINED, 'config EXAMPLE_CALL'));
  expect(optional).toMatchObject({ isOptional: true });
  const argument = wired(patch('SYSCALL_DEFINE1(example_at, int, fd)'))[0]!;
  document(501);
  const number = wired(patch(...DEFINED))[0]!;
  expect(new Set([sha256, optional!.sha256, argument.sha256, number.sha256]).size).toBe(4);
});

const TWO = [
  'SYSCALL_DEFINE1(example_open, int, fd)',
  'SYSCALL_DEFINE2(example_close, int, fd, int, how)',
  'SYSCALL_DEFINE0(close)',
];

test.each([
  ['in a row', 'example_open 500, example_close 501', [500, 501]],
  ['as given', 'example_open 500, example_close 510', [500, 510]],
])('all new calls, their numbers %s; what is only changed is wired already', (_, calls, numbers) => {
  write('spec/example_at.md', documentOfCalls('example_at', `${calls}, close`));
  expect(wired(patch(...TWO))[0]!.calls).toEqual([
    { name: 'example_open', number: numbers[0], parameters: ['int fd'] },
    { name: 'example_close', number: numbers[1], parameters: ['int fd', 'int how'] },
  ]);
});

test('calls are wired in the order of their numbers', () => {
  write('spec/example_at.md', documentOfCalls('example_at', 'example_open 501, example_close 500'));
  expect(wired(patch(...TWO))[0]!.calls.map(({ name }) => name)).toEqual(['example_close', 'example_open']);
});

test('each new call is to be defined', () => {
  write('spec/example_at.md', documentOfCalls('example_at', 'example_open 500, example_get 501'));
  expect(() => wired(patch(...TWO))).toThrow('no patch of example_at defines the call example_get');
});

test('nothing is wired of what adds no call, has no patch, or no document', () => {
  expect(wired(patch(...DEFINED))).toEqual([]);
  document(500);
  expect(wired()).toEqual([]);
  document();
  expect(wired(patch('int x;'))).toEqual([]);
});

test('a call that no patch defines, and a document that cannot be read, are trouble with the input', () => {
  document(500);
  expect(() => wired(patch('SYSCALL_DEFINE1(example_ats, int, fd)'))).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: 'no patch of example_at defines the call' }),
  );
  write('spec/example_at.md', '# example_at\n');
  expect(() => wired(patch(...DEFINED))).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});
