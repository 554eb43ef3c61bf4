// SPDX-License-Identifier: MIT
// Which variants a kernel is judged as: by what it answers to the probe, by what it is built as, and by who asks. And for what it
// lacks something.
import { expect, test } from 'vitest';
import type { DoneBy } from '../harness/schedule/proposal.ts';
import { isOfRelease } from '../harness/schedule/proposal.ts';
import { CONFORMANCE } from '../index.ts';
import { interfaceOf } from '../interface.ts';
import type { ConformOptions } from './options.ts';
import { isFor, lackingFor } from './scheduled.ts';

// Any that a kernel can be asked for: only what the kernel answers counts here.
const [SLUG = ''] = Object.keys(CONFORMANCE);
const VARIANTS: readonly (readonly [variant: string, kernel: DoneBy])[] = [
  ['a', 'any'],
  ['b', 'unfixed'],
  ['c', 'fixed'],
  ['d', 'own'],
  ['e', 'proposal'],
];

/** The variants that a kernel is to do as, which answers so to the last call of the probe. */
async function judged(answer: bigint, more: Pick<ConformOptions, 'builtAs' | 'variant'> = {}) {
  const calls = interfaceOf(SLUG).presence(interfaceOf(SLUG).numbers).calls.length;
  const settled = Array.from({ length: calls + 1 }, (_, at) => ({
    ...{ blocked: [], died: [], signals: [], spawned: [], parked: [] },
    returned: at === 0 ? [] : [{ task: 0, op: at, value: at === calls ? answer : 0n, out: [] }],
  }));
  const target = { ordered: true, run: async () => [{ settled }] };
  const options = { numbers: new Map(), targets: [target], ...more } as never;
  const all = VARIANTS.map(async ([variant, kernel]) => {
    return (await isFor({ variant, kernel }, { slug: SLUG }, options)) ? variant : '';
  });
  return (await Promise.all(all)).join('');
}

const ENOSYS = -38n;
const EBADF = -9n;

test.each([
  ['without the proposal', ENOSYS, {}, 'ab'],
  ['with it', EBADF, {}, 'ace'],
  ['with its fixes alone', ENOSYS, { builtAs: 'c' }, 'ac'],
  ['as another variant', EBADF, { builtAs: 'd' }, 'ad'],
  ["anybody's, which is said to have the fixes", ENOSYS, { variant: 'c' }, 'abc'],
  ['with the proposal, which is said to have no fixes', EBADF, { variant: 'b' }, 'abce'],
])('a kernel %s', async (_, answer, more, expected) => {
  expect(await judged(answer, more)).toBe(expected);
});

test('a scenario in which somebody is frozen needs a kernel that can', () => {
  const on = (...capabilities: string[]) => ({ targets: [{ hello: { capabilities } }] }) as never;
  const variant = { frozen: ['thawed'] };
  expect(lackingFor(variant, 'thawed', on('points'))).toMatch(/no freezer/);
  expect(lackingFor(variant, 'thawed', on('points', 'freezer'))).toBeUndefined();
  expect(lackingFor(variant, 'swap', on('points'))).toBeUndefined();
  expect(lackingFor({}, 'thawed', on())).toBeUndefined();
});

test('a scenario of some releases alone', () => {
  const variant = { releases: { left: { before: '6.15' }, none: { since: '6.15' } } };
  const on = (release: string) =>
    ['left', 'none', 'other'].filter((scenario) => isOfRelease(variant, scenario, release));
  expect(on('6.12.118')).toEqual(['left', 'other']);
  expect(on('6.15.0')).toEqual(['none', 'other']);
  expect(on('7.3.4')).toEqual(['none', 'other']);
  expect(isOfRelease({}, 'left', '7.3.4')).toBe(true);
});
