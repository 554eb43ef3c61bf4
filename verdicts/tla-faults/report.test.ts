// SPDX-License-Identifier: MIT
// What a run of mutants comes to: a survivor is not right, and neither is a list that is out of date.
import { expect, test } from 'vitest';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import type { TlaFate } from './memory.ts';
import { faultReport, faultsJson, faultsOk, showFaults } from './report.ts';
import type { Tried } from './run.ts';

const BY = { claim: 'C1', variant: 'proposed', scenario: 'pair' };

function tried(id: string, verdict: TlaFate['verdict']): Tried {
  const mutant: TlaMutant = {
    ...{ id, kind: 'negate', module: 'M', place: 'M.tla:3:1', original: 'a = b', replacement: 'a # b' },
    around: '0f',
    ...{ text: () => '', choice: undefined, judges: false, constant: false },
  };
  const by = verdict === 'killed' || verdict === 'error' || verdict === 'limit' ? BY : null;
  return { mutant, fate: { verdict, by, message: verdict === 'error' ? 'TLC says' : null, differs: false } };
}

const report = (some: readonly Tried[], listed: Record<string, string> = {}, whole = true) =>
  faultReport('slug', some, new Map(Object.entries(listed)), whole);

test('all killed is right, and nothing tried is not', () => {
  expect(faultsOk(report([tried('a', 'killed'), tried('b', 'error')]))).toBe(true);
  expect(faultsOk(report([]))).toBe(false);
  expect(faultsOk(report([tried('a', 'unread')]))).toBe(false);
});

test.each(['survived', 'limit'] as const)('one that %s is not, unless it is listed', (verdict) => {
  const some = [tried('a', 'killed'), tried('b', verdict)];
  expect(faultsOk(report(some))).toBe(false);
  expect(showFaults(report(some), { all: false, colors: false })).toContain(`XX ${verdict}`);
  const listed = report(some, { b: 'It is the same.' });
  expect(faultsOk(listed)).toBe(true);
  expect(listed.rows[1]).toMatchObject({ verdict: 'equivalent', reason: 'It is the same.', stale: false });
});

test('a listed one that is killed, or that is none, is stale', () => {
  const killed = report([tried('a', 'killed')], { a: 'It is the same.' });
  expect(killed.rows[0]).toMatchObject({ verdict: 'killed', stale: true });
  expect(faultsOk(killed)).toBe(false);
  const unknown = report([tried('a', 'killed')], { z: 'It is the same.' });
  expect(unknown.rows[1]).toMatchObject({ id: 'z', stale: true });
  expect(faultsOk(unknown)).toBe(false);
  expect(showFaults(unknown, { all: false, colors: false })).toContain('and no mutant');
  expect(faultsOk(report([tried('a', 'killed')], { z: 'It is the same.' }, false))).toBe(true);
});

test('JSON has a row for each and the sum; what cannot be read is counted apart', () => {
  const some = [tried('a', 'killed'), tried('b', 'survived'), tried('c', 'unread'), tried('d', 'error')];
  const json = JSON.parse(faultsJson(report(some)));
  expect(json).toMatchObject({ schema: 1, unread: 1, ok: false });
  expect(json.totals).toEqual({
    ...{ mutants: 3, killed: 1, survived: 1, equivalent: 0, error: 1, limit: 0, stale: 0 },
    by: { C1: 1 },
  });
  expect(json.mutants[0]).toEqual({
    ...{ slug: 'slug', id: 'a', kind: 'negate', place: 'M.tla:3:1', original: 'a = b' },
    ...{
      replacement: 'a # b',
      around: '0f',
      verdict: 'killed',
      by: BY,
      reason: null,
      stale: false,
      differs: false,
    },
  });
});
