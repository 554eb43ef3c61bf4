// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { sleepers } from './atomicity.ts';

const sleepless = new Set(['Lock', 'Wake']);

test('a task that is parked in a step that is not sleepable is a failure', () => {
  expect(sleepers({ Lock: ['@kmalloc', '@dput'], Walk: ['@dput'], Wake: [] }, { sleepless })).toEqual([
    {
      title: 'Lock is not sleepable in the document, and a task was parked in it: @kmalloc, @dput',
      kind: 'difference',
    },
  ]);
});

test('one that is parked where it may sleep, or nowhere, is none', () => {
  expect(sleepers({ Lock: [], Walk: ['@dput'] }, { sleepless })).toEqual([]);
});
