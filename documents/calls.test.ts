// SPDX-License-Identifier: MIT
import { beforeEach, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { staleCalls } from './calls.ts';
import { checkout, put, SLUG } from './fixtures/checkout.ts';
import { materialOf } from './material.ts';
import { hashOfRules } from './prose.ts';

let root: string;
beforeEach(() => {
  root = folderOfTest();
  checkout(root);
});
const said = (one: object) =>
  put(root, `documents/${SLUG}/calls.json`, JSON.stringify([{ call: SLUG, summary: 'take it', ...one }]));

test('what is said of a call is read, and is in step as long as the rows are as they were', () => {
  expect(materialOf(root, SLUG).calls.size).toBe(0);
  const { proposal } = materialOf(root, SLUG);
  said({ never: ['E1'], hash: hashOfRules(proposal, ['E1']) });
  const { calls } = materialOf(root, SLUG);
  expect(calls.get(SLUG)).toMatchObject({ summary: 'take it', never: ['E1'] });
  expect(staleCalls(proposal, calls)).toEqual([]);
  const errors = proposal.errors.map((row) => ({ ...row, when: `${row.when}, or not` }));
  expect(staleCalls({ ...proposal, errors }, calls)).toEqual([
    expect.stringMatching(/^documents\/valid\/calls\.json: valid: E1 changed; .*, then write '[0-9a-f]{8}'$/),
  ]);
});

test('a call that has all rows needs no hash, and is never out of step', () => {
  said({});
  const { proposal, calls } = materialOf(root, SLUG);
  expect(calls.get(SLUG)).toMatchObject({ never: [] });
  expect(staleCalls(proposal, calls)).toEqual([]);
});

test.each([
  ['a call that there is not', { call: 'other', hash: '' }, 'there is no call other'],
  ['a row that there is not', { never: ['E99'], hash: '' }, 'valid: there is no E99'],
  ['no hash', { never: ['E1'] }, 'the rows of never have no hash'],
])('%s is refused', (_, one, why) => {
  said(one);
  expect(() => materialOf(root, SLUG)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(why) }),
  );
});
