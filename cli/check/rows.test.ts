// SPDX-License-Identifier: MIT
// `syspec check`: the rows and what is added to them, as exit codes, JSON and tables.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { askExplorer } from '../../verdicts/explorer.ts';
import { lease } from '../../verdicts/fixtures/lease.ts';
import type { SearchPool } from '../../verdicts/search-pool.ts';
import { requireTla } from '../../verdicts/select.ts';
import { type RowFlags, rowsText } from './rows.ts';

const PAPER = { columns: 100, colors: false };
const FLAGS: RowFlags = {
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

describe('exit 1', () => {
  test('an expectation that is wrong is red and named, in the short table, the whole one, and the JSON', async () => {
    for (const all of [false, true]) {
      const { exitCode, text } = await rowsText([wrong()], { ...FLAGS, all }, PAPER);
      expect(exitCode).toBe(1);
      const red = text.split('\n').filter((line) => / pair /.test(line) && line.startsWith('XX '));
      expect(red).toEqual([
        expect.stringMatching(/^XX (?:lease +)?today-look +C1 +pair +(?:explorer +)?violated, /),
      ]);
      expect(text).toContain('expected: holds');
      expect(text).toContain('1 of 21 rows is not as declared');
    }
    const { exitCode, text } = await rowsText([wrong()], { ...FLAGS, json: true }, PAPER);
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
    const { exitCode, text } = await rowsText(
      [{ ...rest, models: harmless }],
      { ...FLAGS, mutants: true },
      PAPER,
    );
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nXX lease +stays +C2 +pair /);
    expect(text).toContain('3 of 24 rows are not as declared');
  });

  test('--mutants where there are none, and where the filter leaves none', async () => {
    const { models, ...rest } = lease();
    const mutants = { ...FLAGS, mutants: true };
    const none = { ...rest, models: { ...models, mutants: [] } };
    for (const [subject, flags] of [
      [none, mutants],
      [lease(), { ...mutants, variant: 'naive' }],
    ] as const) {
      const { exitCode, text } = await rowsText([subject], flags, PAPER);
      expect(exitCode).toBe(1);
      expect(text).toContain(
        '\nXX lease: no seeded fault was judged, so that nothing shows that a claim bites\n',
      );
      const json = await rowsText([subject], { ...flags, json: true }, PAPER);
      expect(JSON.parse(json.text)).toMatchObject({ ok: false, withoutMutants: ['lease'] });
    }
  });

  test('a rule that no fault has shown to bite', async () => {
    const { models, ...rest } = lease();
    const fewer = { ...models, mutants: models.mutants.filter(({ name }) => name !== 'stays') };
    const flags = { ...FLAGS, coverage: true };
    const { exitCode, text } = await rowsText([{ ...rest, models: fewer }], flags, PAPER);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/\nlease\.md:\d+: no fault has shown that R2 bites;/);
    const json = await rowsText([{ ...rest, models: fewer }], { ...flags, json: true }, PAPER);
    expect(JSON.parse(json.text).ok).toBe(false);
  });

  test('a fact of the document that the model has otherwise', async () => {
    const other = () => lease((text) => text.replace('| E1 | EAGAIN |', '| E1 | EBUSY |'));
    const { exitCode, text } = await rowsText([other()], FLAGS, PAPER);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /\nXX lease\.md:\d+: the errno of E1: it says 'EBUSY', and models\/lease says 'EAGAIN'\n/,
    );
    const json = await rowsText([other()], { ...FLAGS, json: true }, PAPER);
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
    const { exitCode, text } = await rowsText([lacking], { ...FLAGS, variant: 'naive' }, PAPER);
    expect(exitCode).toBe(1);
    expect(text).toMatch(
      /\nXX lease +naive +C1.progress +alone +explorer +inconclusive, expected: violated\n/,
    );
  });
});

describe('exit 2', () => {
  test('a proposal that is not finished: the others are checked, and nothing is green', async () => {
    const notChecked = [
      { slug: 'example_call', message: 'spec/example_call.md:2: this is still to be written (and 50 more)' },
    ];
    const { text, exitCode } = await rowsText([lease()], FLAGS, PAPER, { notChecked });
    expect(exitCode).toBe(2);
    expect(text).toContain('\n21 rows, every verdict as declared; --all shows every row\n');
    expect(text).toMatch(
      /\nXX example_call was not checked: spec\/example_call\.md:2: .* \(and 50 more\)\n.*check example_call/,
    );
    const json = await rowsText([lease()], { ...FLAGS, json: true }, PAPER, { notChecked });
    expect(json.exitCode).toBe(2);
    expect(JSON.parse(json.text)).toMatchObject({ ok: false, notChecked, results: { length: 21 } });
  });
});

test('the coverage of the rules, by the mutants that were killed', async () => {
  const { exitCode, text } = await rowsText([lease()], { ...FLAGS, coverage: true }, PAPER);
  expect(exitCode).toBe(0);
  expect(text).toMatch(/\nR1 +takes-twice \(C1 in pair\), never-takes \(C1\.progress in alone\)\n/);
  expect(text).toMatch(/\nlease: 3 rules: 2 seen to bite, 1 untested with a reason, 0 problems\n$/);
  const json = await rowsText([lease()], { ...FLAGS, coverage: true, json: true }, PAPER);
  expect(JSON.parse(json.text)).toMatchObject({ ok: true, coverage: [{ slug: 'lease', problems: [] }] });
});

