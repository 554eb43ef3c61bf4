// SPDX-License-Identifier: MIT
// `syspec check --engine tlc`: liveness of the proposed call, and that it rests on fairness.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { readManifest } from '../tla/manifest.ts';
import { editedCopy } from '../verdicts/fixtures/edited-copy.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { checkText } from './check.ts';
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

test('with fairness of the callers dropped C9 is red', async () => {
  const [subject] = selectSubjects(['fconnectat']);
  const copy = editedCopy(
    inRoot('tla', 'fconnectat'),
    'Fconnectat.tla',
    'FairSpec ==\n  /\\ Spec\n  /\\ \\A p \\in Caller : WF_vars(CallerStep(p))\n  /\\ \\A r \\in Rival \\ LoopingRival',
    'FairSpec ==\n  /\\ Spec\n  /\\ \\A r \\in Rival \\ LoopingRival',
  );
  try {
    const manifest = readManifest('fconnectat', join(copy, 'manifest.json'));
    const flags = {
      ...WHERE,
      engine: 'tlc',
      all: false,
      mutants: false,
      coverage: false,
      json: false,
    } as const;
    const { text, exitCode } = await checkText([{ ...subject!, manifest }], flags, false);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nXX fconnectat +proposed +C9.liveness +forever +tlc +holds +violated /);
    expect(text).toContain('1 of 2 rows are not as declared');
  } finally {
    rmSync(copy, { recursive: true });
  }
});
