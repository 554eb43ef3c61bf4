// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { sleepers, sleepless } from './atomicity.ts';

const sleepable = new Map([
  ['Lock', false],
  ['Wake', false],
  ['Walk', true],
  ['Find', true],
]);

test('a task that is parked in a step that is not sleepable is a failure', () => {
  expect(sleepers({ Lock: ['@kmalloc', '@dput'], Walk: ['@dput'], Wake: [] }, { sleepable })).toEqual([
    {
      title: 'Lock is not sleepable in the document, and a task was parked in it: @kmalloc, @dput',
      kind: 'difference',
    },
  ]);
});

test('one that is parked where it may sleep, or nowhere, is none', () => {
  expect(sleepers({ Lock: [], Walk: ['@dput'] }, { sleepable })).toEqual([]);
});

test('a step that is sleepable, and in which nobody was ever parked, is a failure', () => {
  expect(sleepless([{ Lock: [], Walk: [] }, { Walk: [] }], { sleepable })).toEqual([
    { title: 'Walk is sleepable in the document, and nobody was parked in it', kind: 'difference' },
  ]);
});

test('one in which somebody was parked once is none, nor one that was not tried', () => {
  expect(sleepless([{ Walk: [] }, { Walk: ['@dput'], Lock: [] }], { sleepable })).toEqual([]);
});
