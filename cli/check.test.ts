// SPDX-License-Identifier: MIT
// `syspec check` by the explorer: exit codes, the JSON, the tables.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { expectations, readProposal } from '../spec/index.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import { type CheckFlags, checkText } from './check.ts';
import { captured } from './fixtures/captured.ts';

const FLAGS: CheckFlags = {
  engine: 'explorer',
  all: false,
  mutants: false,
  modelMutants: false,
  coverage: false,
  json: false,
};

/** The proposal `lease` with today's verdict on C1 declared to hold, which it does not. */
const wrong = () =>
  lease((text) => text.replace('| today-look | violated in pair |', '| today-look | holds |'));

describe('fconnectat', () => {
  const rows = expectations(readProposal(inRoot('spec', 'fconnectat.md')));
  const proposed = rows.filter(({ variant }) => variant === 'proposed');

  // Of all variants it is a step of the suite.
  test('every row of a variant is as declared, and there is one for each of the document', async () => {
    const { exit, out, err } = await captured('check', 'fconnectat', '--variant', 'proposed', '--json');
    expect([exit, err]).toEqual([0, expect.not.stringContaining('syspec:')]);
    const { schema, ok, results } = JSON.parse(out);
    expect([schema, ok]).toEqual([1, true]);
    expect(results).toEqual(
      proposed.map(({ variant, claim, scenario, expected }) => ({
        ...{ slug: 'fconnectat', variant, claim, scenario, engine: 'explorer', expected, ok: true },
        ...{ verdict: expect.any(String), distinct: expect.any(Number), transitions: expect.any(Number) },
        ...{ depth: expect.any(Number), seconds: expect.any(Number), fault: null },
      })),
    );
    expect(out.endsWith('}\n')).toBe(true);
  });

  test('a filter, in a table without colours, since stdout is no terminal', async () => {
    const { exit, out } = await captured(
      'check',
      'fconnectat',
      '--claim',
      'C5',
      '--scenario',
      'held',
      '--all',
    );
    expect(exit).toBe(0);
    expect(out).toBe(stripVTControlCharacters(out));
    const asked = rows.filter(({ id, scenario }) => id === 'C5' && scenario === 'held');
    expect(out.split('\n').filter((line) => line.startsWith('ok'))).toHaveLength(asked.length);
    expect(out).toContain(`\n${asked.length} rows, every verdict as declared\n`);
    expect(out).toMatch(/\nfconnectat: \d+ facts of the document compared, 0 differences\n$/);
  });
});

describe('exit 2', () => {
  test.each([
    [['fconectat'], "no proposal 'fconectat'", 'There are: fconnectat'],
    [['fconnectat', '--variant', 'propose'], "no variant 'propose'", 'There are: today-lstat, today-connect'],
    [['fconnectat', '--scenario', 'swp'], "no scenario 'swp'", 'There are: swap, backlog'],
    [['fconnectat', '--claim', 'C99'], "no claim 'C99'", 'There are: S, C1'],
    [
      ['--claim', 'C2', '--scenario', 'noproc'],
      'no claim is judged there',
      'Widen --variant, --scenario or --claim.',
    ],
  ])('%j', async (argv, message, hint) => {
    const { exit, out, err } = await captured('check', ...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(`syspec: ${message}\n  ${hint}`);
  });

  test('an engine that there is not', async () => {
    const { exit, err } = await captured('check', '--engine', 'spin');
    expect(exit).toBe(2);
    expect(err).toContain('Allowed choices are explorer, tlc, both');
  });

  test('as JSON when that was asked for', async () => {
    const { exit, out } = await captured('check', '--claim', 'C99', '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, ok: false, error: { code: 'BAD_USAGE' } });
  });

  test('a proposal that is not finished: the others are checked, and nothing is green', async () => {
    const notChecked = [
      { slug: 'example_call', message: 'spec/example_call.md:2: this is still to be written (and 50 more)' },
    ];
    const { text, exitCode } = await checkText([lease()], FLAGS, false, { notChecked });
    expect(exitCode).toBe(2);
    expect(text).toContain('\n21 rows, every verdict as declared; --all shows every row\n');
    expect(text).toMatch(
      /\nXX example_call was not checked: spec\/example_call\.md:2: .* \(and 50 more\)\n.*check example_call/,
    );
    const json = await checkText([lease()], { ...FLAGS, json: true }, false, { notChecked });
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.text)).toMatchObject({ ok: false, notChecked, results: { length: 21 } });
  });

  test('--coverage of a part', async () => {
    await expect(
      checkText([lease()], { ...FLAGS, coverage: true, claim: 'C1' }, false),
    ).rejects.toMatchObject({
      code: 'BAD_USAGE',
      message: '--coverage is about all faults of a proposal',
    });
  });
});

