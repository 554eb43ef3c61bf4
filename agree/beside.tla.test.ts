// SPDX-License-Identifier: MIT
// A comparison by the runs of a check finds what one by a run of its own finds.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tmpdirOfFile } from '../base/fixtures/folder.ts';
import { check } from '../verdicts/check.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import { planted } from '../verdicts/fixtures/planted.ts';
import { askJoined } from '../verdicts/joined.ts';
import type { AskedTlc } from '../verdicts/operators.ts';
import type { TlcPlace } from '../verdicts/place.ts';
import type { Filter, Subject } from '../verdicts/select.ts';
import { type Agreement, agree, type Claimed } from './agree.ts';
import { comparing } from './beside.ts';

const folder = tmpdirOfFile();

const CLAIMED: readonly Claimed[] = [
  { claim: 'C1', part: 'safety' },
  { claim: 'C2', part: 'safety' },
  { claim: 'C2', part: 'progress' },
];
const PAIR = { variant: 'proposed', scenario: 'pair' };

/** The rows of a check of one place, and what was compared beside it. */
async function beside(subject: Subject, filter: Filter = {}) {
  const found: Agreement[] = [];
  const accompany = ({ models }: Subject, place: TlcPlace) =>
    comparing(
      place,
      () => models.variant(place.variant, place.scenario),
      CLAIMED,
      (one) => found.push(one),
    );
  const options = { engines: ['tlc'] as const, mutants: false, ...PAIR, ...filter };
  return { rows: await check([subject], { ...options, accompany }), found };
}

/** What is left among the temporary files, but for the edited copies that these tests make. */
const left = () => readdirSync(folder).filter((name) => !name.startsWith('syspec-copy-'));

const without = ({ seconds: _, ...agreement }: Agreement) => agreement;
const alone = async ({ models, manifest }: Subject) =>
  without(await agree({ manifest, ...PAIR }, models.variant(PAIR.variant, PAIR.scenario), CLAIMED));

test('the same rows as without it, the same agreement, and nothing is left behind', async () => {
  const { rows, found } = await beside(lease());
  const plain = await check([lease()], { engines: ['tlc'], mutants: false, ...PAIR });
  expect(rows.map((row) => ({ ...row, seconds: 0 }))).toEqual(plain.map((row) => ({ ...row, seconds: 0 })));
  expect(found.map(without)).toEqual([await alone(lease())]);
  expect(found[0]).toMatchObject({ ok: true, distinct: { model: 10, tla: 10 }, actors: true });
  expect(left()).toEqual([]);
});

test('where liveness is violated in the same run, the whole graph is compared all the same', async () => {
  const found: Agreement[] = [];
  const { models, manifest } = lease();
  const place = { manifest, ...PAIR };
  const build = () => models.variant(PAIR.variant, PAIR.scenario);
  const companion = comparing(place, build, CLAIMED, (one) => found.push(one));
  const rows: AskedTlc[] = [
    ...CLAIMED.map((one) => ({ ...one, expected: 'holds' as const })),
    { claim: 'C2', part: 'unfair', expected: 'violated' },
  ];
  const answers = await askJoined(place, rows, { spec: 'UnfairSpec', companion });
  expect(answers.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'violated']);
  expect(found.map(without)).toEqual([await alone(lease())]);
});

test.each([
  ['a step that does something else', 'Takes == Variant', 'Takes == TRUE \\/ Variant'],
  ['another initial state', '/\\ owner = "none"\n', '/\\ owner \\in {"none", "c1"}\n'],
  ['a claim that is weaker', 'NotC2_Progress == ~AllDone', 'NotC2_Progress == pc["c1"] # "done"'],
])('%s', async (_, before, after) => {
  const faulty = planted(before, after);
  const { found } = await beside(faulty);
  expect(found.map(without)).toEqual([await alone(faulty)]);
  expect(found[0]?.ok).toBe(false);
});

test('a check of other formulas is no reason to compare fewer', async () => {
  const { rows, found } = await beside(lease(), { claim: 'C1' });
  expect(new Set(rows.map(({ claim }) => claim))).toEqual(new Set(['C1']));
  expect(found.map(without)).toEqual([await alone(lease())]);
});

test('where a formula cannot be evaluated nothing was compared', async () => {
  const { rows, found } = await beside(planted('C1_OneOwner ==', 'C1_OneOwner == ret["nobody"] = "OK" /\\'));
  expect(rows.filter(({ verdict }) => verdict === 'inconclusive').map(({ claim }) => claim)).toEqual(['C1']);
  expect(found).toEqual([]);
  expect(left()).toEqual([]);
});
