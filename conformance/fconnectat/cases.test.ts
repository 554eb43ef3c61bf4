// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { predict } from '../harness/lockstep/engine/judge.ts';
import { FCONNECTAT } from './index.ts';

test.each(FCONNECTAT.variants)('$variant: the model can issue every case', ({ cases, alphabet }) => {
  const impossible = cases.filter(({ ops }) => predict(alphabet.system, ops) === undefined);
  expect(impossible.map(({ name }) => name)).toEqual([]);
});
