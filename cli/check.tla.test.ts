// SPDX-License-Identifier: MIT
// `syspec check --engine tlc`: liveness of the proposed call, and that each row rests on the fairness that it states.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { readManifest } from '../tla/manifest.ts';
import { editedCopy } from '../verdicts/fixtures/edited-copy.ts';
import { LEASE_FOLDER, lease } from '../verdicts/fixtures/lease.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { rowsText } from './check/rows.ts';
import { captured } from './fixtures/captured.ts';

const WHERE = { claim: 'C9', variant: 'proposed', scenario: 'forever' } as const;

test('C9 holds under fairness, and without it is violated', async () => {
  const { exit, out } = await captured(
    ...['check', 'fconnectat', '--engine', 'tlc', '--json'],
    ...Object.entries(WHERE).flatMap(([option, value]) => [`--${option}`, value]),
  );
  const row = { slug: 'fconnectat', variant: 'proposed', scenario: 'forever', engine: 'tlc', ok: true };
  expect(JSON.parse(out)).toMatchObject({
    schema: 1,
    ok: true,
    results: [
      { ...row, claim: 'C9.liveness', expected: 'holds', verdict: 'holds', transitions: null },
      { ...row, claim: 'C9.liveness.unfair', expected: 'violated', verdict: 'violated' },
    ],
  });
  expect(exit).toBe(0);
});

test('where TLC is not asked is said', async () => {
  const where = ['--claim', 'C5', '--variant', 'proposed', '--max-states', '100'];
  const words = ['check', 'pipe_send', '--engine', 'tlc', ...where];
  const { exit, out } = await captured(...words);
  const [, left] = /^-- not asked by TLC: (\d+) state graphs of more than 100 states$/m.exec(out) ?? [];
  expect([exit, Number(left)]).toEqual([0, expect.any(Number)]);
  const json = await captured(...words, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, leftOut: Number(left) });
});

test('--agree compares the state graphs too, and one that differs is exit 1 though every row is as declared', async () => {
  const flags = { ...FLAGS, agree: 11 };
  const { exitCode, text } = await rowsText([lease()], flags, PAPER);
  const { ok, agree } = JSON.parse(text);
  expect([exitCode, ok, agree.ok, agree.results.length, agree.leftOut]).toEqual([0, true, true, 5, 1]);
  const { text: shown } = await rowsText([lease()], { ...flags, json: false, variant: 'proposed' }, PAPER);
  expect(shown.match(/^ok lease proposed (?:alone|pair) +\d+ states, .*$/gm)).toHaveLength(2);
  expect(shown).not.toContain('larger state graph');
  // Another caller takes the step, which no claim is about.
  const others = 'SysEnter(p) == TRUE /\\ \\E q \\in Caller : q # p /\\ Enter(q)';
  const entered = editedCopy(LEASE_FOLDER, 'Lease.tla', 'SysEnter(p) ==', 'Enter(p) ==');
  const copy = editedCopy(entered, 'Lease.tla', 'Takes ==', `${others}\n\nTakes ==`);
  const faulty = lease((document) => document, copy);
  const found = await rowsText(
    [faulty],
    { ...flags, variant: 'proposed', scenario: 'pair', claim: 'C1' },
    PAPER,
  );
  const { results, ...rest } = JSON.parse(found.text);
  expect([found.exitCode, rest.ok, rest.agree.ok]).toEqual([1, false, false]);
  expect(results.every((row: { ok: boolean }) => row.ok)).toBe(true);
});

const FAIR = 'FairSpec ==\n  /\\ Spec\n';
const ALL_FAIR = `All${FAIR}`;
const CALLERS = '  /\\ \\A p \\in Caller : WF_vars(CallerStep(p))\n';
const STEADY = '  /\\ \\A r \\in Rival \\ LoopingRival : WF_vars(RivalStep(r))\n';
const RIVALS = '  /\\ \\A r \\in Rival : WF_vars(RivalStep(r))\n';
const PAPER = { columns: 100, colors: false };
const FLAGS = {
  engine: 'tlc',
  all: false,
  mutants: false,
  modelMutants: false,
  coverage: false,
  json: true,
} as const;

const N1 = { claim: 'N1', variant: 'proposed', scenario: 'newcomers' } as const;

// Each fairness condition of each specification is dropped: the row that must turn red, and how.
test.each([
  ['FairSpec', 'the callers', `\n${FAIR}${CALLERS}`, `\n${FAIR}`, WHERE, 'C9.liveness', 'violated'],
  [
    ...['FairSpec', 'the rivals', `\n${FAIR}${CALLERS}${STEADY}`, `\n${FAIR}${CALLERS}`],
    ...[{ ...WHERE, variant: 'today-connect' }, 'C9.liveness', 'inconclusive'],
  ],
  [
    ...['UnfairSpec', 'anybody', 'UnfairSpec == Spec /\\ WF_vars(Next)', 'UnfairSpec == Spec'],
    ...[WHERE, 'C9.liveness.unfair', 'inconclusive'],
  ],
  ['AllFairSpec', 'the callers', ALL_FAIR + CALLERS, ALL_FAIR, N1, 'N1.liveness', 'inconclusive'],
  [
    ...['AllFairSpec', 'the rivals', ALL_FAIR + CALLERS + RIVALS, ALL_FAIR + CALLERS],
    ...[N1, 'N1.liveness', 'inconclusive'],
  ],
] as const)('without the fairness of %s for %s', async (spec, _, before, after, where, row, verdict) => {
  const [subject] = selectSubjects(['fconnectat']);
  const copy = editedCopy(inRoot('tla', 'fconnectat'), 'Fconnectat.tla', before, after);
  const manifest = readManifest('fconnectat', join(copy, 'manifest.json'));
  const { text, exitCode } = await rowsText([{ ...subject!, manifest }], { ...FLAGS, ...where }, PAPER);
  expect(exitCode).toBe(1);
  const red = JSON.parse(text).results.filter(({ ok }: { ok: boolean }) => !ok);
  const fault = verdict === 'violated' ? null : expect.stringContaining(`: ${spec} does not assume `);
  expect(red).toEqual([expect.objectContaining({ claim: row, verdict, fault })]);
});

test('what is not promised is violated under the fairness of everybody', async () => {
  const [subject] = selectSubjects(['fconnectat']);
  const { text } = await rowsText([subject!], { ...FLAGS, ...N1 }, PAPER);
  expect(JSON.parse(text).results).toMatchObject([{ claim: 'N1.liveness', verdict: 'violated', ok: true }]);
});
