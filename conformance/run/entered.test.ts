// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { SHARED_CALLS } from '../replay/fixtures/wrong-kernel.ts';
import { entered } from './entered.ts';

const OWN = 500;
const conformance = {
  ...SHARED_CALLS,
  codecs: {
    own: { encode: () => ({ nr: OWN, args: [1] }) },
    other: { encode: () => ({ nr: 3, args: [] }) },
  },
};

test('only the calls of the number are changed', () => {
  const { codecs } = entered(conformance, OWN, { nr: 505, abi: 'int80' });
  expect(codecs.own!.encode({})).toEqual({ nr: 505, args: [1], abi: 'int80' });
  expect(codecs.other!.encode({})).toEqual({ nr: 3, args: [] });
});

test('without another number or way nothing is changed', () => {
  expect(entered(conformance, OWN, {})).toBe(conformance);
});
