// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { endsSentence, fill, plainText, withoutIds, wordsOf } from './marks.ts';

const shown = (text: string) =>
  wordsOf(text, new Set(['fd'])).map(({ before, text: marked, mark, section, after }) =>
    mark === null ? before : [before, marked, mark, section ?? '', after].join('|'),
  );

test('parameters, constants, pages and code are told apart, with what stands around them', () => {
  expect(shown('If (`fd`) is AT_FDCWD, see `openat(2)`, or connect(), or `a b`. *Not* EINVALID.')).toEqual([
    ...['If', '(|fd|parameter||)', 'is', '|AT_FDCWD|constant||,', 'see', '|openat|page|2|,', 'or'],
    ...['|connect|page||,', 'or', '|a b|code||.', '|Not|emphasis||', 'EINVALID.'],
  ]);
});

test('an errno is a constant, and what only begins like one is not', () => {
  expect(shown('ELOOP ELOOPS')).toEqual(['|ELOOP|constant||', 'ELOOPS']);
});

test('constants of a family need no underscore, and abbreviations are none', () => {
  expect(shown('EPOLLEXCLUSIVE, FIONREAD and SIGPIPE on a FIFO, says POSIX; POLL')).toEqual([
    ...['|EPOLLEXCLUSIVE|constant||,', '|FIONREAD|constant||', 'and', '|SIGPIPE|constant||'],
    ...['on', 'a', 'FIFO,', 'says', 'POSIX;', 'POLL'],
  ]);
});

test('types and their sizes are told apart, with and without backticks; a structure is one word', () => {
  expect(shown('(sizeof(sa_family_t)), `struct sockaddr_un`; a struct iovec[], construct size_t.')).toEqual([
    ...['(|sizeof(sa_family_t)|type||),', '|struct sockaddr_un|type||;', 'a', '|struct iovec|type||[],'],
    ...['construct', '|size_t|type||.'],
  ]);
});

test('references in brackets go, and other brackets stay', () => {
  expect(withoutIds('no memory (ENFILE: A15), or (so they say) none (R7, see (C2)); x')).toBe(
    'no memory, or (so they say) none; x',
  );
  expect(withoutIds('`recv(fd, ..., 0)` (R1) , so')).toBe('`recv(fd, ..., 0)`, so');
});

test('plain text has no markup', () => {
  expect(plainText('The **whole** of `fd`\nand open(2).')).toBe('The whole of fd and open(2).');
});

test('lines are filled, and what is too long has one of its own', () => {
  expect(fill(['aa', 'bb', 'ccccccc', 'd'], 5)).toEqual(['aa bb', 'ccccccc', 'd']);
});

test('a sentence ends in its last word', () => {
  expect(wordsOf('It is. So', new Set()).map(endsSentence)).toEqual([false, true, false]);
});
