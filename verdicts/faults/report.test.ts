// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { BranchFindings, FaultFindings } from './index.ts';
import { bodiesAreFine, bodiesJson, showBodies } from './report.ts';
import type { By } from './rounds.ts';

const IN_SWAP = { variant: 'proposed', scenario: 'swap' };
const BY_CLAIM: By = { kind: 'claim', ...IN_SWAP, row: 'C1', verdict: 'violated' };

function fate(id: string, by: By | undefined, more = {}) {
  const place = { file: 'models/lamp/step.ts', function: 'f', line: 3, column: 5, around: '0' };
  const fault = { id, switch: 1, kind: 'statement', ...place, text: 's.a = 1;', replacement: '' };
  return { fault, by, isReached: true, ok: true, reason: null, stale: false, changed: false, ...more };
}

function faults(found: FaultFindings['found'], unknown: readonly string[] = []): FaultFindings {
  return { slug: 'lamp', list: 'models/lamp/equivalent.json', found, unknown, notShared: 0 };
}

const branches = (by: 'variant' | 'mutant' | null, ok: boolean): BranchFindings => {
  const place = { file: 'models/lamp/step.ts', function: 'f', line: 4, column: 7, text: 'a', around: '0' };
  const branch = { id: "step.ts f: 'a' is true", number: 0, ...place };
  return {
    slug: 'lamp',
    list: 'models/lamp/uncovered.json',
    unknown: [],
    found: [{ branch, by, ok, reason: null, stale: false }],
  };
};

const text = (bodies: Parameters<typeof showBodies>[0], all = false) =>
  showBodies(bodies, { all, colors: false });

test('counts by what kills, by file, and by claim', () => {
  const crash: By = { kind: 'crash', ...IN_SWAP, why: 'level = 4' };
  const found = [fate('a', BY_CLAIM), fate('b', BY_CLAIM), fate('c', crash)];
  const listed = fate('d', undefined, { reason: 'the same graph' });
  const shown = text({ faults: [faults([...found, listed])], branches: [] });
  expect(shown).toBe(
    [
      'ok equivalent  d',
      '      models/lamp/step.ts:3:5; statement; the same graph',
      '   models/lamp/step.ts: 4 faults: killed 2, crash 1, equivalent 1',
      '   killed by C1 2',
      '   killed in swap 2',
      'lamp: 4 faults of the model by machine: killed 2, crash 1, equivalent 1',
      '',
    ].join('\n'),
  );
});

test('one whose code has changed since it was listed is to be judged again, and says by what', () => {
  const changed = fate('a', undefined, { ok: false, reason: 'the same graph', changed: true });
  const shown = text({ faults: [faults([changed])], branches: [] });
  expect(shown).toContain('XX equivalent  a');
  expect(shown).toContain('judge it again, around 0');
});

test('one that lives, one that nothing runs, one that is listed and dies, a line that names nothing', () => {
  const alive = fate('a', undefined, { ok: false });
  const unreached = fate('b', undefined, { ok: false, isReached: false });
  const stale = fate('c', BY_CLAIM, { ok: false, stale: true, reason: 'no' });
  for (const bad of [alive, unreached, stale])
    expect(bodiesAreFine({ faults: [faults([bad])], branches: [] })).toBe(false);
  expect(bodiesAreFine({ faults: [faults([fate('a', BY_CLAIM)], ['gone'])], branches: [] })).toBe(false);
  expect(bodiesAreFine({ faults: [faults([])], branches: [] })).toBe(false);
  const shown = text({ faults: [faults([alive, unreached, stale], ['gone'])], branches: [] });
  expect(shown).toMatch(/^XX survived {2}a\n/);
  expect(shown).toMatch(/\nXX unreached {2}b\n/);
  expect(shown).toMatch(
    /\nXX killed {2}c\n.*C1 is violated in swap; no; it is listed in models\/lamp\/equivalent\.json: take it off\n/,
  );
  expect(shown).toContain('\nXX models/lamp/equivalent.json has no fault of the model: gone\n');
});

test('branches', () => {
  expect(text({ faults: [], branches: [branches('variant', true)] })).toBe(
    'lamp: 1 branches of the model: 1 taken by variants, 0 by mutants alone, 0 never\n',
  );
  const gap = { faults: [], branches: [branches(null, false)] };
  expect(text(gap)).toMatch(/^XX never {2}step\.ts f: 'a' is true\n {6}models\/lamp\/step\.ts:4:7\n/);
  expect(bodiesAreFine(gap)).toBe(false);
});

test('all of it where that is asked, with colours where there are', () => {
  const bodies = { faults: [faults([fate('a', BY_CLAIM)])], branches: [branches('variant', true)] };
  expect(text(bodies, true)).toMatch(
    /^ok killed {2}a\n[\s\S]*\nok by a variant {2}step\.ts f: 'a' is true\n/,
  );
  const colored = showBodies(bodies, { all: true, colors: true });
  expect(colored).not.toBe(stripVTControlCharacters(colored));
});

test('JSON', () => {
  const json = bodiesJson({
    faults: [faults([fate('a', BY_CLAIM)], ['gone'])],
    branches: [branches('mutant', true)],
  });
  expect(json).toEqual({
    faults: [
      {
        ...{
          slug: 'lamp',
          id: 'a',
          kind: 'statement',
          file: 'models/lamp/step.ts',
          line: 3,
          column: 5,
          around: '0',
        },
        ...{ function: 'f', original: 's.a = 1;', replacement: '', verdict: 'killed', by: BY_CLAIM },
        ...{ reason: null, stale: false, changed: false, ok: true },
      },
    ],
    branches: [
      {
        ...{
          slug: 'lamp',
          id: "step.ts f: 'a' is true",
          file: 'models/lamp/step.ts',
          line: 4,
          column: 7,
        },
        ...{ by: 'mutant', reason: null, stale: false, ok: true },
      },
    ],
    unknown: [{ list: 'models/lamp/equivalent.json', id: 'gone' }],
  });
});
