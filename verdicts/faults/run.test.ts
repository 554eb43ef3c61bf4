// SPDX-License-Identifier: MIT
// Faults and branches of a model that is small enough to say of each what should become of it.
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../base/root.ts';
import type { FaultFate } from './rounds.ts';
import { type FaultsOptions, tryFaults } from './run.ts';
import { takenBranches } from './taken.ts';
import type { Search } from './task.ts';

const sources = { root: ROOT, folder: 'verdicts/faults/fixtures/lamp' };

function rows(variant: string, scenario: string): Search {
  const row = (part: 'safety' | 'progress') => ({ claim: 'C1', part, expected: 'holds' as const });
  return { variant, scenario, rows: [row('safety'), row('progress')] };
}

const SEARCHES = [rows('naive', 'wide'), rows('proposed', 'wide')];
const run = (more: Partial<FaultsOptions> = {}) =>
  tryFaults({ sources, slug: 'lamp', searches: SEARCHES, first: 'proposed', width: 2, ...more });

let fates: FaultFate[];
beforeAll(async () => {
  fates = await run();
}, 120_000);

function fate(id: string): FaultFate {
  const found = fates.find(({ fault }) => fault.id === id);
  if (found === undefined)
    throw new Error(`no fault ${id}; there are ${fates.map((one) => one.fault.id).join('\n')}`);
  return found;
}

const IN_WIDE = { variant: 'proposed', scenario: 'wide' };

describe('a fault is seen', () => {
  test('by the claim that it breaks', () => {
    const weaker = fate("step.ts turnUp: 's.level >= BRIGHTEST' becomes 's.level > BRIGHTEST'");
    expect(weaker.by).toEqual({ kind: 'claim', ...IN_WIDE, row: 'C1', verdict: 'violated' });
  });

  test('by the state that is not reached', () => {
    const { by } = fate("step.ts turnUp: delete 's.level += 1;'");
    expect(by).toEqual({ kind: 'claim', ...IN_WIDE, row: 'C1.progress', verdict: 'unreached' });
  });

  test('where it takes effect while the module is loaded', () => {
    const { by } = fate("step.ts BRIGHTEST: '2' becomes '3'");
    expect(by).toEqual({ kind: 'claim', ...IN_WIDE, row: 'C1', verdict: 'violated' });
  });

  test('by a loop that does not end', () => {
    expect(fate("step.ts turnOff: delete 's.level -= 1;'").by).toEqual({
      kind: 'limit',
      ...IN_WIDE,
      why: 'hits',
    });
  });

  test('in another variant, where the first does not come to its place', () => {
    const { by } = fate("step.ts turnUp: '0' becomes '1'");
    expect(by).toEqual({
      kind: 'claim',
      variant: 'naive',
      scenario: 'wide',
      row: 'C1.progress',
      verdict: 'unreached',
    });
  });

  test('by a value outside of its range, which is no claim', async () => {
    const only = "step.ts turnUp: 's.level >= BRIGHTEST' becomes 's.level > BRIGHTEST'";
    const [narrow] = await run({ searches: [rows('proposed', 'narrow')], only });
    const why = 'lamp: TurnUp: level = 3 is outside its domain 0..2';
    expect(narrow!.by).toEqual({ kind: 'crash', variant: 'proposed', scenario: 'narrow', why });
  });
});

test('how many are not seen yet is said, of one too', async () => {
  const told: string[] = [];
  const only = "step.ts turnUp: delete 's.colour = 'red';'";
  await run({ only, onProgress: (text) => told.push(text) });
  expect(told).toContain('lamp: proposed in wide: 1 fault of the model is not seen yet');
});

describe('a fault survives', () => {
  test('that no claim is about', () => {
    expect(fate("step.ts turnUp: delete 's.colour = 'red';'")).toMatchObject({
      by: undefined,
      isReached: true,
    });
  });

  test('that nothing runs', () => {
    expect(fate("step.ts smash: delete 's.level = 0;'")).toMatchObject({ by: undefined, isReached: false });
  });
});

test('a fault has its place in the source', () => {
  const { fault } = fate("step.ts turnOff: delete 's.level -= 1;'");
  expect(fault).toMatchObject({
    ...{ file: `${sources.folder}/step.ts`, function: 'turnOff', line: 30, column: 5 },
    ...{ kind: 'statement', text: 's.level -= 1;', replacement: '' },
  });
});

test('one that is passed over is not run, and all others are', async () => {
  const [known] = fates;
  const passOver = ({ id }: FaultFate['fault']) => id === known!.fault.id;
  const again = await run({ passOver });
  expect(again[0]).toEqual({ ...known, by: undefined, isReached: true });
  expect(again.slice(1)).toEqual(fates.slice(1));
});

test('one alone', async () => {
  const { fault, by } = fate("step.ts BRIGHTEST: '2' becomes '3'");
  expect(await run({ only: fault.id })).toEqual([{ fault, by, isReached: true }]);
  await expect(run({ only: 'no such' })).rejects.toMatchObject({ code: 'BAD_USAGE' });
});

test('some of them', async () => {
  const [, second] = fates;
  expect(await run({ choose: (all) => all.slice(1, 2) })).toEqual([second]);
});

test('nothing is said where the verdicts are others without a fault', async () => {
  const wrong = { ...SEARCHES[0]!, rows: [{ claim: 'C1', part: 'safety', expected: 'violated' }] as const };
  await expect(run({ searches: [wrong] })).rejects.toMatchObject({ code: 'BASELINE_FAILS' });
});

test('an interrupt ends it', async () => {
  await expect(run({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('branches are taken by a variant, by a mutant alone, or never', async () => {
  const variants = [rows('proposed', 'wide'), rows('naive', 'wide')];
  const mutants = [rows('burns', 'wide')];
  const taken = await takenBranches({
    sources,
    slug: 'lamp',
    width: 1,
    variants: variants.slice(0, 1),
    mutants,
  });
  const by = (id: string) => taken.find(({ branch }) => branch.id === `step.ts ${id}`)?.by;
  expect(by("turnUp: 's.level >= BRIGHTEST && !burns' is true")).toBe('variant');
  expect(by("turnUp: 'flickers' is true")).toBe(null);
  expect(by("turnUp: 'flickers' is false")).toBe('variant');
  expect(by("smash: 'function smash(s: Lamp)' is called")).toBe(null);
  const both = await takenBranches({ sources, slug: 'lamp', width: 1, variants, mutants: [] });
  expect(both.find(({ branch }) => branch.id.includes("'flickers' is true"))?.by).toBe('variant');
});
