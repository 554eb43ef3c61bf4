// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import type { Documents } from '../generate.ts';
import { gateLines } from './gate.ts';

test('after Ctrl-C no more checks are begun', async () => {
  const documents = { material: { proposal: { slug: 'valid' } } } as unknown as Documents;
  const said: string[] = [];
  const options = {
    ...{ root: '.', folder: '.', bases: [], env: {}, boot: false, ready: false },
    onProgress: (text: string) => void said.push(text),
    signal: AbortSignal.abort(),
  };
  await expect(gateLines(documents, options)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(said).toEqual([]);
});
