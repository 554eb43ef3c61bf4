// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { refusedOp } from '../harness/lockstep/engine/judge.ts';
import { PIPE_SEND } from './index.ts';

test.each(PIPE_SEND.variants)('$variant: the model can issue every case', ({ cases, alphabet }) => {
  const impossible = cases.flatMap(({ name, ops }) => {
    const refused = refusedOp(alphabet.system, ops);
    return refused === undefined ? [] : [`${name}: ${refused.why}`];
  });
  expect(impossible).toEqual([]);
});
