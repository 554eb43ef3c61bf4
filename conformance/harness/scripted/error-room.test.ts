// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { besideHook, type ErrorMaker, errorRoom, wrongCall } from './error-room.ts';
import { JudgedScript } from './judged-script.ts';

/** What a call is made with. */
interface Call {
  readonly fd: number;
  readonly name: string;
}

const wrong = wrongCall<Call>(({ folder }, name) => ({ fd: 3, name: `${folder}/${name}` }));
const BAD_FD = wrong('E1', 'EBADF', () => ({ fd: -1 }));
const ABSENT = wrong('E3', 'ENOENT', ({ name }) => ({ name: `${name}-not` }));

const room = () => errorRoom(new JudgedScript('a test'), { folder: '/run/t', via: 'via' });

test('a wrong call is a right one but for one thing', () => {
  expect(BAD_FD.make(room(), 's')).toEqual({ fd: -1, name: '/run/t/s' });
  expect(ABSENT.make(room(), 's')).toEqual({ fd: 3, name: '/run/t/s-not' });
});

test('the folder is the first descriptor of the caller, and not of the helper', () => {
  const { script, caller, helper, dirfd } = room();
  expect(script.ops.map(({ task }) => task)).toEqual([helper, helper, caller, caller]);
  expect(dirfd).toEqual({ slot: 0 });
});

test('a row before the refusal is met without a question, one after it where the hook allows', () => {
  const rows: { before: ErrorMaker<Call>[]; after: ErrorMaker<Call>[] } = {
    before: [BAD_FD],
    after: [ABSENT],
  };
  expect(
    besideHook('E2', rows).map(({ title, hook, expected, isAsked }) => [title, hook, expected, isAsked]),
  ).toEqual([
    ['E1 comes before E2', 'refuses', 'EBADF', false],
    ['E2 comes before E3', 'refuses', 'EPERM', true],
    ['E3 where E2 does not apply', 'allows', 'ENOENT', true],
  ]);
});
