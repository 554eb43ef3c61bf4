// SPDX-License-Identifier: MIT
// `syspec mutants` with a laboratory that is a table.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { folderOfTest } from '../base/fixtures/folder.ts';
import type { Kernel } from '../conformance/kernel/build/build.ts';
import { fakeLaboratory, killed, mutant } from '../conformance/mutants/fixtures/mutants.ts';
import type { LaboratoryOptions } from '../conformance/mutants/laboratory.ts';
import type { Mutants } from '../conformance/mutants/proposal.ts';
import type { Trial } from '../conformance/mutants/trial.ts';
import { readRecord } from '../records/record.ts';
import { capturedFrom } from './fixtures/captured.ts';
import { foundOf, mutantsCommand } from './mutants.ts';

const NOT_MUTATED = {
  file: 'net/a.c',
  line: 3,
  function: 'f',
  text: 'b = alloc()',
  why: 'a call whose value is used',
};
const KILLS = {
  'fast cases a.c f: never': killed('cases'),
  'hooks cases by-hand': killed('cases', 'crashed: BUG'),
};

let root: string;
beforeEach(() => {
  root = folderOfTest();
  vi.stubEnv('XDG_CACHE_HOME', folderOfTest());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs the command where that is found; `last` is listed as equivalent, and `bare` has no mutant. */
async function run(table: Readonly<Record<string, Trial | Error>>, ...argv: string[]) {
  const { laboratory, asked } = fakeLaboratory(table);
  const options: LaboratoryOptions[] = [];
  const mutants: Mutants = {
    slug: 'example',
    mutants: [mutant('by-hand', 'hand'), mutant('a.c f: never'), mutant('last')],
    notMutated: [NOT_MUTATED],
    listed: new Map([['last', { as: 'equivalent', reason: 'nobody asks' }]]),
    schemata: 'all.patch',
  };
  const world = {
    root,
    slugs: argv.includes('bare') ? ['example', 'bare'] : ['example'],
    mutantsOf: async (slug: string) =>
      slug === 'bare' ? { ...mutants, slug, mutants: [], notMutated: [] } : mutants,
    laboratory: (given: LaboratoryOptions) => {
      options.push(given);
      return {
        ...laboratory,
        async test(...which: Parameters<typeof laboratory.test>) {
          const trial = await laboratory.test(...which);
          given.memory.set(asked.at(-1)!, trial);
          return trial;
        },
      };
    },
    kernelOf: async () => undefined,
  };
  const done = await capturedFrom([() => mutantsCommand(world)], 'mutants', ...argv);
  return { ...done, asked, options };
}

test('all killed but the one that is listed: exit 0, and who killed how many', async () => {
  const { exit, out, options } = await run(KILLS);
  expect([exit, out]).toEqual([
    0,
    `\
ok equivalent  last  (mechanical, what last is)
     nobody asks
killed by
       1  cases@hooks
       1  cases@fast
3 mutants, 2 killed, 1 equivalent, 0 survived; 1 places are not mutated; --all shows every mutant
`,
  ]);
  expect(options[0]).toMatchObject({ slug: 'example', variant: 'proposed', runs: 1000, seed: 1 });
});

test('a survivor: exit 1, and its name', async () => {
  const { exit, out } = await run({ 'fast cases a.c f: never': killed('cases') });
  expect([exit, out]).toEqual([
    1,
    expect.stringContaining('XX survived  by-hand  (hand, what by-hand is)\n'),
  ]);
});

test('one that is listed and killed: exit 1, and what to do', async () => {
  const { exit, out } = await run({ ...KILLS, 'kasan cases last': killed('cases') });
  expect([exit, out]).toEqual([
    1,
    expect.stringContaining('     it is listed as one that survives: take it off'),
  ]);
});

test('a proposal without a mutant beside one with some: exit 1, and its name', async () => {
  const both = ['example', 'bare'];
  const { exit, out } = await run(KILLS, ...both);
  expect([exit, out]).toEqual([1, expect.stringMatching(/ 0 survived; .*\nXX bare: no mutant was tried\n$/)]);
  const { exit: code, out: json } = await run(KILLS, ...both, '--json');
  expect([code, JSON.parse(json)]).toMatchObject([
    1,
    { totals: { mutants: 3 }, withoutMutants: ['bare'], ok: false },
  ]);
  expect((await run({}, 'bare')).exit).toBe(2);
  expect((await run({}, ...both, '--list')).exit).toBe(0);
});

test('for programs', async () => {
  const { exit, out } = await run(KILLS, '--json');
  expect([exit, JSON.parse(out)]).toMatchObject([
    0,
    {
      schema: 1,
      mutants: [
        {
          ...{ slug: 'example', id: 'by-hand', kind: 'hand', what: 'what by-hand is', verdict: 'killed' },
          by: { flavour: 'hooks', lane: 'cases', title: 'crashed: BUG' },
        },
        { id: 'a.c f: never', kind: 'mechanical', by: { flavour: 'fast', lane: 'cases' } },
        { id: 'last', verdict: 'equivalent', by: null, kills: [], reason: 'nobody asks', stale: false },
      ],
      totals: { mutants: 3, killed: 2, equivalent: 1, owed: 0, survived: 0, inconclusive: 0 },
      ...{ notMutated: 1, ok: true },
    },
  ]);
});

test('lanes that do not hold without a mutant: exit 3', async () => {
  const { exit, out, err } = await run({ 'fast cases hand': killed('cases') }, '--json');
  expect([exit, err]).toEqual([3, expect.stringContaining('do not hold on fast without a mutant')]);
  expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'BASELINE_FAILS' } });
});

