// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { PROPOSALS } from '../models/index.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { captured } from './fixtures/captured.ts';

const [first = ''] = Object.keys(PROPOSALS);

test('all proposals, and the flavours of kernels', async () => {
  const { exit, out } = await captured('list');
  expect(exit).toBe(0);
  for (const { proposal } of selectSubjects([])) expect(out).toContain(`  ${proposal.slug}`);
  expect(out).toMatch(/\nflavours of kernels .*\n {2}fast +the smallest/);
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

test('a slug that there is not', async () => {
  const { exit, err } = await captured('list', `${first}x`);
  expect([exit, err]).toEqual([2, expect.stringContaining(`Did you mean ${first}?`)]);
});
