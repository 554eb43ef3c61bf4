// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { die, endLookup, startProgram } from './reset.ts';
import { scenarioNamed } from './scenarios.ts';
import { connectState, type Task } from './state.ts';
import { VARIANTS } from './variants.ts';

const { shape } = connectState(scenarioNamed('backlog')).task;
const record = shape.kind === 'record' ? shape.fields.get('c1') : undefined;
const FIELDS = record?.kind === 'record' ? [...record.fields.keys()] : [];

/** The fields that `reset` leaves as they were, where all of them were used. */
function leftBy(reset: (me: Task) => void): string[] {
  const used: Record<string, unknown> = Object.fromEntries(FIELDS.map((name) => [name, 'used']));
  reset(used as unknown as Task);
  return FIELDS.filter((name) => used[name] === 'used');
}

test('death leaves nothing of the caller but its arguments', () => {
  expect(leftBy(die)).toEqual(['arg']);
});

test('a program starts from nothing', () => {
  expect(leftBy((me) => startProgram(me, VARIANTS.proposed))).toEqual(['arg']);
});

test('the end of a call keeps the descriptor, the results and what it slept on', () => {
  expect(leftBy(endLookup)).toEqual(['arg', 'call', 'pc', 'fd', 'sig', 'ret', 'slept', 'peer']);
});
