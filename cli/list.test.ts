// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { PROPOSALS } from '../models/index.ts';
import { type Subject, selectSubjects } from '../verdicts/select.ts';
import { captured } from './fixtures/captured.ts';

const [first = ''] = Object.keys(PROPOSALS);

test('all proposals, and the flavours of kernels', async () => {
  const { exit, out } = await captured('list');
  expect(exit).toBe(0);
  for (const { proposal } of selectSubjects([])) {
    expect(out).toContain(`  ${proposal.slug}`);
    expect(out.replace(/\s+/g, ' ')).toContain(` ${proposal.title} `);
  }
  expect(out).toMatch(/\nkernels that conform --flavour can build:\n {2}fast +the smallest/);
});

test('of one all that an option takes', async () => {
  const [subject] = selectSubjects([first]);
  const { exit, out } = await captured('list', first, '--json');
  expect(exit).toBe(0);
  const { schema, ok, proposals } = JSON.parse(out);
  expect([schema, ok, proposals.length]).toEqual([1, true, 1]);
  const names = (key: string) => proposals[0][key].map(({ name }: { name: string }) => name);
  const { variants, claims, scenarios } = subject!.proposal;
  expect(names('variants')).toEqual(variants.map(({ name }) => name));
  expect(names('claims')).toEqual(claims.map(({ id }) => id));
  expect(names('scenarios')).toEqual(scenarios.map(({ name }) => name));
  expect(names('lanes')).toEqual(expect.arrayContaining(['cases', 'random', 'schedule']));
  const { out: text } = await captured('list', first);
  for (const { id, title } of claims) expect(text.replace(/\s+/g, ' ')).toContain(`${id} ${title}`);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('what the lines of the scenarios mean stands above them, and each says which claims are broken there', async () => {
  const { out } = await captured('list', 'fconnectat');
  const text = out.replace(/\s+/g, ' ');
  expect(text).toMatch(
    /scenarios \(--scenario\), small worlds of tasks \(spec\/fconnectat\.md\): Each scenario begins with /,
  );
  expect(text).toContain(' X.n <-> Y.m stands for RenameExchange of X.n and Y.m; ');
  expect(text).toMatch(/ That world: root: R\. .* callers: c1, c2\. /);
  expect(text).toContain("'breaks C' says that some variant breaks claim C there. swap ");
  expect(text).toMatch(/ cwd c2 has dirfd D2; R\.s is iB; mover: R\.d1 <-> R\.d2; breaks C1, C4 /);
  expect(text).toContain(
    ' denied a third caller c3; c2 has dirfd R, path d1/s; c3 has path t, flags empty; R denies search; breaks S ',
  );
});

test('of a scenario who disturbs whom; the seeded faults only with --all', async () => {
  const [{ proposal, models }] = selectSubjects([first]) as [Subject];
  const squashed = async (...argv: string[]) => (await captured('list', ...argv)).out.replace(/\s+/g, ' ');
  const [text, whole] = [await squashed(first), await squashed(first, '--all')];
  for (const { rivals } of proposal.scenarios) if (rivals !== 'none') expect(text).toContain(rivals);
  expect(text).not.toContain('see above');
  expect(text).toContain(`${models.mutants.length} seeded faults of proposed: 'syspec list ${first} --all'`);
  for (const { name, what } of models.mutants) {
    expect(text).not.toContain(what);
    expect(whole).toContain(`${name} ${what}`);
  }
  expect((await captured('list', '--all')).exit).toBe(2);
});

test('a slug that there is not', async () => {
  const { exit, err } = await captured('list', `${first}x`);
  expect([exit, err]).toEqual([2, expect.stringContaining(`Did you mean ${first}?`)]);
});
