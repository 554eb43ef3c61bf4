// SPDX-License-Identifier: MIT
// The rows by TLC: what holds, what is broken, and what a fault in document, manifest or TLA+ makes of them.
import { describe, expect, test } from 'vitest';
import { askedOfTlc, check } from './check.ts';
import { Doubts } from './doubts.ts';
import { lease } from './fixtures/lease.ts';
import { planted } from './fixtures/planted.ts';
import type { AskedTlc } from './operators.ts';
import type { Row } from './row.ts';
import type { Filter, Subject } from './select.ts';
import { tlcJobs } from './tlc.ts';

function byTlc(subject: Subject, filter: Filter, onProgress?: (text: string) => void): Promise<Row[]> {
  return check([subject], { engines: ['tlc'], mutants: false, ...filter, ...(onProgress && { onProgress }) });
}

const brief = ({ variant, claim, scenario, expected, verdict, ok }: Row) =>
  `${variant} ${claim} ${scenario}: ${expected}, ${verdict}${ok ? '' : ', not ok'}`;

describe('as declared', () => {
  test('safety and progress, with the size of a whole graph', async () => {
    const progress: string[] = [];
    const rows = await byTlc(lease(), { claim: 'C1', variant: 'today-look' }, (text) => progress.push(text));
    expect(rows.map(brief)).toEqual([
      'today-look C1 alone: holds, holds',
      'today-look C1 pair: violated, violated',
      'today-look C1.progress alone: holds, holds',
    ]);
    expect(rows[0]).toMatchObject({ engine: 'tlc', distinct: 3, transitions: null, depth: 3 });
    expect(progress).toEqual([1, 2].map((n) => `lease: ${n} of 2 runs of TLC`));
  });

  test('a state that is not reached', async () => {
    const rows = await byTlc(lease(), { claim: 'C1', variant: 'naive', scenario: 'alone' });
    expect(rows.map(brief)).toEqual([
      'naive C1 alone: holds, holds',
      'naive C1.progress alone: violated, unreached',
    ]);
  });

  test('liveness holds under fairness, and not without', async () => {
    const rows = await byTlc(lease(), { claim: 'C2', variant: 'proposed' });
    expect(rows.map(brief)).toEqual([
      'proposed C2 pair: holds, holds',
      'proposed C2.progress pair: holds, holds',
      'proposed C2.liveness pair: holds, holds',
      'proposed C2.liveness.unfair pair: violated, violated',
    ]);
    const { violated } = lease().manifest.runs.find(
      (run) => run.variant === 'proposed' && run.scenario === 'pair',
    )!;
    expect(rows.filter(({ verdict }) => verdict !== 'holds').map(({ claim }) => claim)).toEqual(violated);
  });
});

