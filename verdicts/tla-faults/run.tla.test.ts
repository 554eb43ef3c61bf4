// SPDX-License-Identifier: MIT
// Mutants of a specification whose kills and survivors are known.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { LEASE_FOLDER, lease } from '../fixtures/lease.ts';
import type { Memory, TlaFate } from './memory.ts';
import { type FaultOptions, tryMutants } from './run.ts';

vi.mock(import('../../tla/faults/export.ts'), async (original) => {
  const { once } = await import('../../tla/faults/fixtures/once.ts');
  return once(await original());
});

const folder = folderOfFile();

function memory(): Memory & { readonly fates: Map<string, TlaFate> } {
  const fates = new Map<string, TlaFate>();
  return { fates, get: (key) => fates.get(key), set: (key, fate) => void fates.set(key, fate) };
}

/** The Lease with its text changed. */
function edited(from: string, to: string) {
  cpSync(LEASE_FOLDER, folder, { recursive: true });
  const file = join(folder, 'Lease.tla');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return lease(undefined, folder);
}

async function fatesOf(options: Partial<FaultOptions>, subject = lease()) {
  const tried = await tryMutants(subject, { memory: memory(), ...options });
  return Object.fromEntries(
    tried.map(({ mutant, fate: { verdict, by } }) => {
      const place = by === null ? [] : [`by ${by.claim}`, by.variant, by.scenario];
      return [mutant.id.replace('Lease!', ''), [verdict, ...place].join(' ')];
    }),
  );
}

test('each is killed by the first row that is not as declared, or survives', async () => {
  expect(await fatesOf({ only: 'Lease!Take', claim: 'C1' })).toEqual({
    'Takes: drop-disjunct \'Variant = "today-look"\' #1': 'killed by C1.progress today-look alone',
    'Takes: negate \'Variant = "today-look"\' #1': 'killed by C1.progress today-look alone',
    'Takes: drop-disjunct \'(Variant = "proposed" /\\ owner = "none")\' #1':
      'killed by C1.progress proposed alone',
    'Takes: drop-conjunct \'Variant = "proposed"\' #1': 'killed by C1.progress naive alone',
    'Takes: negate \'Variant = "proposed"\' #1': 'killed by C1.progress naive alone',
    'Takes: drop-conjunct \'owner = "none"\' #1': 'killed by C1 proposed pair',
    'Takes: negate \'owner = "none"\' #1': 'killed by C1.progress proposed alone',
    'Take: drop-conjunct \'pc[p] = "take"\' #1': 'survived',
    'Take: negate \'pc[p] = "take"\' #1': 'survived',
    "Take: unchanged 'IF Takes THEN owner' = p /\\ Return(p, \"OK\") ELSE UNCHANGED owner /\\ Retu...' #1":
      'killed by C1.progress today-look alone',
    "Take: always 'Takes' #1": 'killed by C1.progress naive alone',
    "Take: never 'Takes' #1": 'killed by C1.progress today-look alone',
    "Take: unchanged 'owner' = p' #1": 'killed by C1 proposed pair',
    'Take: unchanged \'Return(p, "OK")\' #1': 'killed by C1.progress today-look alone',
    'Take: unchanged \'Return(p, "EAGAIN")\' #1': 'survived',
  });
});

const EMPTY = `C1_OneOwner: empty-claim '\\A p, q \\in Caller : ret[p] = "OK" /\\ ret[q] = "OK" => p = q' #1`;

