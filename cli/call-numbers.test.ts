// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { givenNumbers, readNumber } from './call-numbers.ts';
import { captured } from './fixtures/captured.ts';

const ADDED = new Map([
  ['lease', ['lease_take', 'lease_give']],
  ['token', ['token_open']],
  ['sending', []],
]);
const given = (...words: string[]) =>
  givenNumbers(
    words.reduce<ReadonlyMap<string, number>>((before, text) => readNumber(text, before), new Map()),
    ADDED,
  );

test('by the names of the calls', () => {
  expect([...given('lease_give=601', 'token_open=7', 'lease_take=600')]).toEqual([
    ['lease', { lease_give: 601, lease_take: 600 }],
    ['token', { token_open: 7 }],
  ]);
});

test('a proposal stands for its one call', () => {
  expect([...given('token=5')]).toEqual([['token', { token_open: 5 }]]);
});

test('what is given last counts', () => {
  expect([...given('token=5', 'token_open=6')]).toEqual([['token', { token_open: 6 }]]);
});

test.each([
  ['lease=600', 'lease adds 2 calls'],
  ['sending=600', "there is no new call 'sending'"],
  ['other=600', "there is no new call 'other'"],
])('%s is bad usage, which lists the calls', (word, message) => {
  expect(() => given(word)).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message: `--nr ${word}: ${message}`,
      hint: 'There is: lease_take, lease_give, token_open.',
    }),
  );
});

test.each(['lease', 'lease=', '=5', 'lease=x'])('%s is no number of a call', (word) => {
  expect(() => given(word)).toThrow('Give CALL=NUMBER.');
});

test('an unknown call is refused before anything is built', async () => {
  const { exit, err } = await captured('conform', '--nr', 'nobody=600');
  expect(exit).toBe(2);
  expect(err).toContain("there is no new call 'nobody'");
});
