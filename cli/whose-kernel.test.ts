// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';
import { byKernel, whoseKernel } from './whose-kernel.ts';

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
  ['fast', 'example_c', "no proposal 'example_c'"],
  ['all', 'example_c', "no proposal 'example_c'"],
])('%s of %s is bad usage, and told with those that there are', (flavour, slug, message) => {
  expect(() => whoseKernel(flavour, slug, BOTH)).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message,
      hint: expect.stringContaining('There are: example_a, example_b.'),
    }),
  );
});

const [A, B] = [{ slug: 'example_a' }, { slug: 'example_b' }];

test.each([{ flavour: 'fast' }, { flavour: 'unpatched' }])('each proposal is run on its own: %j', (on) => {
  expect(byKernel([B, A], { host: false, ...on })).toEqual([
    { slug: 'example_b', proposals: [B] },
    { slug: 'example_a', proposals: [A] },
  ]);
});

test.each([{ flavour: 'all' }, { flavour: 'fast', kernel: 'bzImage' }, { flavour: 'fast', host: true }])(
  'all are run on one: %j',
  (on) => {
    expect(byKernel([A, B], { host: false, ...on })).toEqual([{ slug: undefined, proposals: [A, B] }]);
  },
);

test.each([
  ['kernel', 'build'],
  ['kernel', 'boot'],
  ['kernel', 'series'],
  ['bench', 'cost'],
])('the help of %s %s says when a proposal has to be named', async (...words) => {
  const { out } = await captured(...words, '--help');
  expect(out.replace(/\s+/g, ' ')).toMatch(/needed where .*there are several/);
});

test('the example of the general help names one', async () => {
  expect((await captured('--help')).out).toMatch(/^ {2}syspec kernel boot SLUG /m);
});