test('a claim that asks nothing is noticed where it is to be violated; fairness by liveness', async () => {
  const rows = { variant: 'proposed', scenario: 'pair' };
  const only = 'Lease!C1_OneOwner';
  expect(await fatesOf({ only, ...rows })).toEqual({ [EMPTY]: 'killed by formula document ' });
  // A document with another formula shows nothing by a further difference.
  const other = lease((text) => text.replace('ret[q] = "OK" => p = q', 'ret[q] = "OK" => q = p'));
  expect(await fatesOf({ only, ...rows }, other)).toEqual({ [EMPTY]: 'survived' });
  expect(await fatesOf({ only, variant: 'today-look' }, other)).toEqual({
    [EMPTY]: 'killed by C1 today-look pair',
  });
  expect(await fatesOf({ only: 'FairSpec: ', ...rows })).toEqual({
    "FairSpec: drop-fairness '\\A p \\in Caller : WF_vars(Step(p))' #1":
      'killed by C2.liveness proposed pair',
    "FairSpec: quantifier '\\A' #1": 'killed by C2.liveness proposed pair',
    "FairSpec: fairness 'WF' #1": 'survived',
  });
});

test('what TLC cannot evaluate stops nothing but itself, and a graph that grows is cut off', async () => {
  const subject = edited(
    'Take(p) ==\n  /\\ pc[p] = "take"\n',
    'Take(p) ==\n  /\\ pc[p] = "take"\n  /\\ IF p \\in Caller THEN TRUE ELSE owner[p] = 1\n',
  );
  const only = "'p \\in Caller'";
  expect(await fatesOf({ only, variant: 'proposed', claim: 'C1' }, subject)).toEqual({
    "Take: always 'p \\in Caller' #1": 'survived',
    "Take: never 'p \\in Caller' #1": 'error by evaluation proposed alone',
    "Take: negate 'p \\in Caller' #1": 'error by evaluation proposed alone',
  });
});

test('who is spared is not tried, and has survived', async () => {
  const asked: string[] = [];
  const options = { only: "Take: always 'Takes'", variant: 'proposed', claim: 'C1' };
  const isSpared = () => true;
  const fates = await fatesOf({ ...options, isSpared, onProgress: (text) => void asked.push(text) });
  expect([Object.values(fates), asked]).toEqual([['survived'], []]);
});

test('what was found is not looked for again', async () => {
  const kept = memory();
  const options = { only: "Take: always 'Takes'", variant: 'proposed', claim: 'C1', memory: kept };
  const first = await fatesOf(options);
  // For such a filter, for a whole run, and where to look first.
  expect([...kept.fates.values()].map(({ verdict }) => verdict)).toEqual(['killed', 'killed', 'killed']);
  const asked: string[] = [];
  expect(await fatesOf({ ...options, onProgress: (text) => void asked.push(text) })).toEqual(first);
  expect(asked).toEqual([]);
});

test('who died in a small graph is dead where the larger ones are asked too, and who lived there is asked', async () => {
  const kept = memory();
  const options = { only: 'Lease!Takes: drop-conjunct', memory: kept };
  const dead = 'killed by C1.progress naive alone';
  const small = await fatesOf({ ...options, maxStates: 3 });
  expect(small).toEqual({
    'Takes: drop-conjunct \'Variant = "proposed"\' #1': dead,
    'Takes: drop-conjunct \'owner = "none"\' #1': 'survived',
  });
  const asked: string[] = [];
  const whole = await fatesOf({ ...options, onProgress: (text) => void asked.push(text) });
  expect(whole).toEqual({
    ...small,
    'Takes: drop-conjunct \'owner = "none"\' #1': 'killed by C1 proposed pair',
  });
  expect(asked.every((text) => text.includes('1 of 2 mutants'))).toBe(true);
});

test('who died somewhere is tried there first when the texts are others', async () => {
  const kept = memory();
  const options = { only: "Takes: drop-conjunct 'owner", memory: kept };
  const first = await fatesOf(options);
  expect(Object.values(first)).toEqual(['killed by C1 proposed pair']);
  const asked: string[] = [];
  const subject = edited('VARIABLES', '\\* Nothing else.\nVARIABLES');
  expect(await fatesOf({ ...options, onProgress: (text) => void asked.push(text) }, subject)).toEqual(first);
  expect(asked).toEqual(['lease: proposed in pair: 1 of 1 mutants of the TLA+ are left']);
});

