// SPDX-License-Identifier: MIT
// `syspec agree` without Java: what it refuses, and how it shows what was found.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { lease } from '../verdicts/fixtures/lease.ts';
import { agreeText, type Compared, compareAll, findingOf } from './agree.ts';
import { captured } from './fixtures/captured.ts';

const SAME: Compared = {
  ...{ slug: 'lease', variant: 'proposed', scenario: 'pair', difference: undefined },
  ...{ distinct: { model: 1234, tla: 1234 }, transitions: { model: 12, tla: 12 }, depth: 5 },
  ...{ pinned: { distinct: 1234, depth: 5 }, stale: false, seconds: 1.25, ok: true },
  ...{ actors: true, variables: ['a', 'b'] },
  claims: [{ claim: 'C1', satisfying: { model: 1234, tla: 1234 }, first: null }],
};
const OTHER: Compared = {
  ...SAME,
  difference: { kind: 'variables', left: ['a', 'b'], right: ['a'] },
  ...{ distinct: { model: 1234, tla: 1235 }, transitions: { model: 12, tla: 13 }, ok: false },
};
const STALE: Compared = { ...SAME, pinned: { distinct: 1233, depth: 6 }, stale: true, ok: false };

const all = (compared: readonly Compared[], leftOut = 0) => ({ compared, leftOut });

test('the same graph is one line and exit 0', () => {
  expect(agreeText(all([SAME]), false, false)).toEqual({
    text: 'ok lease proposed pair  1,234 states, 12 transitions, 1 claim, depth 5, 1.3 s\n',
    exitCode: 0,
  });
});

test('a difference is shown with both counts, and is exit 1', () => {
  const { text, exitCode } = agreeText(all([SAME, OTHER]), false, false);
  expect(exitCode).toBe(1);
  expect(text.split('\n').slice(1)).toEqual([
    'XX lease proposed pair  1,234 (model) and 1,235 (TLA+) states, 12 (model) and 13 (TLA+) transitions, 1 claim, depth 5, 1.3 s',
    'the variables differ',
    'model: a, b',
    'TLA+: a',
    '',
  ]);
});

test('a claim that is true of other states is shown with the way to the first, and is exit 1', () => {
  const path = [
    { action: undefined, state: '1\n2' },
    { action: 'Take("c1")', state: '1\n3' },
  ];
  const claims = [
    ...SAME.claims,
    { claim: 'C2', satisfying: { model: 7, tla: 6 }, first: { path, model: true } },
    { claim: 'C3', satisfying: { model: 7, tla: 8 }, first: null },
  ];
  const { text, exitCode } = agreeText(all([{ ...SAME, claims, ok: false }]), false, false);
  expect(exitCode).toBe(1);
  expect(text.split('\n').slice(1)).toEqual([
    'C2 is true of 7 states of the model and 6 of the TLA+; the first where it is only by the model:',
    ...['initially', '    a = 1', '    b = 2', '1. Take("c1")', '    b = 3'],
    'C3 is true of 7 states of the model and 8 of the TLA+, though of the same ones of those that both have',
    '',
  ]);
});

test('where it was not compared who takes the steps, that is said', () => {
  const { text } = agreeText(all([{ ...SAME, actors: false }]), false, false);
  expect(text).toContain('\n   not compared who takes the steps: the manifest lists no actions\n');
});

test('a pin that is stale, or missing, is exit 1', () => {
  const stale = agreeText(all([STALE]), false, false);
  expect(stale.exitCode).toBe(1);
  expect(stale.text).toContain(
    '\n   the manifest pins 1233 states and depth 6: correct it if the change is meant\n',
  );
  const missing = agreeText(all([{ ...STALE, pinned: null }]), false, false);
  expect(missing.text).toContain('\n   the manifest pins no such run: ');
});

test('JSON', () => {
  const { text, exitCode } = agreeText(all([SAME, OTHER]), true, false);
  expect(exitCode).toBe(1);
  expect(JSON.parse(text)).toEqual({
    schema: 1,
    leftOut: 0,
    ok: false,
    results: [{ ...SAME, difference: null }, OTHER],
  });
  expect(JSON.parse(agreeText(all([SAME]), true, false).text).ok).toBe(true);
});

test('graphs that were too large are counted', () => {
  const { text, exitCode } = agreeText(all([SAME], 2), false, false);
  expect([text.split('\n')[1], exitCode]).toEqual(['-- 2 larger state graphs not compared', 0]);
  expect(JSON.parse(agreeText(all([SAME], 2), true, false).text).leftOut).toBe(2);
});

test('what was ended early shows what was compared, and is no verdict', async () => {
  const early = { ...all([SAME]), interrupted: true };
  const { text, exitCode } = agreeText(early, false, false);
  expect(exitCode).toBe(3);
  expect(text).toMatch(/^ok lease .*\nXX interrupted: the other graphs were not compared, .*\n$/);
  expect(JSON.parse(agreeText(early, true, false).text)).toMatchObject({ ok: false, interrupted: true });
  expect(await compareAll([lease()], { json: false }, AbortSignal.abort())).toEqual({
    ...{ compared: [], leftOut: 0, notShared: 0, interrupted: true },
  });
});

test('what is recorded is how many there were of everything, and whether all were the same', () => {
  expect(findingOf([SAME, SAME])).toMatchObject({
    ok: true,
    totals: { graphs: 2, same: 2, states: 2468, transitions: 24, claims: 2 },
  });
  expect(findingOf([]).ok).toBe(false);
  expect(findingOf([SAME, OTHER])).toMatchObject({ ok: false, totals: { graphs: 2, same: 1 } });
});

test('colours where there is a terminal', () => {
  for (const one of [SAME, OTHER]) {
    const painted = agreeText(all([one]), false, true).text;
    expect(painted).not.toBe(agreeText(all([one]), false, false).text);
    expect(stripVTControlCharacters(painted)).toBe(agreeText(all([one]), false, false).text);
  }
});

describe('exit 2', () => {
  test.each([
    [['fconectat'], "no proposal 'fconectat'", 'Did you mean fconnectat? There are: fconnectat'],
    [
      ['fconnectat', '--variant', 'propose'],
      "no variant 'propose'",
      'Did you mean proposed? There are: today-lstat, ',
    ],
    [['fconnectat', '--scenario', 'swp'], "no scenario 'swp'", 'Did you mean swap? There are: swap, '],
  ])('%j', async (argv, message, hint) => {
    const { exit, out, err } = await captured('agree', ...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(`syspec: ${message}\n  ${hint}`);
  });

  test.each([['--variant=naive'], ['--scenario=swap'], ['--max-states=9']])(
    'what is not whole is not recorded: %s',
    async (option) => {
      const { exit, err } = await captured('agree', 'fconnectat', '--record', option);
      expect([exit, err]).toEqual([
        2,
        expect.stringContaining('only a comparison of all graphs is recorded'),
      ]);
    },
  );

  test('bounds below every graph', async () => {
    const asked = compareAll([lease()], { json: false, maxStates: 1 }, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({ code: 'BAD_USAGE', message: 'there is no such graph' });
  });

  test('a variant and a scenario that no proposal has both of: nothing compared is not agreement', async () => {
    const { models, ...rest } = lease();
    const none = { ...rest, models: { ...models, scenarios: [] } };
    await expect(compareAll([none], { json: false }, new AbortController().signal)).rejects.toMatchObject({
      code: 'BAD_USAGE',
      message: 'there is no such graph',
    });
  });
});
