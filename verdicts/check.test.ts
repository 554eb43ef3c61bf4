// SPDX-License-Identifier: MIT
// The explorer's rows, on a proposal small enough to be counted by hand.
import { describe, expect, test } from 'vitest';
import type { Part } from '../models/proposal.ts';
import { type CheckOptions, check } from './check.ts';
import { LEASE_TEXT, lease } from './fixtures/lease.ts';
import type { Row } from './row.ts';
import type { Subject } from './select.ts';

function explore(subject: Subject, more: Partial<CheckOptions> = {}): Promise<Row[]> {
  return check([subject], { engines: ['explorer'], mutants: false, ...more });
}

const brief = ({ variant, claim, scenario, expected, verdict, ok }: Row) =>
  `${variant} ${claim} ${scenario}: ${expected}, ${verdict}${ok ? '' : ', not ok'}`;

test('a row for each part that the document judges, in its order; liveness without fairness too', async () => {
  expect((await explore(lease())).map(brief)).toEqual([
    'today-look C1 alone: holds, holds',
    'today-look C1 pair: violated, violated',
    'today-look C1.progress alone: holds, holds',
    'today-look C2 pair: holds, holds',
    'today-look C2.progress pair: holds, holds',
    'today-look C2.liveness pair: holds, holds',
    'today-look C2.liveness.unfair pair: violated, violated',
    'naive C1 alone: holds, holds',
    'naive C1 pair: holds, holds',
    'naive C1.progress alone: violated, unreached',
    'naive C2 pair: holds, holds',
    'naive C2.progress pair: holds, holds',
    'naive C2.liveness pair: holds, holds',
    'naive C2.liveness.unfair pair: violated, violated',
    'proposed C1 alone: holds, holds',
    'proposed C1 pair: holds, holds',
    'proposed C1.progress alone: holds, holds',
    'proposed C2 pair: holds, holds',
    'proposed C2.progress pair: holds, holds',
    'proposed C2.liveness pair: holds, holds',
    'proposed C2.liveness.unfair pair: violated, violated',
  ]);
});

test('the counts are those of the whole graph, also where the claim is violated', async () => {
  const [row] = await explore(lease(), { variant: 'today-look', claim: 'C1', scenario: 'pair' });
  expect(row).toEqual({
    ...{ slug: 'lease', variant: 'today-look', claim: 'C1', scenario: 'pair', engine: 'explorer' },
    ...{ expected: 'violated', verdict: 'violated', ok: true },
    ...{ distinct: 12, transitions: 12, depth: 5, seconds: expect.any(Number), fault: null },
  });
});

test('a filter leaves its rows; one that leaves nothing gives none', async () => {
  const rows = await explore(lease(), { claim: 'C1', scenario: 'alone', variant: 'naive' });
  expect(rows.map(({ claim }) => claim)).toEqual(['C1', 'C1.progress']);
  expect(await explore(lease(), { claim: 'C2', scenario: 'alone' })).toEqual([]);
});

