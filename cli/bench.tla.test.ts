// SPDX-License-Identifier: MIT
import { afterEach, expect, it, vi } from 'vitest';
import { benchCommand } from './bench.ts';

function run(...args: string[]) {
  return benchCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(['explorer', ...args], { from: 'user' });
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it('measures both on one model, and they count alike', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await run('--managers', '3', '--json');
  expect(process.exitCode).toBe(0);
  const counts = { distinct: 288, generated: 1146, seconds: expect.any(Number), rate: expect.any(Number) };
  expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toEqual({
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
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await run('--managers', '2');
  const lines = log.mock.calls.map(([line]) => String(line));
  expect(lines[0]).toMatch(/^two-phase commit, 2 managers: \d+ distinct, \d+ generated$/);
  expect(lines.slice(1).join('\n')).toMatch(
    /^explorer .* M distinct\/s .* s {2}.* bytes a state\nTLC .* M distinct\/s .* s\nratio .*\d$/,
  );
});

it.each(['0', '11', '2.5', 'x'])('refuses %s managers', async (n) => {
  await expect(run('--managers', n)).rejects.toThrow('It must be an integer in 1..10.');
});
