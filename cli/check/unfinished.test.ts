// SPDX-License-Identifier: MIT
// `syspec check` of everything, where one proposal is not finished.
import { expect, test, vi } from 'vitest';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type * as select from '../../verdicts/select.ts';
import { captured } from '../fixtures/captured.ts';

const NOT_CHECKED = [{ slug: 'half_done', message: 'spec/half_done.md:2: this is still to be written' }];

vi.mock('../../verdicts/select.ts', async (original) => ({
  ...(await original<typeof select>()),
  selectFinished: () => ({ subjects: [lease()], notChecked: NOT_CHECKED }),
}));

test('the others are checked, it is named, and the exit code is 2', async () => {
  const { exit, out } = await captured('check');
  expect(exit).toBe(2);
  expect(out).toContain('\n21 rows, every verdict as declared;');
  expect(out).toContain(`\nXX half_done was not checked: ${NOT_CHECKED[0]?.message}\n`);
});

test('in JSON too', async () => {
  const { exit, out } = await captured('check', '--json');
  expect(exit).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ ok: false, results: { length: 21 }, notChecked: NOT_CHECKED });
});

test('--bounds is not green either', async () => {
  const { exit, out } = await captured('check', '--bounds');
  expect(exit).toBe(2);
  expect(out).toContain(`\nXX half_done was not checked: ${NOT_CHECKED[0]?.message}\n`);
});

test('what a mode would pass over is refused', async () => {
  expect(await captured('check', '--bounds', '--claim', 'C1')).toMatchObject({ exit: 2 });
  const { exit, err } = await captured('check', '--tla-coverage', '--variant', 'proposed');
  expect([exit, err]).toEqual([2, expect.stringContaining('--variant does nothing with --tla-coverage')]);
  expect((await captured('check', '--bounds', '--variant', 'naive', '--scenario', 'crowd')).exit).toBe(2);
});

test('one that is named is checked alone', async () => {
  const { exit, out } = await captured(
    'check',
    'fconnectat',
    '--claim',
    'C3',
    '--scenario',
    'noproc',
    '--json',
  );
  expect([exit, JSON.parse(out).notChecked]).toEqual([0, []]);
});
