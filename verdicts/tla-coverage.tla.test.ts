// SPDX-License-Identifier: MIT
// The coverage of a small proposal by TLC: what only some variant does, and what none does.
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { editedCopy } from './fixtures/edited-copy.ts';
import { LEASE_FOLDER, lease } from './fixtures/lease.ts';
import { tlaCoverage } from './tla-coverage.ts';

test('over all runs every expression is evaluated; in one run not', async () => {
  const { manifest } = lease();
  const all = await tlaCoverage(manifest);
  expect(all).toMatchObject({ unlisted: [], obsolete: [], ok: true });
  expect(all.expressions).toBeGreaterThan(10);
  // A naive call never takes the lease.
  const naive = manifest.runs.filter(({ variant, scenario }) => variant === 'naive' && scenario === 'pair');
  const { unlisted, ok } = await tlaCoverage({ ...manifest, runs: naive });
  expect(ok).toBe(false);
  expect(unlisted).toEqual(["Lease!Take: owner' = p"]);
});

test('what no run evaluates is named; a reason makes it green, and must be needed', async () => {
  const steal = 'Take(p) ==\n  /\\ owner = "thief" => UNCHANGED <<owner, pc, ret>>';
  const copy = editedCopy(LEASE_FOLDER, 'Lease.tla', 'Take(p) ==', steal);
  try {
    const { manifest } = lease((text) => text, copy);
    const runs = manifest.runs.filter(
      ({ variant, scenario }) => variant === 'proposed' && scenario === 'pair',
    );
    const at = 'Lease!Take: UNCHANGED <<owner, pc, ret>>';
    expect((await tlaCoverage({ ...manifest, runs })).unlisted).toContain(at);
    const uncovered = [{ at, why: 'there is no thief' }];
    expect((await tlaCoverage({ ...manifest, runs, uncovered })).unlisted).not.toContain(at);
    const gone = [{ at: 'Lease!Take: gone', why: 'it was taken out' }];
    expect((await tlaCoverage({ ...manifest, runs, uncovered: gone })).obsolete).toEqual([
      'Lease!Take: gone',
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
});