test('where another one saw it die is asked first too', async () => {
  const id = 'Lease!Takes: drop-conjunct \'owner = "none"\' #1';
  const hints = new Map([[id, { variant: 'proposed', scenario: 'pair' }]]);
  const asked: string[] = [];
  const options = { only: "Takes: drop-conjunct 'owner", memory: memory(), hints };
  const fates = await fatesOf({ ...options, onProgress: (text) => void asked.push(text) });
  expect([Object.values(fates), asked]).toEqual([
    ['killed by C1 proposed pair'],
    ['lease: proposed in pair: 1 of 1 mutants of the TLA+ are left'],
  ]);
});

test('who died by a behaviour that goes on for ever is asked there first too; elsewhere only who lives there', async () => {
  const options = { only: 'Lease!FairSpec', claim: 'C2', variant: 'proposed' };
  const first = await fatesOf(options);
  const hints = new Map(
    Object.keys(first).map((id) => [`Lease!${id}`, { variant: 'proposed', scenario: 'pair' }]),
  );
  const asked: string[] = [];
  const onProgress = (text: string) => void asked.push(text);
  expect(await fatesOf({ ...options, hints, onProgress })).toEqual(first);
  const open = Object.values(first).filter((fate) => fate === 'survived').length;
  expect(open).toBeGreaterThan(0);
  expect(asked.filter((text) => text.includes('liveness'))).toEqual(
    Array.from({ length: open }, (_, i) => {
      return `lease: liveness: ${i + 1} of ${open} mutants of the TLA+ that were left`;
    }),
  );
});

test('nothing is said of mutants where the specification itself is not as declared', async () => {
  const subject = edited('ret[p] = "OK" /\\ ret[q] = "OK" => p = q', 'FALSE');
  await expect(fatesOf({ only: 'Takes', claim: 'C1' }, subject)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(
      /variant today-look, scenario alone: C1 is not as declared without a mutant/,
    ),
  });
});

test('what is claimed of steps, and of the steps of another specification, kills too', async () => {
  edited(
    'C1_OneOwner ==',
    [
      'Stays == owner # "none" => owner\' = owner',
      'Free == owner = "none"',
      'Taken == /\\ owner = "none" \\/ owner\' = owner',
      '         /\\ owner\' # "c9"',
      'C1_OneOwner ==',
    ].join('\n'),
  );
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const { safety: _, ...rest } = manifest.claims.C1;
  const withPromise = (promise: object) => {
    manifest.claims.C1 = { ...rest, ...promise };
    writeFileSync(file, JSON.stringify(manifest));
    return lease(undefined, folder);
  };
  const only = 'drop-conjunct \'owner = "none"\'';
  const asked = { only, claim: 'C1', scenario: 'pair', variant: 'proposed' };
  const killed = { 'Takes: drop-conjunct \'owner = "none"\' #1': 'killed by C1 proposed pair' };
  expect(await fatesOf(asked, withPromise({ step: { operator: 'Stays' } }))).toEqual(killed);
  const refinement = { init: 'Free', next: 'Taken' };
  expect(await fatesOf(asked, withPromise({ refinement }))).toEqual(killed);
  const judged = { claim: 'C1', scenario: 'pair', variant: 'today-look' };
  expect(await fatesOf({ ...judged, only: 'Taken' }, withPromise({ refinement }))).toEqual({
    'Taken: empty-claim \'/\\ owner = "none" \\/ owner\' = owner /\\ owner\' # "c9"\' #1':
      'killed by C1 today-look pair',
    "Taken: drop-conjunct 'owner = \"none\" \\/ owner' = owner' #1": 'killed by C1 today-look pair',
    "Taken: drop-conjunct 'owner' # \"c9\"' #1": 'survived',
  });
});