describe('what must be red', () => {
  test('an expectation of the document that is changed: that row, and no other', async () => {
    const edited = lease((text) =>
      text.replace('| today-look | violated in pair |', '| today-look | holds |'),
    );
    const rows = await explore(edited);
    expect(rows.filter(({ ok }) => !ok).map(brief)).toEqual(['today-look C1 pair: holds, violated, not ok']);
  });

  test('a violation that moves', async () => {
    const edited = lease((text) =>
      text.replace('| today-look | violated in pair |', '| today-look | violated in alone |'),
    );
    const rows = await explore(edited, { variant: 'today-look' });
    expect(rows.filter(({ ok }) => !ok).map(brief)).toEqual([
      'today-look C1 alone: violated, holds, not ok',
      'today-look C1 pair: holds, violated, not ok',
    ]);
  });

  test.each([['C1 progress'], ['C1 safety']])('a model without the property of %s', async (lacking) => {
    const subject = lease();
    const { models } = subject;
    const variant = (name: string, scenario: string) => {
      const instance = models.variant(name, scenario);
      return {
        ...instance,
        property: (claim: string, part: Part) =>
          `${claim} ${part}` === lacking ? undefined : instance.property(claim, part),
      };
    };
    const rows = await explore({ ...subject, models: { ...models, variant } });
    const red = rows.filter(({ ok }) => !ok);
    expect(new Set(red.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']));
    expect(new Set(red.map(({ claim }) => claim))).toEqual(
      new Set([lacking === 'C1 safety' ? 'C1' : 'C1.progress']),
    );
    const [claim] = lacking.split(' ');
    expect(new Set(red.map(({ fault }) => fault))).toEqual(
      new Set([
        `models/lease/properties.ts: there is no property '${lacking === 'C1 safety' ? claim : 'C1.progress'}'`,
      ]),
    );
    // Also where the claim was expected to be violated.
    expect(red.map(({ expected }) => expected)).toContain('violated');
  });

  test('a property of one claim that is given for another', async () => {
    const subject = lease();
    const { models } = subject;
    const variant = (name: string, scenario: string) => {
      const instance = models.variant(name, scenario);
      return {
        ...instance,
        property: (_: string, part: Part) => instance.property('C1', part),
      };
    };
    const rows = await explore({ ...subject, models: { ...models, variant } }, { variant: 'proposed' });
    expect(rows.filter(({ ok }) => !ok).map(({ claim, fault }) => [claim, fault])).toEqual([
      ['C2', "models/lease/properties.ts: there is no property 'C2'"],
      ['C2.progress', "models/lease/properties.ts: there is no property 'C2.progress'"],
      ['C2.liveness', "models/lease/properties.ts: there is no property 'C2.liveness'"],
      ['C2.liveness.unfair', "models/lease/properties.ts: there is no property 'C2.liveness.unfair'"],
    ]);
  });

  test.each([[{ states: 2 }], [{ depth: 2 }]])('a search cut short by %j', async (limits) => {
    const rows = await explore(lease(), { limits });
    expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => 'inconclusive'));
    expect(rows.some(({ ok }) => ok)).toBe(false);
  });

  test('but what was seen before the cut is decided: here the violation, and one state is not seen', async () => {
    const filter = { variant: 'today-look', scenario: 'pair' };
    const rows = await explore(lease(), { ...filter, limits: { states: 11 } });
    expect(rows.map(brief)).toEqual([
      'today-look C1 pair: violated, violated',
      'today-look C2 pair: holds, inconclusive, not ok',
      'today-look C2.progress pair: holds, holds',
      'today-look C2.liveness pair: holds, inconclusive, not ok',
      'today-look C2.liveness.unfair pair: violated, inconclusive, not ok',
    ]);
  });
});

describe('mutants', () => {
  const mutants = async (more: Partial<CheckOptions>) => {
    const rows = await explore(lease(), { ...more, mutants: true });
    return rows.filter(({ variant }) => !LEASE_TEXT.includes(`| ${variant} |`)).map(brief);
  };
  const ALL = [
    'takes-twice C1 pair: violated, violated',
    'stays C2 pair: violated, violated',
    'never-takes C1.progress alone: violated, unreached',
  ];

  test('each is judged by the claim that is to kill it', async () => {
    expect(await mutants({})).toEqual(ALL);
    expect(await mutants({ engines: [] })).toEqual(ALL);
  });

  test('a filter holds for them as well: they are faults of proposed', async () => {
    expect(await mutants({ claim: 'C2' })).toEqual([ALL[1]]);
    expect(await mutants({ scenario: 'alone' })).toEqual([ALL[2]]);
    expect(await mutants({ variant: 'proposed' })).toEqual(ALL);
    expect(await mutants({ variant: 'naive' })).toEqual([]);
  });

  test('one that survives is red', async () => {
    const subject = lease();
    const { models } = subject;
    const harmless = {
      ...models,
      mutant: (_: string, scenario: string) => models.variant('proposed', scenario),
    };
    const rows = await check([{ ...subject, models: harmless }], { engines: [], mutants: true });
    expect(rows.map(brief)).toEqual([
      'takes-twice C1 pair: violated, holds, not ok',
      'stays C2 pair: violated, holds, not ok',
      'never-takes C1.progress alone: violated, holds, not ok',
    ]);
  });
});

test('an interrupt ends it before the next search', async () => {
  const controller = new AbortController();
  const running = explore(lease(), { signal: controller.signal });
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 3 });
});

test('beside TLC the size of a graph is the pinned one, or one of its rows says so', async () => {
  const subject = lease();
  const pinned = subject.manifest.runs.find(
    ({ scenario, variant }) => scenario === 'alone' && variant === 'naive',
  )!;
  const wanted = { variant: 'naive', scenario: 'alone', claim: 'C1' };
  const judge = async (more: Partial<CheckOptions>) =>
    (await explore(subject, { ...wanted, ...more })).map(({ fault }) => fault);
  // TLC is asked about no graph as large as these.
  const both = { engines: ['explorer', 'tlc'], maxStates: 0 } as const;
  expect(await judge(both)).toEqual([null, null]);
  Object.assign(pinned, { distinct: pinned.distinct + 1 });
  expect(await judge(both)).toEqual([
    expect.stringMatching(
      /naive in alone says distinct 4, depth 3, and the explorer finds distinct 3, depth 3/,
    ),
    null,
  ]);
  expect(await judge({})).toEqual([null, null]);
});
