// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { SHARED_CALLS } from '../replay/fixtures/wrong-kernel.ts';
import { entered } from './entered.ts';

const TWO = { numbers: { first: 500, second: 501 }, added: ['first', 'second'] };
const CHANGED = { numbers: { first: 500, sendto: 44 }, added: ['first'] };
const call = (nr: number) => ({ encode: () => ({ nr, args: [nr] }) });
const conformance = { ...SHARED_CALLS, codecs: { first: call(500), second: call(501), sendto: call(44) } };
const numbers = (made: ReturnType<typeof entered>) =>
  Object.values(made.codecs).map(({ encode }) => encode({}).nr);

test('only the calls of the proposal are changed', () => {
  const { codecs } = entered(conformance, TWO, { numbers: { first: 505, second: 509 }, abi: 'int80' });
  expect(codecs.first!.encode({})).toEqual({ nr: 505, args: [500], abi: 'int80' });
  expect(codecs.second!.encode({})).toEqual({ nr: 509, args: [501], abi: 'int80' });
  expect(codecs.sendto!.encode({})).toEqual({ nr: 44, args: [44] });
});

test('a call without a number of its own has that of the document', () => {
  expect(numbers(entered(conformance, TWO, { numbers: { second: 509 } }))).toEqual([500, 509, 44]);
  expect(entered(conformance, TWO, { abi: 'x32' }).codecs.first!.encode({})).toMatchObject({
    nr: 500,
    abi: 'x32',
  });
});

test('two calls may change their numbers', () => {
  expect(numbers(entered(conformance, TWO, { numbers: { first: 501, second: 500 } }))).toEqual([
    501, 500, 44,
  ]);
});

test('a changed call has the number that it always had, and no other way into the kernel', () => {
  expect(numbers(entered(conformance, CHANGED, { numbers: { first: 505 } }))).toEqual([505, 501, 44]);
  expect(() => entered(conformance, CHANGED, { abi: 'int80' })).toThrow('sendto has another number there');
});

test('without another number or way nothing is changed', () => {
  expect(entered(conformance, TWO, {})).toBe(conformance);
});
