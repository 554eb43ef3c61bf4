// SPDX-License-Identifier: MIT
// `syspec check` as a command line, by the explorer.
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { expectations, readProposal } from '../spec/index.ts';
import { captured } from './fixtures/captured.ts';

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
    expect(out.split('\n').filter((line) => /^ok \S+ +C5(?:\.\w+)? +held /.test(line))).toHaveLength(
      asked.length,
    );
    expect(out).toContain(`\n${asked.length} rows, every verdict as declared\n`);
    expect(out).toMatch(/\nfconnectat: \d+ facts of the document compared, 0 differences\n$/);
  });
});

describe('exit 2', () => {
  test.each([
    [['fconectat'], "no proposal 'fconectat'", 'Did you mean fconnectat? There are: fconnectat'],
    [
      ['fconnectat', '--variant', 'propose'],
      "no variant 'propose'",
      'Did you mean proposed? There are: today-lstat, today-connect',
    ],
    [['fconnectat', '--scenario', 'swp'], "no scenario 'swp'", 'Did you mean swap? There are: swap, backlog'],
    [['fconnectat', '--claim', 'C99'], "no claim 'C99'", 'Did you mean C9? There are: S, C1'],
    [
      ['--claim', 'C2', '--scenario', 'noproc'],
      'no claim is judged there',
      'Widen --variant, --scenario or --claim.',
    ],
  ])('%j', async (argv, message, hint) => {
    const { exit, out, err } = await captured('check', ...argv);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(`syspec: ${message}\n  ${hint}`);
  });

  test('an engine that there is not', async () => {
    const { exit, err } = await captured('check', '--engine', 'spin');
    expect(exit).toBe(2);
    expect(err).toContain('There are: explorer, tlc, both');
  });

  test('as JSON when that was asked for', async () => {
    const { exit, out } = await captured('check', '--claim', 'C99', '--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, ok: false, error: { code: 'BAD_USAGE' } });
  });
});

test('mutants of the proposed variant die', async () => {
  const { exit, out } = await captured('check', 'fconnectat', '--mutants', '--claim', 'C5', '--all');
  expect(exit).toBe(0);
  expect(out).toMatch(/\nfconnectat: (\d+) of \1 seeded faults of proposed caught\n/);
  expect(out).toMatch(/\nok skip-may-write +C5 +held +violated /);
});

test('options that are about TLC, or mutants of the TLA+, are nothing without them', async () => {
  for (const option of [
    ['--only', 'Next'],
    ['--max-states', '5'],
    ['--list', '--engine', 'both'],
  ]) {
    const { exit, err } = await captured('check', ...option);
    expect(exit).toBe(2);
    expect(err).toContain('Add ');
    expect(err).toContain('--tla-mutants');
  }
});