test('a mutant of a specification that judges is killed by what is claimed of it by itself', async () => {
  const subject = edited(
    'C1_OneOwner ==',
    'A == INSTANCE LeaseAtomic\nFree == A!Free\nTaken == A!Taken \\/ UNCHANGED owner\n\nC1_OneOwner ==',
  );
  const atomic = [
    '---- MODULE LeaseAtomic ----',
    'CONSTANT Caller',
    'VARIABLE owner',
    'vars == owner',
    'Free == owner = "none"',
    'Taken == owner = "none" /\\ owner\' \\in Caller',
    'Spec == Free /\\ [][Taken]_vars',
    '====',
  ];
  const alone = [
    '---- MODULE MCLeaseAtomic ----',
    'EXTENDS LeaseAtomic',
    'CONSTANT Scenario',
    'MCCaller == {"c1", "c2"}',
    'TypeOK == owner \\in Caller \\cup {"none"}',
    'IsKept == owner # "none" => owner\' = owner',
    '====',
  ];
  writeFileSync(join(folder, 'LeaseAtomic.tla'), atomic.join('\n'));
  writeFileSync(join(folder, 'MCLeaseAtomic.tla'), alone.join('\n'));
  const { manifest } = subject;
  const refines = { rules: ['R1'], refinement: { init: 'Free', next: 'Taken' } };
  const root = {
    ...{ module: 'MCLeaseAtomic.tla', spec: 'Spec', constants: ['Caller <- MCCaller'] },
    ...{ invariants: ['TypeOK'], steps: ['IsKept'], runs: [{ scenario: 'alone', distinct: 3, depth: 2 }] },
  };
  const claims = { ...manifest.claims, C1: refines };
  const judged = { ...subject, manifest: { ...manifest, claims, judges: ['LeaseAtomic'] } };
  const by = { ...judged, manifest: { ...judged.manifest, alone: [root] } };
  const dropped = 'LeaseAtomic!Taken: drop-conjunct \'owner = "none"\' #1';
  expect(await fatesOf({ only: dropped, scenario: 'alone' }, judged)).toEqual({ [dropped]: 'survived' });
  expect(await fatesOf({ only: dropped, scenario: 'alone' }, by)).toEqual({
    [dropped]: 'killed by IsKept alone alone',
  });
  // Who asks for a variant or a claim asks nothing of it.
  const asked = { only: dropped, scenario: 'alone', variant: 'proposed' };
  expect(await fatesOf(asked, by)).toEqual({ [dropped]: 'survived' });
  // Where nothing is claimed of it that it breaks, those see it that judge the judge.
  const judges = [
    '---- MODULE MCLeaseJudges ----',
    'EXTENDS MCLeaseAtomic',
    "JudgesSpec == Free /\\ [][owner' \\in Caller]_vars",
    'IsAsTold == Taken <=> owner = "none"',
    '====',
  ];
  writeFileSync(join(folder, 'MCLeaseJudges.tla'), judges.join('\n'));
  const own = { module: 'MCLeaseJudges.tla', spec: 'JudgesSpec', steps: ['IsAsTold'], vouchesFor: ['C1'] };
  const vouched = { ...judged, manifest: { ...judged.manifest, alone: [{ ...root, ...own }] } };
  expect(await fatesOf({ only: dropped, scenario: 'alone' }, vouched)).toEqual({
    [dropped]: 'killed by IsAsTold alone alone',
  });
});

test('a specification that is fairer than it says is one that is not as declared', async () => {
  const FAIR = 'FairSpec == Spec /\\ \\A p \\in Caller : WF_vars(Step(p))';
  const noFairer = { FairSpec: [{ variant: 'naive', scenario: 'pair' }] };
  const asked = { only: 'FairSpec: quantifier', variant: 'naive', scenario: 'pair' };
  const said = ({ manifest, ...rest }: ReturnType<typeof edited>) =>
    fatesOf(asked, { ...rest, manifest: { ...manifest, noFairer } });
  expect(await said(edited(FAIR, FAIR))).toEqual({ "FairSpec: quantifier '\\A' #1": expect.any(String) });
  const fairer = edited(FAIR, `${FAIR} /\\ <>(owner = "c1")`);
  await expect(said(fairer)).rejects.toThrow(/more than FairSpec is not as declared without a mutant/);
});
