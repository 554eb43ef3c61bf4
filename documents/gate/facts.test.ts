// SPDX-License-Identifier: MIT
// What the gate makes of comparisons, and of what the selftest claims.
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import type { Comparison } from '../../verdicts/document/index.ts';
import { checkout, SLUG } from '../fixtures/checkout.ts';
import type { Documents } from '../generate.ts';
import { materialOf } from '../material.ts';
import { SEQUENCES } from '../selftest/harness.ts';
import type { Selftest } from '../selftest/selftest.ts';
import { comparedLine, coverageLine, evidenceLine } from './facts.ts';

const FLAGS: Comparison = {
  ...{ fact: 'flags', against: 'the headers', compared: 3, differences: [] },
  missing: 'no series that defines TK_TRY',
};

test('how many facts of the document were compared is said, and what was left out', () => {
  const errors = { ...FLAGS, fact: 'errors', against: 'the model', missing: null };
  const whole = comparedLine('valid', [errors]);
  expect([whole.state, whole.note]).toEqual(['holds', '3 facts compared']);
  const { state, note } = comparedLine('valid', [errors, FLAGS]);
  expect([state, note]).toEqual([
    'holds',
    '6 facts compared; a part was left out of 1 comparison: flags, the headers',
  ]);
});

test('of one run it says that it is claimed', () => {
  const evidence = { facts: [{ run: { kind: 'agree', name: '' } }], gaps: [] };
  const line = (facts: readonly object[]) =>
    evidenceLine({
      material: { proposal: { slug: SLUG } },
      evidence: { ...evidence, facts },
    } as unknown as Documents);
  expect(line(evidence.facts).note).toBe('1 run is claimed');
  expect(line([]).note).toBe('0 runs are claimed');
});

test('where nothing was compared it does not hold', () => {
  const { state, details } = comparedLine('valid', [{ ...FLAGS, compared: 0 }]);
  expect(state).toBe('fails');
  expect(details).toEqual([
    'nothing was compared',
    'a part was left out of 1 comparison: flags, the headers',
  ]);
  expect(comparedLine('valid', []).state).toBe('fails');
});

/** The line of a selftest of these programs, which sees these errors. */
function covered(programs: readonly string[], rows: readonly string[]) {
  const root = folderOfTest();
  checkout(root);
  const tests = programs.map((program) => ({ name: 'a', what: 'a', words: [program] }));
  const selftest: Selftest = { folder: SLUG, files: new Map(), tests, rules: ['R1'], rows };
  return coverageLine({ material: materialOf(root, SLUG), selftest });
}

test('the errors that the selftest does not see are named, where there are some', () => {
  const lines = [covered([SEQUENCES], ['E1']), covered([SEQUENCES, './lost'], ['E1', 'E2'])];
  expect(lines.map(({ state, note }) => [state, note])).toEqual([
    ['holds', '1 test, 1 of 3 rules, 1 of 2 errors; not E2'],
    ['holds', '2 tests, 1 of 3 rules, 2 of 2 errors'],
  ]);
});

test('a selftest of programs alone has no case', () => {
  expect(covered(['./lost'], [])).toMatchObject({
    ...{ state: 'fails', details: ['conformance/valid/cases.ts: no case is named after a rule'] },
  });
});