test('an interrupted run is no verdict', async () => {
  const { exit } = await run({ 'fast cases by-hand': new SyspecError('INTERRUPTED', 'so') });
  expect(exit).toBe(3);
});

test('some of the mutants, on one flavour', async () => {
  expect((await run(KILLS, '--kind', 'hand', '--flavour', 'hooks')).asked).toEqual([
    'hooks short hand',
    'hooks short by-hand',
  ]);
  expect((await run(KILLS, '--only', 'never')).asked).toEqual([
    'fast short mechanical',
    'fast short a.c f: never',
  ]);
  const all = await run(KILLS, '--only', 'never', '--all-lanes', '--flavour', 'fast', '--all');
  expect(all.asked).toEqual([
    'fast mechanical',
    ...['cases', 'schedule', 'random'].map((lane) => `fast ${lane} a.c f: never`),
  ]);
  expect(all.out).toContain(
    'ok killed  a.c f: never  (mechanical, what a.c f: never is)\n     cases@fast: close',
  );
});

test('one lane alone, on the first kernel that has it', async () => {
  const { exit, asked } = await run(KILLS, '--only', 'never', '--lane', 'cases');
  expect([exit, asked]).toEqual([0, ['fast cases mechanical', 'fast cases a.c f: never']]);
});

test('--list boots nothing', async () => {
  const { exit, out, asked } = await run({}, '--list');
  expect([exit, asked]).toEqual([0, []]);
  expect(out).toContain('mechanical  last  (what last is)  equivalent\n');
  expect(out).toContain('not mutated  net/a.c:3 f: b = alloc()  (a call whose value is used)\n');
  expect(out).toMatch(/\n3 mutants, 1 place not mutated\n$/);
  const { out: json } = await run({}, '--list', '--json');
  expect(JSON.parse(json)).toMatchObject({
    schema: 1,
    mutants: [{}, {}, {}],
    notMutated: [NOT_MUTATED],
    ok: true,
  });
});

test.each([
  [['other'], /^syspec: no proposal 'other'/],
  [['--only', 'none of them'], /there is no such mutant/],
  [['--kind', 'other'], /There are: /],
  [['--flavour', 'unpatched'], /There are: /],
  [['--runs', '0'], /Give a whole number from 1/],
  [['--lane', 'other'], /no lane is named 'other'[\s\S]*cases, schedule, random/],
  [['--lane', 'cases', '--all-lanes'], /cannot be used with/],
])('%j is refused', async (argv, message) => {
  const { exit, err } = await run(KILLS, ...argv);
  expect([exit, err]).toEqual([2, expect.stringMatching(message)]);
});

describe('with --record', () => {
  const ONE_SURVIVES = { 'fast cases a.c f: never': killed('cases') };
  const trials = () => join(root, 'records', 'trials', 'example.jsonl');
  const keys = () => {
    const lines = readFileSync(trials(), 'utf8').trimEnd().split('\n');
    return lines.map((line): string => JSON.parse(line).key);
  };
  const isOk = () => readRecord(root, 'example').runs.map(({ ok }) => ok);

  test('trials are kept beside the record while one survives, and go when all are killed or listed', async () => {
    const { exit, asked } = await run(ONE_SURVIVES, '--record');
    expect([exit, isOk()]).toEqual([1, [false]]);
    expect(keys()).toEqual(asked);
    expect((await run(KILLS, '--record')).exit).toBe(0);
    expect([isOk(), existsSync(trials())]).toEqual([[true], false]);
  });

  test('those of an interrupted run are kept, and there is no record', async () => {
    const { exit, asked } = await run(
      { 'hooks cases by-hand': new SyspecError('INTERRUPTED', 'so') },
      '--record',
    );
    expect([exit, keys()]).toEqual([3, asked.slice(0, -1)]);
    expect(existsSync(join(root, 'records', 'example.json'))).toBe(false);
  });

  test('and without it nothing is kept there', async () => {
    expect((await run(ONE_SURVIVES)).exit).toBe(1);
    expect(existsSync(join(root, 'records'))).toBe(false);
  });
});

test('what is recorded has the release of the kernels, their compiler, and the tools', async () => {
  const asked: unknown[] = [];
  const meta = { release: '6.12.1', compiler: ['gcc 12'] };
  const kernelOf = async (options: unknown) => {
    asked.push(options);
    return { meta } as Kernel;
  };
  const outcome = { slug: 'example', fates: [], notMutated: 0 };
  const flags = { seed: 3, base: '6.12', source: 'tree' } as const;
  expect(await foundOf('example', outcome, flags, { kernelOf })).toMatchObject({
    ...{ kind: 'mutants', ok: false, seed: 3 },
    environment: { target: '6.12.1', compiler: ['gcc 12'] },
    tools: { Node: process.versions.node, QEMU: expect.any(String) },
  });
  expect(asked).toEqual([{ flavour: 'fast', slug: 'example', base: '6.12', source: 'tree' }]);
  const without = await foundOf('example', outcome, flags, { kernelOf: async () => undefined });
  expect(without.environment).toBe(null);
});
