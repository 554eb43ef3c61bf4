// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { endOf, failuresSaid } from './lane-end.ts';

const lane = (failures: readonly string[], short: readonly string[]) => ({
  ...{ failures, unfinished: undefined, shrunk: async () => short },
});
const kept = {
  slug: 'lease',
  record: (title: string) => ({ title, kind: 'difference', file: `${title}.json` }) as const,
  inOneLine: (title: string) => ({ title, kind: 'difference' }) as const,
};
const target = { complaints: async () => [{ crashed: 'BUG: sleeping\nat 1' }] };

test('one failure is no failures', () => {
  expect([[], ['a'], ['a', 'b']].map(failuresSaid)).toEqual(['', ', 1 failure', ', 2 failures']);
});

test('what is being shrunk is counted', async () => {
  const said: string[] = [];
  await endOf(lane(['a'], ['a']), kept, { targets: [], onProgress: (text) => void said.push(text) });
  await endOf(lane([], []), kept, { targets: [], onProgress: (text) => void said.push(text) });
  expect(said).toEqual(['lease: shrinking 1 failure']);
});

test('those that were shrunk are recorded, the others are a line each, then what the kernel complained of', async () => {
  const { failures } = await endOf(lane(['a', 'b', 'c'], ['A']), kept, { targets: [target] });
  expect(failures).toEqual([
    { title: 'A', kind: 'difference', file: 'A.json' },
    { title: 'b', kind: 'difference' },
    { title: 'c', kind: 'difference' },
    { title: 'crashed outside of any sequence: BUG: sleeping', kind: 'crash' },
  ]);
});

test('of a lane that ended early it is said why', async () => {
  const ended = { ...lane([], []), unfinished: 'ended after 3 crashes' };
  expect(await endOf(ended, kept, { targets: [] })).toEqual({
    failures: [],
    unfinished: 'ended after 3 crashes',
  });
});

test('where the run is interrupted nothing is shrunk', async () => {
  const signal = AbortSignal.abort();
  const broken = { ...lane(['a'], []), shrunk: () => Promise.reject(new Error('shrunk')) };
  await expect(endOf(broken, kept, { targets: [], signal })).rejects.toMatchObject({ code: 'INTERRUPTED' });
});
