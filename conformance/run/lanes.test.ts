// SPDX-License-Identifier: MIT
// A case that cannot be made is the fault of whoever wrote it: which op, and why. A drawn sequence is no longer than can be sent.
import { expect, test } from 'vitest';
import { type Called, type Case, caseOf } from '../harness/lockstep/cases.ts';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import type { Conformance } from '../proposal.ts';
import { plan } from './lanes.ts';

function made(...cases: Case[]) {
  const conformance: Conformance = {
    ...{ slug: 'none', variant: 'today', needsProposal: false },
    alphabet: { system: SHARED_SYSTEM, moves: [], openings: [], users: [0] },
    ...{ codecs: {}, needs: [], small: { opening: [], letters: [], depth: 0 }, cases },
    outcomes: { expected: [], gaps: [] },
  };
  const [lane] = plan(conformance, { runs: 0, seed: 1 });
  return [...lane!.sequences()].length;
}

const mkdir: Called = { call: 'mkdir', args: { path: 'd', mode: 0o700 } };

test('cases that the model can issue are sequences', () => {
  expect(made(caseOf('twice', 0, [mkdir, mkdir]), caseOf('once', 0, [mkdir]))).toBe(2);
});

test.each<[string, Called, string]>([
  ['a call that there is not', { call: 'mkdri', args: {} }, "#3, t1 mkdri(): the model has no call 'mkdri'"],
  ['a task that there is not', { ...mkdir, task: 't7' }, '#3, t7 mkdir(d, 0700): there is no t7'],
  [
    'arguments that it cannot take',
    { call: 'mkdir', args: { path: 'd', mode: 'rwx' } },
    '#3, t1 mkdir(d, rwx): a call: no such argument: mode = rwx',
  ],
  [
    'arguments of which nothing is said',
    { call: 'mkdir', args: { path: '/', mode: 0 } },
    "#3, t1 mkdir(/, 0): the model does not say what 'mkdir' does with these arguments",
  ],
])('%s', (_, wrong, message) => {
  expect(() => made(caseOf('wrong', 0, [mkdir, wrong]))).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: `none today: the case 'wrong' cannot be made: ${message}`,
    }),
  );
});
