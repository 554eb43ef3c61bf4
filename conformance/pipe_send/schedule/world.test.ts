// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { scenarioNamed } from '../../../models/pipe_send/scenarios.ts';
import { told, UNIT, written } from './world.ts';

const starved = scenarioNamed('starved');
const received = (bytes: readonly string[], length = bytes.length * UNIT) =>
  told(starved, written(starved, bytes), length);

test('what is received is told in the bytes of the model, also one that was sent again', () => {
  expect(received([])).toBe('nothing');
  expect(received(['d1'])).toBe('d1');
  expect(received(['d1', 'd1', 'd1'])).toBe('d1 d1 d1');
});

test('a part of a byte is no byte', () => {
  expect(received(['d1', 'd1'], 2 * UNIT - 1)).toBe(`${2 * UNIT - 1} of d1`);
  expect(received(['d1'], 1)).toBe('1 of d1');
});
