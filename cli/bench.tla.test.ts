// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { captured } from './fixtures/captured.ts';

const run = (...args: string[]) => captured('bench', 'explorer', ...args);

it('measures both on one model, and they count alike', async () => {
  const { exit, out } = await run('--managers', '3', '--json');
  expect(exit).toBe(0);
  const counts = { distinct: 288, generated: 1146, seconds: expect.any(Number), rate: expect.any(Number) };
  expect(JSON.parse(out)).toEqual({
    schema: 1,
    model: 'two-phase',
    managers: 3,
    explorer: { ...counts, bytesPerState: expect.any(Number) },
    tlc: counts,
    ratio: expect.any(Number),
    ok: true,
  });
});

it('prints both rates and their ratio', async () => {
  const { out } = await run('--managers', '2');
  expect(out).toMatch(/^two-phase commit, 2 managers: \d+ distinct, \d+ generated\n/);
  expect(out.slice(out.indexOf('\n') + 1)).toMatch(
    /^explorer .* M distinct\/s .* s {2}.* bytes a state\nTLC .* M distinct\/s .* s\nratio .*\d\n$/,
  );
});

it.each(['0', '11', '2.5', 'x'])('refuses %s managers', async (n) => {
  const { exit, err } = await run('--managers', n);
  expect(exit).toBe(2);
  expect(err).toContain('Give 1 to 10.');
});
