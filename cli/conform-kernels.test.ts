// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { type LaneOutcome, type Report, toReport, toRow } from '../conformance/report/rows.ts';
import { kernelByKernel } from './conform-kernels.ts';

const OUTCOME: LaneOutcome = {
  ...{ slug: 'lease', variant: 'proposed', lane: 'lockstep', scenario: 'cases', transitions: null },
  ...{ cases: 1, calls: 1, failures: [], seconds: 1 },
};

/** The report on a kernel, which holds. */
const reportOn = (target: string, more: object = {}): Report =>
  toReport({
    ...{ target, grade: 'proved', seed: null, results: [toRow(OUTCOME)], coverage: [], ...more },
  });

const NO_BUILD = new SyspecError('KERNEL_BUILD', 'it does not compile');

/** Runs kernels of these names; `kept` are those whose reports were whole. */
async function running(
  kernels: readonly string[],
  run: (kernel: string, abort: () => void) => Report,
  keep: (target: string) => void = () => undefined,
) {
  const controller = new AbortController();
  const kept: string[] = [];
  const ran = await kernelByKernel(kernels, {
    run: async (kernel) => run(kernel, () => controller.abort()),
    keep: async ({ target }) => {
      keep(target);
      kept.push(target);
    },
    signal: controller.signal,
  });
  const told = ran.reports.map(({ target, ok, interrupted }) => [target, ok, interrupted === true]);
  return { ...ran, told, kept };
}

test('each report is kept, and all of them are whole', async () => {
  const { told, kept, trouble } = await running(['a', 'b'], (kernel) => reportOn(kernel));
  expect([told, kept, trouble]).toEqual([
    [
      ['a', true, false],
      ['b', true, false],
    ],
    ['a', 'b'],
    undefined,
  ]);
});

test.each([
  [
    'while the second kernel is built',
    (kernel: string, abort: () => void) => {
      if (kernel === 'a') return reportOn(kernel);
      abort();
      throw new SyspecError('INTERRUPTED', 'the build was interrupted');
    },
  ],
  [
    'when the first one has ended',
    (kernel: string, abort: () => void) => {
      abort();
      return reportOn(kernel);
    },
  ],
])('ended %s the whole is interrupted, and what was whole is kept', async (_, run) => {
  const { told, kept, trouble } = await running(['a', 'b'], run);
  expect([told, kept, trouble]).toEqual([[['a', false, true]], ['a'], undefined]);
});

test('a report that is cut short is not kept', async () => {
  const { told, kept } = await running(['a', 'b'], (kernel, abort) => {
    if (kernel === 'a') return reportOn(kernel);
    abort();
    return reportOn(kernel, { interrupted: true });
  });
  expect([told, kept]).toEqual([
    [
      ['a', true, false],
      ['b', false, true],
    ],
    ['a'],
  ]);
});

test('trouble on the second kernel leaves what was found on the first', async () => {
  const { told, kept, trouble } = await running(['a', 'b', 'c'], (kernel) => {
    if (kernel === 'a') return reportOn(kernel);
    throw NO_BUILD;
  });
  expect([told, kept, trouble]).toEqual([[['a', false, true]], ['a'], { error: NO_BUILD }]);
});

test('so does trouble with keeping it', async () => {
  const full = new SyspecError('DISK_FULL', 'no space');
  const { told, trouble } = await running(
    ['a'],
    (kernel) => reportOn(kernel),
    () => {
      throw full;
    },
  );
  expect([told, trouble]).toEqual([[['a', true, false]], { error: full }]);
});

test('trouble on the first is all that there is to say', async () => {
  const none = running(['a', 'b'], () => {
    throw NO_BUILD;
  });
  await expect(none).rejects.toBe(NO_BUILD);
});
