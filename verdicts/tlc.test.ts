// SPDX-License-Identifier: MIT
// Which runs of TLC the rows need; no run is started here.
import { expect, test } from 'vitest';
import { Doubts } from './doubts.ts';
import { lease } from './fixtures/lease.ts';
import type { AskedTlc } from './operators.ts';
import { tlcJobs } from './tlc.ts';

const place = { manifest: lease().manifest, variant: 'proposed', scenario: 'pair' };
const ask = (part: AskedTlc['part'], expected: AskedTlc['expected'], claim = 'C1'): AskedTlc => ({
  ...{ claim, part, expected },
});

test('states are asked together, whatever is expected of them, and with them all liveness that should hold, or one that should not', () => {
  const asked = [
    ask('safety', 'holds'),
    ask('progress', 'holds'),
    ask('safety', 'violated'),
    ask('safety', 'holds', 'C2'),
    ask('liveness', 'holds', 'C2'),
    ask('unfair', 'violated', 'C2'),
    ask('liveness', 'holds', 'C99'),
  ];
  const rowsOf = (rows: readonly AskedTlc[]) => tlcJobs(place, rows, new Doubts([])).map((job) => job.rows);
  // The liveness that should hold goes with the states, and what is to be found alone does not.
  expect(rowsOf(asked)).toEqual([[0, 1, 2, 3, 4], [5], [6]]);
  const broken = [ask('liveness', 'violated', 'C2'), ask('unfair', 'violated', 'C2')];
  expect(rowsOf([ask('safety', 'holds'), ...broken])).toEqual([[0, 1], [2]]);
  expect(rowsOf(broken)).toEqual([[0], [1]]);
  expect(rowsOf([ask('liveness', 'holds', 'C2')])).toEqual([[0]]);
  expect(rowsOf([])).toEqual([]);
});

test('what the manifest has no operator for is inconclusive, without a run', async () => {
  const { liveness: _, ...rest } = place.manifest.claims.C2!;
  const claims = { ...place.manifest.claims, C2: { ...rest, progress: undefined } };
  const lacking = { ...place, manifest: { ...place.manifest, claims } };
  for (const part of ['progress', 'liveness', 'unfair'] as const) {
    const [job] = tlcJobs(lacking, [ask(part, 'violated', 'C2')], new Doubts([]));
    expect(await job?.run()).toEqual([
      {
        ...{ verdict: 'inconclusive', distinct: null, transitions: null, depth: null, seconds: 0 },
        fault: expect.stringMatching(`/manifest\\.json: C2 has no operator for ${part}$`),
      },
    ]);
  }
  const fairOnly = {
    ...place.manifest.claims,
    C2: { ...rest, liveness: { operator: 'C2_CallEnds', spec: 'FairSpec' } },
  };
  const withoutUnfair = { ...place, manifest: { ...place.manifest, claims: fairOnly } };
  const [unfair] = tlcJobs(withoutUnfair, [ask('unfair', 'violated', 'C2')], new Doubts([]));
  expect(await unfair?.run()).toEqual([expect.objectContaining({ verdict: 'inconclusive' })]);
  const [unknown] = tlcJobs(place, [ask('safety', 'violated', 'C99')], new Doubts([]));
  expect(await unknown?.run()).toEqual([expect.objectContaining({ verdict: 'inconclusive' })]);
});