describe('what must be red', () => {
  test('a wrong expectation', async () => {
    const wrong = lease((text) =>
      text.replace('| today-look | violated in pair |', '| today-look | holds |'),
    );
    const rows = await byTlc(wrong, { claim: 'C1', variant: 'today-look', scenario: 'pair' });
    expect(rows.map(brief)).toEqual(['today-look C1 pair: holds, violated, not ok']);
  });

  const place = ({ manifest }: Subject) => ({ manifest, variant: 'proposed', scenario: 'pair' });
  const ask = (claim: string, part: AskedTlc['part']): AskedTlc => ({ claim, part, expected: 'holds' });

  test('each of two claims that are asked together and are both violated', async () => {
    const faulty = planted('Takes == Variant', 'Takes == TRUE \\/ Variant');
    faulty.manifest.claims.C2!.safety!.operator = 'NotC2_Progress';
    const [together] = tlcJobs(place(faulty), [ask('C1', 'safety'), ask('C2', 'safety')], new Doubts([]));
    expect(together?.rows).toEqual([0, 1]);
    expect((await together?.run())?.map(({ verdict }) => verdict)).toEqual(['violated', 'violated']);
  });

  test('liveness, where fairness is dropped for one caller', async () => {
    const unfair = planted('Spec /\\ \\A p \\in Caller : WF_vars', 'Spec /\\ \\A p \\in {"c1"} : WF_vars');
    const [job] = tlcJobs(place(unfair), [ask('C2', 'liveness')], new Doubts([]));
    expect(await job?.run()).toEqual([expect.objectContaining({ verdict: 'violated' })]);
  });

  test('liveness that is violated in the run of all that should hold, and nothing beside it', async () => {
    const unfair = planted('Spec /\\ \\A p \\in Caller : WF_vars', 'Spec /\\ \\A p \\in {"c1"} : WF_vars');
    const rows = [ask('C1', 'safety'), ask('C2', 'progress'), ask('C2', 'liveness')];
    const [job] = tlcJobs(place(unfair), rows, new Doubts([]));
    expect((await job?.run())?.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'violated']);
  });

  const unfair: AskedTlc = { claim: 'C2', part: 'unfair', expected: 'violated' };
  const besides = [ask('C1', 'safety'), unfair, ask('C2', 'progress')];

  test('one liveness that should not hold, in the run of states and steps', async () => {
    const jobs = tlcJobs(place(lease()), besides, new Doubts([]));
    expect(jobs.map(({ rows }) => rows)).toEqual([[0, 1, 2]]);
    const answers = (await jobs[0]?.run()) ?? [];
    expect(answers.map(({ verdict }) => verdict)).toEqual(['holds', 'violated', 'holds']);
    // All states are seen before.
    for (const answer of answers) expect(answer).toMatchObject({ distinct: 10, depth: 5, fault: null });
  });

  test('such a one that holds after all, and one that is violated for want of more fairness', async () => {
    const fair = planted('UnfairSpec == Spec /\\ ', 'UnfairSpec == Spec /\\ WF_vars(Step("c2")) /\\ ');
    const [held] = tlcJobs(place(fair), besides, new Doubts([]));
    expect((await held?.run())?.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
    const none = planted(' /\\ WF_vars(Step("c1"))', '');
    const [doubtful] = tlcJobs(place(none), besides, new Doubts([]));
    const found = await doubtful?.run();
    expect(found?.map(({ verdict }) => verdict)).toEqual(['holds', 'inconclusive', 'holds']);
    expect(found?.[1]?.fault).toContain('UnfairSpec does not assume FirstGoesOn');
  });

  test('a pin of another size, where liveness is violated in the same run', async () => {
    const subject = lease();
    const run = subject.manifest.runs.find(
      ({ variant, distinct }) => variant === 'proposed' && distinct > 3,
    )!;
    run.distinct = 11;
    const [job] = tlcJobs(place(subject), besides, new Doubts([]));
    const faults = (await job?.run())?.map(({ fault }) => fault);
    expect(faults).toEqual([expect.stringContaining('says distinct 11'), null, faults?.[0]]);
  });

  test('two that should not hold have a run each: TLC does not say which it has violated', () => {
    const other: AskedTlc = { claim: 'C2', part: 'liveness', expected: 'violated' };
    const jobs = tlcJobs(place(lease()), [...besides, other], new Doubts([]));
    expect(jobs.map(({ rows }) => rows)).toEqual([[0, 1, 2], [3]]);
  });

  test('a violation for want of more fairness than the row may want', async () => {
    const unfair = planted(' /\\ WF_vars(Step("c1"))', '');
    const rows = await byTlc(unfair, { claim: 'C2', variant: 'proposed' });
    expect(rows.filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({
        ...{ claim: 'C2.liveness.unfair', verdict: 'inconclusive' },
        fault: 'Lease.tla, variant proposed, scenario pair: UnfairSpec does not assume FirstGoesOn',
      }),
    ]);
  });

  test('a violation under a specification of which the manifest does not say what it assumes', async () => {
    const subject = lease();
    subject.manifest.fairness = {};
    const rows = await byTlc(subject, { claim: 'C2', variant: 'proposed' });
    expect(rows.filter(({ ok }) => !ok).map(({ claim, fault }) => [claim, fault])).toEqual([
      [
        'C2.liveness.unfair',
        expect.stringMatching(/\/manifest\.json: fairness does not say what UnfairSpec assumes$/),
      ],
    ]);
  });

  test.each([
    [{ distinct: 4 }, 'says distinct 4, depth 3, and TLC finds distinct 3, depth 3'],
    [{ depth: 2 }, 'says distinct 3, depth 2, and TLC finds distinct 3, depth 3'],
    [{ scenario: 'crowd' }, 'is not there; TLC finds distinct 3, depth 3'],
  ])('a graph that is pinned with %j', async (wrong, fault) => {
    const subject = lease();
    Object.assign(
      subject.manifest.runs.find(({ scenario, variant }) => scenario === 'alone' && variant === 'naive')!,
      wrong,
    );
    const rows = await byTlc(subject, { claim: 'C1', variant: 'naive', scenario: 'alone' });
    expect(rows.map(({ verdict, ok }) => [verdict, ok])).toEqual([
      ['holds', false],
      ['unreached', false],
    ]);
    for (const row of rows) expect(row.fault).toContain(`/manifest.json: runs: naive in alone ${fault}`);
  });

  test('a claim for which the manifest has no operator', async () => {
    const subject = lease();
    const { C1, C2 } = subject.manifest.claims;
    const { safety: _, ...rest } = C1!;
    const lacking = { ...subject, manifest: { ...subject.manifest, claims: { C1: rest, C2: C2! } } };
    for (const variant of ['today-look', 'proposed']) {
      const [row] = await byTlc(lacking, { claim: 'C1', variant, scenario: 'pair' });
      expect(row).toMatchObject({ verdict: 'inconclusive', ok: false, distinct: null });
    }
  });
});

