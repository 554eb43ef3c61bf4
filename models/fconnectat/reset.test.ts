// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { die, endLookup, startProgram } from './reset.ts';
import { scenarioNamed } from './scenarios.ts';
import { connectState, type State } from './state.ts';
import { VARIANTS } from './variants.ts';

/** The variables that `reset` leaves as they were, where all of them were used. */
function leftBy(reset: (s: State) => void): string[] {
  const variables = Object.keys(connectState(scenarioNamed('backlog')));
  const used = Object.fromEntries(variables.map((name) => [name, { c1: 'used' }]));
  reset(used as unknown as State);
  return variables.filter((name) => used[name]?.c1 === 'used');
}

// What a caller has done to others, its arguments, and what belongs to nobody.
const STAYS = ['entry', 'sock', 'queue', 'waiters', 'cwd', 'at', 'arg'];

test('death leaves nothing of the caller', () => {
  expect(leftBy((s) => die(s, 'c1'))).toEqual(STAYS);
});

test('a program starts from nothing', () => {
  expect(leftBy((s) => startProgram(s, 'c1', VARIANTS.proposed))).toEqual(STAYS);
});

test('the end of a call keeps the descriptor, the results and the history', () => {
  const kept = ['call', 'pc', 'fd', 'sig', 'ret', 'named', 'first', 'base', 'via', 'slept', 'peer'];
  expect(leftBy((s) => endLookup(s, 'c1'))).toEqual([...STAYS, ...kept]);
});
