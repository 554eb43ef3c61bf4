// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { expectations, expected, listProposals, readProposal } from './index.ts';

const proposal = readProposal(inRoot('spec/fixtures/valid.md'));
const [c1] = proposal.claims;

test('a verdict names the scenarios that violate it, and the others hold', () => {
  expect(c1 && expected(c1, 'safety', 'today-look', 'crowd')).toBe('violated');
  expect(c1 && expected(c1, 'safety', 'today-look', 'pair')).toBe('holds');
  expect(c1 && expected(c1, 'safety', 'proposed', 'crowd')).toBe('holds');
});

test.each([
  ['progress', 'proposed', 'crowd'],
  ['liveness', 'proposed', 'pair'],
  ['safety', 'naive', 'pair'],
  ['safety', 'constructor', 'pair'],
] as const)('%s of %s in %s is not judged', (part, variant, scenario) => {
  expect(() => c1 && expected(c1, part, variant, scenario)).toThrow(
    expect.objectContaining({
      code: 'BAD_USAGE',
      message: `the ${part} of C1 is not judged for ${variant} in ${scenario}`,
    }),
  );
});

test('all rows', () => {
  const rows = expectations(proposal).map(
    (row) => `${row.variant} ${row.claim} ${row.scenario} ${row.expected}`,
  );
  expect(rows).toEqual([
    'today-look C1 pair holds',
    'today-look C1 crowd violated',
    'today-look C1.progress pair holds',
    'today-look C2 pair holds',
    'today-look C2.progress pair violated',
    'today-look C2.liveness pair holds',
    'today-look C2.liveness crowd violated',
    'today-look C2.liveness.unfair pair violated',
    'today-look N1.liveness crowd holds',
    'proposed C1 pair holds',
    'proposed C1 crowd holds',
    'proposed C1.progress pair holds',
    'proposed C2 pair holds',
    'proposed C2.progress pair holds',
    'proposed C2.liveness pair holds',
    'proposed C2.liveness crowd holds',
    'proposed C2.liveness.unfair pair violated',
    'proposed C2.liveness.unfair crowd violated',
    'proposed N1.liveness crowd violated',
  ]);
});

test('a row tells its claim, its part and whether fairness is assumed', () => {
  const unfair = { claim: 'C2.liveness.unfair', id: 'C2', part: 'liveness', fair: false };
  expect(expectations(proposal).at(-3)).toEqual({
    ...unfair,
    ...{ variant: 'proposed', scenario: 'pair', expected: 'violated' },
  });
  expect(expectations(proposal)[0]).toMatchObject({ claim: 'C1', id: 'C1', part: 'safety', fair: true });
});

test.each(listProposals())('%s: no row twice, and every variant and scenario in some row', (path) => {
  const read = readProposal(path);
  const rows = expectations(read);
  const keys = rows.map(({ variant, claim, scenario }) => [variant, claim, scenario].join());
  expect(new Set(keys).size).toBe(rows.length);
  expect(new Set(rows.map(({ variant }) => variant))).toEqual(new Set(read.variants.map(({ name }) => name)));
  expect(new Set(rows.map(({ scenario }) => scenario))).toEqual(
    new Set(read.scenarios.map(({ name }) => name)),
  );
});