describe('exit 1', () => {
  test('an expectation that is wrong is red and named, in the short table, the whole one, and the JSON', async () => {
    for (const all of [false, true]) {
      const { exitCode, text } = await checkText([wrong()], { ...FLAGS, all }, false);
      expect(exitCode).toBe(1);
      const red = text.split('\n').filter((line) => line.startsWith('XX lease '));
      expect(red).toEqual([
        expect.stringMatching(/^XX lease +today-look +C1 +pair +explorer +holds +violated /),
      ]);
      expect(text).toContain('1 of 21 rows are not as declared');
    }
    const { exitCode, text } = await checkText([wrong()], { ...FLAGS, json: true }, false);
    const { ok, results } = JSON.parse(text);
    expect([exitCode, ok]).toEqual([1, false]);
    expect(results.filter((row: { ok: boolean }) => !row.ok)).toEqual([
      expect.objectContaining({ variant: 'today-look', claim: 'C1', scenario: 'pair', verdict: 'violated' }),
    ]);
  });

  test('a mutant that survives', async () => {
    const { models, ...rest } = lease();
    const harmless = {
      ...models,
      mutant: (_: string, scenario: string) => models.variant('proposed', scenario),
    };
    const { exitCode, text } = await checkText(
      [{ ...rest, models: harmless }],
      { ...FLAGS, mutants: true },
      false,
    );
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nXX lease +stays +C2 +pair /);
    expect(text).toContain('3 of 24 rows are not as declared');
  });

  test('a rule that no fault has shown to bite', async () => {
    const { models, ...rest } = lease();
    const fewer = { ...models, mutants: models.mutants.filter(({ name }) => name !== 'stays') };
    const flags = { ...FLAGS, coverage: true };
    const { exitCode, text } = await checkText([{ ...rest, models: fewer }], flags, false);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nlease\.md:\d+: no fault has shown that R2 bites;/);
    const json = await checkText([{ ...rest, models: fewer }], { ...flags, json: true }, false);
    expect(JSON.parse(json.text).ok).toBe(false);
  });

  test('a fact of the document that the model has otherwise', async () => {
    const other = () => lease((text) => text.replace('| E1 | EAGAIN |', '| E1 | EBUSY |'));
    const { exitCode, text } = await checkText([other()], FLAGS, false);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /\nXX lease\.md:\d+: the errno of E1: it says 'EBUSY', and models\/lease says 'EAGAIN'\n/,
    );
    const json = await checkText([other()], { ...FLAGS, json: true }, false);
    const { ok, document } = JSON.parse(json.text);
    expect(ok).toBe(false);
    expect(document).toContainEqual({
      ...{ slug: 'lease', fact: 'errors', against: 'the model', compared: 2, missing: null },
      differences: [
        {
          of: 'the errno of E1',
          document: { file: 'lease.md', line: expect.any(Number), says: 'EBUSY' },
          other: { file: 'models/lease', line: 0, says: 'EAGAIN' },
        },
      ],
    });
  });

  test('a property that the model lacks', async () => {
    const { models, ...rest } = lease();
    const variant = (name: string, scenario: string) => {
      const instance = models.variant(name, scenario);
      return {
        ...instance,
        property: (claim: string, part: 'safety' | 'progress') =>
          part === 'progress' ? undefined : instance.property(claim, part),
      };
    };
    const lacking = { ...rest, models: { ...models, variant } };
    const { exitCode, text } = await checkText([lacking], { ...FLAGS, variant: 'naive' }, false);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nXX lease +naive +C1.progress +alone +explorer +violated +inconclusive /);
  });
});

test('the coverage of the rules, by the mutants that were killed', async () => {
  const { exitCode, text } = await checkText([lease()], { ...FLAGS, coverage: true }, false);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/\nR1 +takes-twice \(C1 in pair\), never-takes \(C1\.progress in alone\)\n/);
  expect(text).toMatch(/\nlease: 3 rules: 2 seen to bite, 1 untested with a reason, 0 problems\n$/);
  const json = await checkText([lease()], { ...FLAGS, coverage: true, json: true }, false);
  expect(JSON.parse(json.text)).toMatchObject({ ok: true, coverage: [{ slug: 'lease', problems: [] }] });
});

test('colours where there is a terminal', async () => {
  const { text } = await checkText([wrong()], FLAGS, true);
  expect(text).not.toBe(stripVTControlCharacters(text));
});

test('mutants of the proposed variant die', async () => {
  const { exit, out } = await captured('check', 'fconnectat', '--mutants', '--claim', 'C5');
  expect(exit).toBe(0);
  expect(out).toMatch(/\nok fconnectat +skip-may-write +C5 +held +explorer +violated +violated /);
});

test('options of --tla-mutants are nothing without it', async () => {
  for (const option of [['--only', 'Next'], ['--max-states', '5'], ['--list']]) {
    const { exit, err } = await captured('check', ...option);
    expect(exit).toBe(2);
    expect(err).toContain('--tla-mutants');
  }
});

test('the bounds: a verdict that is another one above is exit 1, in the table and in the JSON', async () => {
  const table = await checkText([lease()], { ...FLAGS, bounds: true, variant: 'today-look' }, false);
  expect(table.exitCode).toBe(1);
  expect(table.text).toMatch(/\ntoday-look +alone +callers 1 +\d+ +2 +12 +\d+ +C1: holds, violated\n/);
  const json = await checkText([lease()], { ...FLAGS, bounds: true, variant: 'proposed', json: true }, false);
  expect([json.exitCode, JSON.parse(json.text)]).toMatchObject([0, { schema: 1, ok: true }]);
});