test('colours where there is a terminal', async () => {
  const { text } = await rowsText([wrong()], FLAGS, { ...PAPER, colors: true });
  expect(text).not.toBe(stripVTControlCharacters(text));
});

test('a TLA+ that is still to be written is not asked for, and that is told', async () => {
  const folder = folderOfTest();
  cpSync(inRoot('layout/template/tla/manifest.json.template'), join(folder, 'manifest.json'));
  const subject = lease((text) => text, folder);
  const { exitCode, text } = await rowsText([subject], FLAGS, PAPER);
  expect(exitCode).toBe(0);
  expect(text).toContain('\n   lease: its TLA+ is still to be written, and nothing was compared with it\n');
  expect(() => requireTla([subject])).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining('still to be written') }),
  );
});

test('a TLA+ that is not there: the explorer judges, TLC is not asked, and that is told', async () => {
  const subject = lease((text) => text, join(folderOfTest(), 'nowhere'));
  for (const engine of ['explorer', 'both'] as const) {
    const { exitCode, text } = await rowsText([subject], { ...FLAGS, engine }, PAPER);
    expect([exitCode, text]).toEqual([
      0,
      expect.stringContaining('\n-- not checked: lease: its TLA+ is not there\n'),
    ]);
    expect(text).toContain('21 rows, every verdict as declared');
  }
  const { text } = await rowsText([subject], { ...FLAGS, engine: 'both', json: true }, PAPER);
  expect(JSON.parse(text)).toMatchObject({ ok: true, withoutTla: ['lease'], results: { length: 21 } });
  // Where nobody else is asked either, nothing is green.
  await expect(rowsText([subject], { ...FLAGS, engine: 'tlc' }, PAPER)).rejects.toMatchObject({
    code: 'BAD_USAGE',
  });
});

describe('ended early', () => {
  /** The proposal; `controller` aborts once a search is asked for in the scenario `pair`. */
  const until = (controller: AbortController) => {
    const { models, ...rest } = lease();
    // The document is compared first, and builds the models too.
    let searching = false;
    setImmediate(() => {
      searching = true;
    });
    const variant = (name: string, scenario: string) => {
      if (searching && scenario === 'pair') controller.abort();
      return models.variant(name, scenario);
    };
    return { ...rest, models: { ...models, variant } };
  };

  test('a claim that is not judged everywhere is not ok, on paper and in KTAP', async () => {
    const controller = new AbortController();
    const ktap = join(folderOfTest(), 'rows.ktap');
    const { signal } = controller;
    const { exitCode, text } = await rowsText([until(controller)], { ...FLAGS, ktap }, PAPER, { signal });
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(/\n\.\. C1 .* \d of \d state graphs judged\n/);
    expect(text).not.toMatch(/^ok C1/m);
    expect(text).not.toContain('never');
    expect(text).toMatch(
      /there is no verdict\n {3}To check less: --scenario NAME, --claim ID or --variant NAME\.\n/,
    );
    expect(readFileSync(ktap, 'utf8')).toMatch(/\nnot ok \d+ interrupted # ERROR/);
  });

  test.each([true, false])('neither is one whose document was not compared; --json: %j', async (json) => {
    const controller = new AbortController();
    const { models } = lease();
    let judged = 0;
    const pool: SearchPool = {
      width: 1,
      search: async ({ name, scenario, asked }) => {
        judged += asked.length;
        return askExplorer(models.variant(name, scenario), asked).answers;
      },
      traces: async () => [],
      compareDocument: async () => {
        await vi.waitFor(() => expect(judged).toBe(21));
        controller.abort();
        throw new SyspecError('INTERRUPTED', 'the check was interrupted');
      },
      close: async () => {},
    };
    const watch = { signal: controller.signal, pool };
    const { text, exitCode } = await rowsText([lease()], { ...FLAGS, json }, PAPER, watch);
    expect(exitCode).toBe(3);
    if (!json) return expect(text).toContain('XX ended before the documents were compared');
    expect(JSON.parse(text)).toMatchObject({
      ...{ ok: false, interrupted: true, document: [] },
      results: { length: 21 },
    });
  });

  test('seeded faults that were caught are those so far', async () => {
    const controller = new AbortController();
    const { models, ...rest } = lease();
    const mutant = (name: string, scenario: string) => {
      controller.abort();
      return models.mutant(name, scenario);
    };
    const flags = { ...FLAGS, mutants: true };
    const subject = { ...rest, models: { ...models, mutant } };
    const { text } = await rowsText([subject], flags, PAPER, { signal: controller.signal });
    expect(text).toMatch(/^so far: lease: 1 of 1 seeded fault of proposed caught$/m);
  });
});

test('a row that is to be violated says so, and no line below the tables is wider than the paper', async () => {
  const { text } = await rowsText([lease()], { ...FLAGS, all: true }, { ...PAPER, columns: 50 });
  expect(text).toMatch(/\nok today-look +C1 +pair\n +violated \(expected\) +\d+\n/);
  const narrow = await rowsText([lease()], FLAGS, { ...PAPER, columns: 40 });
  for (const line of narrow.text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

test('--agree with no graph that is small enough is refused before anything is asked', async () => {
  const flags: RowFlags = { ...FLAGS, engine: 'tlc', agree: 2, scenario: 'pair' };
  await expect(rowsText([lease()], flags, PAPER)).rejects.toMatchObject({
    ...{ code: 'BAD_USAGE', message: 'there is no such graph' },
  });
});
