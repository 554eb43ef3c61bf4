// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { whoseKernel } from './whose-kernel.ts';

const BOTH = ['example_a', 'example_b'];

test.each([
  ['fast', 'example_b', BOTH, 'example_b'],
  ['fast', undefined, ['example_a'], 'example_a'],
  // Without a series it can be nobody's.
  ['unpatched', undefined, BOTH, undefined],
  ['unpatched', 'example_a', BOTH, 'example_a'],
  // Everybody's.
  ['all', undefined, BOTH, undefined],
  ['all', 'example_a', BOTH, undefined],
])('%s of %s, where there are %j: %s', (flavour, slug, all, whose) => {
  expect(whoseKernel(flavour, slug, all)).toBe(whose);
});

test.each([
  ['fast', undefined, "each proposal has a kernel 'fast' of its own; say whose"],
  ['fast', 'example_c', "there is no proposal 'example_c'"],
  ['all', 'example_c', "there is no proposal 'example_c'"],
])('%s of %s is bad usage, and told with those that there are', (flavour, slug, message) => {
  expect(() => whoseKernel(flavour, slug, BOTH)).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', message, hint: 'There are: example_a, example_b.' }),
  );
});
