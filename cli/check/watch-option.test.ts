// SPDX-License-Identifier: MIT
import { expect, test, vi } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { captured } from '../fixtures/captured.ts';

const LOCK = inRoot('examples', 'lock.ts');

const asked = vi.hoisted(() => ({ models: [] as unknown[], runs: 0 }));

vi.mock('./watch.ts', () => ({
  watchingOf: (_: readonly string[], model: string | undefined) => asked.models.push(model),
  keepRunning: async () => void asked.runs++,
}));

test('check --watch is an option, and keeps running what is asked', async () => {
  expect(await captured('check', '--watch')).toEqual({ exit: 0, out: '', err: '' });
  expect(await captured('check', '--watch', '--model', LOCK)).toMatchObject({ exit: 0 });
  expect(asked).toEqual({ models: [undefined, LOCK], runs: 2 });
});

test('what no change can mend is refused at once', async () => {
  asked.runs = 0;
  for (const wrong of [
    ['--model', LOCK, '--all'],
    ['--model', 'absent.ts'],
    ['fconectat'],
    ['--variant', 'propose'],
    ['fconnectat', '--claim', 'C99'],
    ['--listed'],
  ])
    expect(await captured('check', '--watch', ...wrong)).toMatchObject({ exit: 2, out: '' });
  expect(asked.runs).toBe(0);
});
