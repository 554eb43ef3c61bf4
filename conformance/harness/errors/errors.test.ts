// SPDX-License-Identifier: MIT
// The order of errors of chdir(2), which has three.
import { expect, test } from 'vitest';
import { laneObjects } from '../../objects/compose.ts';
import { PATHS_IN_LANES } from '../../objects/path/index.ts';
import { caseOf } from '../lockstep/cases.ts';
import { type ArgumentChoices, answers, errorCases } from './cases.ts';
import { BOOLEANS, type Kind, product } from './product.ts';
import { rowPairs, sortRows, wrongAnswer } from './table.ts';

const { system: SYSTEM } = laneObjects([PATHS_IN_LANES]);

type Id = 'E1' | 'E2' | 'E10';

const DIRS: readonly Kind<Id>[] = [
  { name: 'd', rows: [] },
  { name: 'shut', rows: ['E1'] },
  { name: 'f', rows: ['E10'] },
];
const NAMES: readonly Kind<Id>[] = [
  { name: '', rows: [] },
  { name: '/absent', rows: ['E2'] },
];

/** What chdir(2) is given: a name below a directory. */
interface Chosen {
  readonly path: string;
  readonly rows: ReadonlySet<Id>;
}

const server = (call: string, args: Record<string, unknown>) => ({ task: 't0', call, args }) as const;

const CHOICES: ArgumentChoices<Chosen> = {
  opening: caseOf('', 1000, [
    server('chmod', { path: '/', mode: 0o777 }),
    server('mkdir', { path: 'd', mode: 0o777 }),
    server('mkdir', { path: 'shut', mode: 0o700 }),
    server('open', { path: 'f', how: 'create' }),
  ]),
  *choices() {
    for (const [dir, name] of product(DIRS, NAMES)) {
      // The directory itself cannot be searched, whatever the name.
      const rows = dir.name === 'f' && name.rows.length === 0 ? dir.rows : [...dir.rows, ...name.rows];
      yield { path: `${dir.name}${name.name}`, rows: new Set(rows) };
    }
  },
  called: ({ path }) => ({ call: 'chdir', args: { path } }),
  after: () => [{ call: 'chdir', args: { path: '/' } }],
};

const TABLE = new Map<Id, string>([
  ['E1', 'EACCES'],
  ['E2', 'ENOENT'],
  ['E10', 'ENOTDIR'],
]);

test('a product has one of each, the last one changing fastest', () => {
  expect([...product([1, 2], BOOLEANS)]).toEqual([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
  ]);
  expect([...product([1], [])]).toEqual([]);
});

test('rows are in the order of their numbers', () => {
  expect(sortRows(['E10', 'E2', 'E1'])).toEqual(['E1', 'E2', 'E10']);
  expect(sortRows(['E9', 'E8b', 'E10', 'E8', 'E8a'])).toEqual(['E8', 'E8a', 'E8b', 'E9', 'E10']);
});

test('the first of the rows that apply is the answer', () => {
  const all = [...answers(SYSTEM, CHOICES)];
  const wrong = all.flatMap((one) => wrongAnswer(one, TABLE) ?? []);
  expect(all).toHaveLength(6);
  // Below a file there is nothing to look up: there E10 comes before E2.
  expect(wrong).toEqual(['{"path":"f/absent"}: ENOTDIR, not ENOENT (E10,E2)']);
  const other = new Map(TABLE).set('E1', 'EPERM');
  expect(all.flatMap((one) => wrongAnswer(one, other) ?? [])).toHaveLength(3);
  expect(all.flatMap((one) => wrongAnswer(one, TABLE, 1) ?? [])).toHaveLength(2);
  const bare = all.map((one) => ({ ...one, chosen: { ...one.chosen, rows: new Set<Id>() } }));
  expect(bare.flatMap((one) => wrongAnswer(one, TABLE) ?? [])).toHaveLength(5);
});

test('two rows meet, or it is said why they do not', () => {
  const choices = [...CHOICES.choices()];
  expect(rowPairs(choices, [])).toEqual({
    ...{ rows: ['E1', 'E2', 'E10'], met: new Set(['E1 E2', 'E2 E10']), wrong: ['E1 E10'] },
  });
  expect(rowPairs(choices, [['a directory is one thing', ['E1'], ['E10', 'E1']]]).wrong).toEqual([]);
  expect(rowPairs(choices, [['wrong', ['E1'], ['E10', 'E2']]]).wrong).toEqual(['E1 E2']);
});

test('refusals stand in one sequence, and what changes the world in one of its own', () => {
  const cases = [...errorCases(SYSTEM, CHOICES)];
  expect(cases.map(({ name, ops }) => [name, ops.length - CHOICES.opening.ops.length])).toEqual([
    ['arguments, alone 1', 2],
    ['arguments, group 2', 5],
  ]);
});
