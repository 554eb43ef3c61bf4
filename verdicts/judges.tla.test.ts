// SPDX-License-Identifier: MIT
// What holds counts only where its judges allow no more than they should, and no more fairness is assumed than is said.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { planted } from './fixtures/planted.ts';
import type { Filter, Subject } from './select.ts';

async function rowsOf(subject: Subject, filter: Filter): Promise<string[]> {
  const rows = await check([subject], { engines: ['tlc'], mutants: false, ...filter });
  return rows.map(({ claim, verdict, fault }) => `${claim}: ${verdict}${fault === null ? '' : `, ${fault}`}`);
}

const FAIR = 'FairSpec == Spec /\\ \\A p \\in Caller : WF_vars(Step(p))\n\n(*';
const WHERE = { claim: 'C2', variant: 'proposed', scenario: 'pair' };
const NO_FAIRER = { FairSpec: [{ variant: 'naive', scenario: 'pair' }] };
const UNFAIR = ['C2: holds', 'C2.progress: holds', 'C2.liveness.unfair: violated'];

test.each([
  ['as much fairness as is said', ' ', 'C2.liveness: holds'],
  [
    ...['more', ' /\\ <>(owner = "c1")'],
    'C2.liveness: inconclusive, Lease.tla, variant naive, scenario pair: FairSpec assumes more than AllGoOn',
  ],
] as const)('%s', async (_, more, liveness) => {
  const { manifest, ...rest } = planted(FAIR, FAIR.replace('\n', `${more}\n`));
  const rows = await rowsOf({ ...rest, manifest: { ...manifest, noFairer: NO_FAIRER } }, WHERE);
  expect(rows).toEqual([...UNFAIR.slice(0, 2), liveness, UNFAIR[2]]);
});

/** A root that vouches for C1: of two situations its judge is to allow the first. */
function judged(judge: string, distinct = 5, isKnown = 'TRUE'): Subject {
  const { manifest, ...rest } = planted('VARIABLES owner', 'VARIABLES owner');
  const text = [
    '---- MODULE MCJudge ----',
    'CONSTANT Scenario',
    'VARIABLES of, x',
    'vars == x',
    'Init == of \\in {"first", "second"} /\\ x = "a"',
    'Next == of # "over" /\\ of\' = "over" /\\ x\' = of',
    'Spec == Init /\\ [][Next]_<<of, x>>',
    `IsKnown == ${isKnown}`,
    `Judge == ${judge}`,
    'IsAsTold == Judge <=> of = "first"',
    '====',
  ];
  writeFileSync(join(dirname(manifest.file), 'MCJudge.tla'), `${text.join('\n')}\n`);
  const runs = [{ scenario: 'any', distinct, depth: 2 }];
  const asked = { constants: [], invariants: ['IsKnown'], steps: ['IsAsTold'], vouchesFor: ['C1'] };
  const root = { module: 'MCJudge.tla', spec: 'Spec', ...asked, tells: 'of', runs };
  return { ...rest, manifest: { ...manifest, alone: [root] } };
}

const GOOD = 'of = "first"';
const C1 = { ...WHERE, claim: 'C1' };

test('one that says what it should', async () => {
  expect(await rowsOf(judged(GOOD, 4), C1)).toEqual(['C1: holds']);
});

test.each<[string, Parameters<typeof judged>, string]>([
  ['one that allows more', ['TRUE'], 'MCJudge.tla: IsAsTold is violated at "second"'],
  ['one that allows less', ['FALSE'], 'MCJudge.tla: IsAsTold is violated at "first"'],
  ['one that meets less', [GOOD, 5], 'says distinct 5, depth 2, and TLC finds distinct 4, depth 2'],
  ['a word that is wrong', [GOOD, 4, '"a" = "b"'], 'MCJudge.tla: IsKnown is violated'],
])('%s', async (_, root, said) => {
  const [row, ...others] = await rowsOf(judged(...root), C1);
  expect([row, others]).toEqual([expect.stringContaining(said), []]);
  expect(row).toMatch(/^C1: inconclusive, /);
});
