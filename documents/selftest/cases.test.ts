// SPDX-License-Identifier: MIT
// One selftest goes with the series for every base.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import type { Case } from '../../conformance/harness/lockstep/cases.ts';
import { predict } from '../../conformance/harness/lockstep/engine/judge.ts';
import type { SeqOp } from '../../conformance/harness/lockstep/engine/sequence.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { BASE_NAMES } from '../../conformance/kernel/bases.ts';
import type { Conformance } from '../../conformance/proposal.ts';
import { judgedAs } from '../../conformance/run/judged.ts';
import { readProposal } from '../../spec/index.ts';
import { type Chosen, chosenCases, leftOutOf, rulesOf, titleOf } from './cases.ts';

/** Whether what is predicted of a sequence is not the same on all bases. */
function differs(conformance: Conformance, ops: readonly SeqOp[]): boolean {
  const said = BASE_NAMES.map((base) => predict(judgedAs(conformance, base).alphabet.system, ops)?.steps);
  return new Set(said.map((steps) => JSON.stringify(steps))).size > 1;
}

const proposedOf = (slug: string) => CONFORMANCE[slug]!.variants.find(({ needsProposal }) => needsProposal)!;

test('a sequence of which bases differ is in none, and the others named after a rule are', () => {
  let left = 0;
  for (const slug of Object.keys(CONFORMANCE)) {
    const proposed = proposedOf(slug);
    const proposal = readProposal(inRoot('spec', `${slug}.md`));
    const chosen = chosenCases(proposed, proposal);
    const named = proposed.cases.filter(({ name }) => rulesOf(name, proposal).length > 0);
    const same = named.filter(({ ops }) => !differs(proposed, ops));
    left += named.length - same.length;
    expect(chosen.map(({ name }) => name)).toEqual(expect.arrayContaining(same.map(({ name }) => name)));
    expect(chosen.filter(({ generated }) => differs(proposed, generated.ops))).toEqual([]);
    // Whoever reads the selftest does not have the document.
    expect(chosen.filter(({ title }) => /\b(?:[RCAN]\d+|E\d+[a-z]?)\b/.test(title))).toEqual([]);
    const ordered = chosen.map(({ title }) => title).filter((title) => title.startsWith('the order of the'));
    expect(ordered.length).toBeGreaterThan(0);
    expect(ordered.filter((title) => !/^the order of the errors: E[A-Z]+/.test(title))).toEqual([]);
    expect(new Set(ordered).size).toBe(ordered.length);
  }
  expect(left).toBeGreaterThan(0);
});

/** The rows of the table of errors that sequences show. */
const rowsIn = (all: readonly Pick<Chosen, 'generated'>[]): Set<string> =>
  new Set(
    all.flatMap(({ generated }) =>
      generated.steps.flatMap(({ allowed }) =>
        allowed.flatMap(({ returned }) => returned.flatMap(({ row }) => row ?? [])),
      ),
    ),
  );

/** Of a proposal a case of which bases differ, and that no part of is the same; and another one that shows its errors. */
function lostOf(slug: string) {
  const proposed = proposedOf(slug);
  const proposal = readProposal(inRoot('spec', `${slug}.md`));
  const rowsOf = ({ ops }: Case) => {
    const generated = predict(proposed.alphabet.system, ops);
    return rowsIn(generated === undefined ? [] : [{ generated }]);
  };
  const made = (cases: readonly Case[], errors: readonly Case[], ...leftOut: readonly string[]) =>
    chosenCases({ ...proposed, cases, errors: () => errors }, proposal, new Set(leftOut));
  const named = proposed.cases.filter(({ name }) => rulesOf(name, proposal).length > 0);
  const apart = named.find(
    (one) => differs(proposed, one.ops) && rowsOf(one).size > 0 && made([], [one]).length === 0,
  );
  if (apart === undefined) return [];
  const rows = rowsOf(apart);
  const other = named.find(
    (one) => !differs(proposed, one.ops) && [...rows].every((row) => rowsOf(one).has(row)),
  )!;
  return [{ made, apart, other, rows: rowsOf(other) }];
}

test('an error that only a case shows that is left out, or that is not the same on all bases, is shown by another sequence', () => {
  const found = Object.keys(CONFORMANCE).flatMap(lostOf);
  expect(found.length).toBeGreaterThan(0);
  for (const { made, apart, other, rows } of found) {
    expect(made([other], [other]).map(({ name }) => name)).toEqual([other.name]);
    const others = made([other], [other], other.name);
    expect(others.map(({ title }) => title)).toEqual([expect.stringMatching(/^the order of the errors: /)]);
    expect(rowsIn(others)).toEqual(rows);
    expect(rowsIn(made([], [apart, other]))).toEqual(rows);
  }
});

test('what a person leaves out is a case, and who names another one is told', () => {
  const root = folderOfTest();
  const file = join(root, 'documents', 'lease', 'left-out.json');
  mkdirSync(dirname(file), { recursive: true });
  const cases = [{ name: 'R1: a', ops: [] }];
  expect(leftOutOf(root, 'lease', { cases })).toEqual(new Set());
  for (const [name, said] of [
    ['R1: a', undefined],
    ['R1: b', "no case is called 'R1: b'"],
  ] as const) {
    writeFileSync(file, JSON.stringify([{ case: name, why: 'it is a bug' }]));
    const read = () => leftOutOf(root, 'lease', { cases });
    if (said === undefined) expect(read()).toEqual(new Set([name]));
    else expect(read).toThrow(said);
  }
});

test('a title is the name without the ids that it begins with', () => {
  expect(['R4: final links', 'C2, E18a: a, b: c', 'flock of R4'].map(titleOf)).toEqual([
    'final links',
    'a, b: c',
    'flock of R4',
  ]);
});
