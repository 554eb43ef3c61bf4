// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { z } from 'zod';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { put } from './fixtures/checkout.ts';
import { readList } from './list.ts';

test('a list that is not there is empty, and one that cannot be read is refused by its name', () => {
  const root = folderOfTest();
  const read = () => readList(root, 'a.json', z.array(z.int()));
  expect(read()).toEqual([]);
  put(root, 'a.json', '[1, 2]');
  expect(read()).toEqual([1, 2]);
  for (const text of ['[', '["1"]', '{}']) {
    put(root, 'a.json', text);
    expect(read).toThrow(
      expect.objectContaining({
        ...{ code: 'BAD_INPUT', message: expect.stringMatching(/^a\.json cannot be used: /) },
      }),
    );
  }
});
