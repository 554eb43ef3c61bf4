// SPDX-License-Identifier: MIT
// The table of errors against the model, choice by choice; and which pairs of rows are told apart.
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readProposal } from '../../spec/index.ts';
import { answers, errorCases } from '../harness/errors/cases.ts';
import { type Exclusive, rowPairs, wrongAnswer } from '../harness/errors/table.ts';
import type { ErrorId } from './error-arguments.ts';
import { everyChoice } from './error-arguments.ts';
import { ERROR_CHOICES } from './error-world.ts';
import { PROPOSED } from './proposed.ts';

const { system } = PROPOSED.alphabet;
const TABLE = new Map(
  readProposal(inRoot('spec/fconnectat.md')).errors.map(({ id, errno }) => [id as ErrorId, errno]),
);

test('of the rows that apply, the first one is the answer; where none does, it connects or sleeps', () => {
  const all = [...answers(system, ERROR_CHOICES)];
  expect(all.flatMap((one) => wrongAnswer(one, TABLE) ?? []).slice(0, 10)).toEqual([]);
  expect(all.length).toBeGreaterThan(4000);
});

const NAMED: readonly ErrorId[] = ['E18', 'E20', 'E21', 'E22', 'E23', 'E24'];
const WALK: readonly ErrorId[] = ['E13', 'E14', 'E15', 'E16', 'E17'];

const EXCLUSIVE: readonly Exclusive<ErrorId>[] = [
  ['a descriptor is one thing', ['E2', 'E5', 'E6', 'E26', 'E27'], ['E2', 'E5', 'E6', 'E26', 'E27']],
  ['it has to be a stream socket to be refused a wait', ['E2', 'E5', 'E6'], ['E24']],
  ['an address that is not read is of no kind', ['E3', 'E4'], ['E7', 'E10', 'E11', 'E12', ...WALK, ...NAMED]],
  ['without a path nothing is looked up', ['E7', 'E10'], ['E7', 'E10', 'E12', ...WALK, ...NAMED]],
  ['nor is it by an address of another kind', ['E7'], ['E11']],
  ['without a directory nothing is', ['E11', 'E12'], ['E11', 'E12', ...WALK, ...NAMED]],
  ['a walk stops once, and then finds nothing', WALK, [...WALK, ...NAMED]],
  ['a link is no socket, and all may write it', ['E18'], ['E20', 'E22', 'E23', 'E24']],
  ['where there is no socket, it is of no type and has no backlog', ['E21'], ['E22', 'E23', 'E24']],
  ['what does not listen has no backlog', ['E23'], ['E24']],
];

test('every two rows that can apply at once do so somewhere', () => {
  const { rows: all, met, wrong } = rowPairs(everyChoice(), EXCLUSIVE);
  expect(wrong).toEqual([]);
  expect([all.length, met.size]).toEqual([23, 113]);
});

test('a sequence has either refusals alone or one call that changes the world', () => {
  const kinds = { group: 0, alone: 0 };
  for (const { name } of errorCases(system, ERROR_CHOICES))
    kinds[name.includes('group') ? 'group' : 'alone'] += 1;
  expect(kinds.group).toBeGreaterThan(100);
  expect(kinds.alone).toBeGreaterThan(20);
});
