// SPDX-License-Identifier: MIT
// A specification that judges, judged by itself: what is claimed follows from it, in graphs as large as pinned.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { ALONE, aloneManifests } from '../tla/manifest.ts';
import { lease } from './fixtures/lease.ts';
import { judgeAlone } from './judges.ts';
import { staleness } from './pins.ts';
import { selectSubjects } from './select.ts';

const roots = selectSubjects([]).flatMap(({ manifest }) => aloneManifests(manifest));

test.each(roots.flatMap((root) => root.runs.map(({ scenario }) => [root.module, scenario, root] as const)))(
  '%s in %s',
  async (_, scenario, root) => {
    const run = await judgeAlone(root, scenario);
    expect([run.verdict, run.message]).toEqual(['holds', null]);
    expect(staleness(root, ALONE, scenario, run)).toBeNull();
  },
);

describe('what must be red', () => {
  const folder = folderOfFile();
  writeFileSync(
    join(folder, 'MCOnce.tla'),
    [
      '---- MODULE MCOnce ----',
      'CONSTANT Scenario',
      'VARIABLE x',
      'vars == <<x>>',
      'Spec == x = "a" /\\ [][x\' = Scenario]_vars',
      'IsA == x = "a"',
      'IsKnown == x \\in {"a", Scenario}',
      "Stays == x' = x",
      '====',
    ].join('\n'),
  );
  const root = (invariants: string[], steps: string[], distinct = 2) => {
    const runs = [{ scenario: 'b', distinct, depth: 2 }];
    const { manifest } = lease();
    const alone = [{ module: 'MCOnce.tla', spec: 'Spec', constants: [], invariants, steps, runs }];
    return aloneManifests({ ...manifest, file: join(folder, 'manifest.json'), alone })[0]!;
  };

  test.each([
    ['what holds', root(['IsKnown'], []), 'holds', null],
    ['an invariant', root(['IsA'], []), 'violated', 'IsA'],
    ['a claim of steps', root(['IsKnown'], ['Stays']), 'violated', expect.anything()],
  ])('%s', async (_, manifest, verdict, name) => {
    const run = await judgeAlone(manifest, 'b');
    expect([run.verdict, run.violation?.name ?? null]).toEqual([verdict, name]);
  });

  test('a graph of another size', async () => {
    const stale = root(['IsKnown'], [], 3);
    expect(staleness(stale, ALONE, 'b', await judgeAlone(stale, 'b'))).toContain('says distinct 3');
  });
});
