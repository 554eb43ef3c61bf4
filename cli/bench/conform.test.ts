// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { benchLines } from './conform.ts';

test('both ways stand below one another, and what is about one of them below', () => {
  const frames = {
    ...{ sequences: 21_000, calls: 168_000, sleeps: 42_000, failures: 0 },
    ...{ bootSeconds: 1.5, seconds: 11.5, rate: 1826 },
  };
  const single = { ...frames, sequences: 2100, calls: 16_800, seconds: 6.5, rate: 323 };
  const walk = {
    ...{ variant: 'proposed', scenario: 'swap', paths: 30, covered: 900, transitions: 1000, failures: 0 },
    ...{ planSeconds: 1, bootSeconds: 1.5, walkSeconds: 2.5, rate: 12 },
  };
  expect(benchLines({ frames, single, ratio: 5, walk })).toEqual([
    '                 sequences  calls each  seconds  to boot  a second',
    'many in a frame      21000         8.0     11.5      1.5      1826',
    'one in a frame        2100         8.0      6.5      1.5       323',
    'ratio, without boot: 5.0',
    'calls that slept: 2.0 a sequence',
    'schedules: 30 in 5.0 s, 1.0 s of them planning, 1.5 s boot: 12 a second',
    '  900 of 1000 transitions of proposed, swap',
  ]);
});
