// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { fakeLaboratory, killed, mutant } from './fixtures/mutants.ts';
import type { Listed } from './listed.ts';
import { isOk } from './report.ts';
import { type RunOptions, runMutants } from './run.ts';
import type { Trial } from './trial.ts';

const MUTANTS = [mutant('a'), mutant('b'), mutant('h', 'hand')];

async function run(table: Readonly<Record<string, Trial | Error>>, options: Partial<RunOptions> = {}) {
  const { laboratory, asked } = fakeLaboratory(table);
  const fates = await runMutants(laboratory, {
    ...{ mutants: MUTANTS, listed: new Map(), flavours: ['fast', 'kasan'], allLanes: false, guests: 1 },
    ...options,
  });
  const verdicts = fates.map(({ mutant: { id }, verdict, by }) => [
    id,
    verdict,
    by && `${by.lane}@${by.flavour}`,
  ]);
  return { asked, fates, verdicts, ok: isOk([{ slug: 'example', fates, notMutated: 0 }]) };
}

const ALL_BUT_B = { 'fast cases a': killed('cases'), 'kasan cases h': killed('hang') };

test('who is killed is not tried again; who is not is tried on the next flavour, then at length, and survives', async () => {
  const { asked, verdicts, ok } = await run(ALL_BUT_B);
  expect(asked).toEqual([
    ...['fast short mechanical', 'fast short hand', 'fast short a', 'fast short b', 'fast short h'],
    ...['kasan again mechanical', 'kasan again hand', 'kasan again b', 'kasan again h'],
    ...['fast walk mechanical', 'fast walk b', 'fast long mechanical', 'fast long b'],
  ]);
  expect(verdicts).toEqual([
    ['a', 'killed', 'cases@fast'],
    ['b', 'survived', null],
    ['h', 'killed', 'hang@kasan'],
  ]);
  expect(ok).toBe(false);
});

test('what only numbers find is found at the end', async () => {
  const { verdicts, ok } = await run({ ...ALL_BUT_B, 'fast random b': killed('random') });
  expect([verdicts[1], ok]).toEqual([['b', 'killed', 'random@fast'], true]);
});

test('what only interleavings show is found before it', async () => {
  const { asked, verdicts } = await run({ ...ALL_BUT_B, 'fast schedule b': killed('schedule') });
  expect(verdicts[1]).toEqual(['b', 'killed', 'schedule@fast']);
  expect(asked.at(-1)).toBe('fast walk b');
});

test('a lane alone', async () => {
  const table = { 'fast cases a': killed('cases'), 'fast schedule b': killed('schedule') };
  const { asked, verdicts } = await run(table, { lane: 'schedule', flavours: ['fast'] });
  expect(asked).toEqual(['mechanical', 'hand', 'a', 'b', 'h'].map((id) => `fast schedule ${id}`));
  expect(verdicts.map(([, verdict]) => verdict)).toEqual(['survived', 'killed', 'survived']);
});

test('when all are killed no other kernel is booted', async () => {
  const { asked, ok } = await run({ 'fast cases a': killed('boot') }, { mutants: [mutant('a')] });
  expect([asked, ok]).toEqual([['fast short mechanical', 'fast short a'], true]);
});

test.each(['equivalent', 'owed'] as const)('a survivor that is listed as %s is right', async (as) => {
  const listed = new Map<string, Listed>([['b', { as, reason: 'so' }]]);
  const { verdicts, ok } = await run(ALL_BUT_B, { listed });
  expect([verdicts[1], ok]).toEqual([['b', as, null], true]);
});

test('one that is listed and killed is wrong', async () => {
  const listed = new Map<string, Listed>([
    ['a', { as: 'equivalent', reason: 'so' }],
    ['b', { as: 'owed', reason: 'so' }],
  ]);
  const { fates, ok } = await run(ALL_BUT_B, { listed });
  expect([fates.map(({ isStale }) => isStale), ok]).toEqual([[true, false, false], false]);
});

test('lanes that did not come to their end are no verdict, unless another flavour kills', async () => {
  const cut = { unfinished: 'given up' };
  const some = await run({ ...ALL_BUT_B, 'fast cases b': cut });
  expect([some.verdicts[1], some.ok]).toEqual([['b', 'inconclusive', null], false]);
  const late = await run({ ...ALL_BUT_B, 'fast cases b': cut, 'kasan cases b': killed('cases') });
  expect([late.verdicts[1], late.ok]).toEqual([['b', 'killed', 'cases@kasan'], true]);
});

test('every lane on every flavour', async () => {
  const table = { 'fast random a': killed('random'), 'kasan cases a': killed('cases') };
  const { fates, asked } = await run(table, { mutants: [mutant('a')], allLanes: true });
  expect(asked).toEqual([
    ...['fast mechanical', 'fast cases a', 'fast schedule a', 'fast random a'],
    ...['kasan mechanical', 'kasan cases a', 'kasan schedule a', 'kasan random a'],
  ]);
  expect(fates[0]!.kills.map(({ flavour, lane }) => `${lane}@${flavour}`)).toEqual([
    'random@fast',
    'cases@kasan',
  ]);
});

test.each([
  [
    'fails',
    killed('cases', 'close: no result'),
    /do not hold on fast without a mutant: cases: close: no result/,
  ],
  ['is not whole', { unfinished: 'given up' }, /do not hold on fast without a mutant: given up/],
])('without a mutant a lane %s: no mutant is tried, exit 3', async (_, trial, message) => {
  const { laboratory, asked } = fakeLaboratory({ 'fast cases mechanical': trial });
  const options = { mutants: MUTANTS, listed: new Map(), flavours: ['fast'], allLanes: false, guests: 1 };
  await expect(runMutants(laboratory, options)).rejects.toMatchObject({
    code: 'BASELINE_FAILS',
    exitCode: 3,
    message: expect.stringMatching(message),
  });
  expect(asked).toEqual(['fast short mechanical']);
});

test('trouble with the environment is no kill', async () => {
  const full = new SyspecError('DISK_FULL', 'so');
  await expect(run({ 'fast cases b': full })).rejects.toBe(full);
});

test('nothing tried is no success', () => {
  expect(isOk([{ slug: 'example', fates: [], notMutated: 1 }])).toBe(false);
});
