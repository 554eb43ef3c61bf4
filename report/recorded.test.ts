// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { commandOfRun } from './recorded.ts';

test.each([
  ['proposed on fast', '--variant proposed --flavour fast --record'],
  ['proposed on kasan, a share', '--variant proposed --flavour kasan --share --record'],
  ['naive on naive of 7.3, a share', '--variant naive --flavour naive --base 7.3 --share --record'],
])('%s is made again as it was made', (name, words) => {
  expect(commandOfRun('lease', { kind: 'conform', name })).toBe(`./syspec conform lease ${words}`);
});

test('instructions are counted again on the base that they were counted on', () => {
  const again = (name: string) => commandOfRun('lease', { kind: 'cost', name });
  expect(again('')).toBe('./syspec bench cost lease --record');
  expect(again('of 7.3')).toBe('./syspec bench cost lease --base 7.3 --record');
});
