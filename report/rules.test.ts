// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import { put } from '../documents/fixtures/checkout.ts';
import { recordIn, shownLease } from './fixtures/shown.ts';
import { ownLanesOf } from './lanes.ts';
import { columnOf, rulesByLane } from './rules.ts';

const named = (...names: readonly string[]) => ({ cases: names.map((name) => ({ name, ops: [] })) });

test('a case counts once for each rule that it is named after, however many variants have it', async () => {
  const variants = [named('R1, R2: both'), named('R1, R2: both', 'R2: the other')];
  const conformance = { variants } as unknown as ProposalConformance;
  const { lanes, rules } = rulesByLane({ ...(await shownLease(folderOfTest())), conformance });
  const column = lanes.findIndex(({ name }) => name === 'cases');
  const counts = Object.fromEntries(rules.map(({ id, spoken }) => [id, spoken[column]]));
  expect(counts).toMatchObject({ R1: 1, R2: 2 });
});

const row = (lane: string, scenario: string) => ({
  ...{ lane, scenario, verdict: 'holds' as const, cases: 1, calls: 1, transitions: null, failures: 0 },
});
const ROWS = [
  ...[row('lockstep', 'cases'), row('lockstep', 'cases by x32'), row('exhaustive', 'errors')],
  ...[row('exhaustive', 'small'), row('lockstep', 'random'), row('schedule', 'pair')],
  ...[row('atomicity', 'pair'), row('attack', 'C1 in pair'), row('lockstep', 'wakeups'), row('other', 'new')],
];

test('each row of a record is of a lane of the table, and each own lane has a line', async () => {
  const root = folderOfTest();
  recordIn(root, {
    ...{ kind: 'conform', name: 'today-look on unpatched', ok: true, seed: 1, totals: null, rows: ROWS },
    environment: { target: '6.12.1', grade: 'proved', compiler: [] },
  });
  const { lanes, own } = rulesByLane(await shownLease(root));
  expect(lanes.map(({ name }) => name)).toEqual([
    ...['cases', 'errors', 'small', 'random', 'schedule', 'atomicity', 'attack', 'own lanes'],
  ]);
  const count = ({ state }: { state: string }) => Number(/^(?:\d+ of )?(\d+) rows?/.exec(state)?.[1] ?? 0);
  expect(lanes.reduce((sum, lane) => sum + count(lane), 0)).toBe(ROWS.length);
  expect(lanes.filter((lane) => count(lane) === 0)).toEqual([]);
  expect(own.map((lane) => [lane.name, lane.what, count(lane)])).toEqual([
    ['wakeups', undefined, 1],
    ['new', undefined, 1],
  ]);
  expect(ROWS.map(columnOf).every((name) => lanes.some((lane) => lane.name === name))).toBe(true);
});

test('attacks are counted as they were made: of each variant one in each scenario', async () => {
  const root = folderOfTest();
  const made = ['C1 in pair', 'C1 in pair, as of today-look', 'C1 in other', 'C9 in pair'];
  for (const on of ['unpatched', 'pristine'])
    recordIn(root, {
      ...{ kind: 'conform', name: `today-look on ${on}`, ok: true, seed: 1, totals: null },
      rows: made.map((scenario) => row('attack', scenario)),
      environment: { target: '6.12.1', grade: 'proved', compiler: [] },
    });
  const shown = await shownLease(root);
  const [claim] = shown.subject.proposal.claims;
  const { lanes, rules } = rulesByLane(shown);
  const column = lanes.findIndex(({ name }) => name === 'attack');
  const of = (id: string) => rules.find((rule) => rule.id === id)!.spoken[column];
  expect(claim!.id).toBe('C1');
  expect(claim!.rules.map(of)).toContain(2);
  expect(of(shown.subject.proposal.rules.find(({ id }) => !claim!.rules.includes(id))!.id)).toBe(0);
});

test('a rule that an own lane alone sees is no dash: the lane is named', async () => {
  const shown = await shownLease(folderOfTest());
  const lane = { scenario: 'wakeups', what: 'who is woken', needs: [] };
  const conformance = { variants: [{ cases: [], ownLanes: [lane] }] } as unknown as ProposalConformance;
  const { rules, own, lanes } = rulesByLane({
    ...{ ...shown, conformance, ownLanes: new Map([['wakeups', ['R2']]]) },
  });
  const spoken = (name: string) =>
    new Map(rules.map((rule) => [rule.id, rule.spoken[lanes.findIndex((one) => one.name === name)]]));
  expect([spoken('own lanes').get('R2'), spoken('own lanes').get('R1')]).toEqual([['wakeups'], []]);
  expect(spoken('random').get('R1')).toBe('model');
  expect(own).toEqual([{ name: 'wakeups', what: 'who is woken', rules: ['R2'], state: 'never recorded' }]);
});

test('an own lane names rules in its own file, by their ids or by rows of errors; the document names lanes', async () => {
  const root = folderOfTest();
  const { proposal } = (await shownLease(root)).subject;
  const [first, second] = proposal.rules;
  const [error] = proposal.errors;
  const file = (name: string, lane: string, says: string) => {
    const text = `/** ${says}. */\nexport const A = {\n  scenario: '${lane}',\n};\n`;
    put(root, `conformance/${proposal.slug}/scripts/${name}`, text);
  };
  file('one.ts', 'one', `${first!.id} alone, not R99`);
  file('two.ts', 'two', error === undefined ? second!.id : error.id);
  file('none.ts', 'none', 'Nothing');
  file('a.test.ts', 'tested', first!.id);
  const named = { ...proposal, rules: [{ ...first!, untested: 'the lane `three` does' }, second!] };
  expect(ownLanesOf(root, named)).toEqual(
    new Map([
      ['one', [first!.id]],
      ['two', [error === undefined ? second!.id : error.rule]],
      ['three', [first!.id]],
    ]),
  );
  expect(ownLanesOf(folderOfTest(), proposal)).toEqual(new Map());
});