test('a graph that is too large for TLC is left out, and counted', async () => {
  const options = { engines: ['explorer', 'tlc'], mutants: false, claim: 'C1', maxStates: 3 } as const;
  const rows = await check([lease()], options);
  const scenarios = (wanted: Row['engine']) =>
    new Set(rows.filter(({ engine }) => engine === wanted).map(({ scenario }) => scenario));
  expect([scenarios('explorer'), scenarios('tlc')]).toEqual([new Set(['alone', 'pair']), new Set(['alone'])]);
  expect(askedOfTlc([lease()], options)).toMatchObject({ leftOut: 3, asked: 3, of: 3 });
  expect(askedOfTlc([lease()], { ...options, maxStates: 12 })).toMatchObject({ leftOut: 0, asked: 6, of: 6 });
  expect(askedOfTlc([lease()], { ...options, engines: ['explorer'] })).toMatchObject({ leftOut: 0, of: 0 });
});

test('in a share TLC is asked in the places that are drawn, and the explorer everywhere', async () => {
  const shares = new Map([['lease', 1]]);
  const options = { engines: ['explorer', 'tlc'], mutants: false, shares } as const;
  const { asked, of, has } = askedOfTlc([lease()], options);
  expect([of > asked, asked > 0]).toEqual([true, true]);
  const rows = await check([lease()], options);
  const places = (wanted: Row['engine']) =>
    new Set(
      rows.filter(({ engine }) => engine === wanted).map(({ variant, scenario }) => `${variant} ${scenario}`),
    );
  expect([places('tlc').size, places('explorer').size]).toEqual([asked, of]);
  for (const { engine, variant, scenario } of rows)
    expect(engine === 'explorer' || has('lease', variant, scenario)).toBe(true);
  expect(rows.filter(({ ok }) => !ok)).toEqual([]);
});

describe('what is no verdict', () => {
  test('a specification that breaks its own invariant: no claim is judged by it', async () => {
    const untyped = planted('{"enter", "take", "done"}', '{"enter", "take"}');
    await expect(
      byTlc(untyped, { claim: 'C1', variant: 'proposed', scenario: 'pair' }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'Lease.tla, variant proposed, scenario pair: its own invariant TypeOK is violated',
    });
  });

  test('an operator that the specification has not', async () => {
    const subject = lease();
    subject.manifest.claims.C1!.safety!.operator = 'NoSuchOperator';
    await expect(
      byTlc(subject, { claim: 'C1', variant: 'proposed', scenario: 'pair' }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^Lease\.tla, variant proposed, scenario pair: .*NoSuchOperator/s),
    });
  });
});
