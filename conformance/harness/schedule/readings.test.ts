// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CALLS, toldOf } from './fixtures/readings.ts';

test.each(CALLS)('task $task, $call = $value: $told', (call) => {
  expect(toldOf(call)).toBe(call.told);
});
