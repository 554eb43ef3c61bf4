// SPDX-License-Identifier: MIT
// Model and TLA+ of a small proposal: the same graph, and a fault planted in one of them.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tmpdirOfFile } from '../base/fixtures/folder.ts';
import { editedCopy } from '../verdicts/fixtures/edited-copy.ts';
import { LEASE_FOLDER, lease } from '../verdicts/fixtures/lease.ts';
import { planted } from '../verdicts/fixtures/planted.ts';
import type { Subject } from '../verdicts/select.ts';
import { agree, type Claimed } from './agree.ts';
import { showClaim, showDifference } from './show.ts';

const folder = tmpdirOfFile();

const CLAIMED: readonly Claimed[] = [
  { claim: 'C1', part: 'safety' },
  { claim: 'C1', part: 'progress' },
  { claim: 'C2', part: 'safety' },
  { claim: 'C2', part: 'progress' },
];

const compare = ({ models, manifest }: Subject) =>
  agree({ manifest, variant: 'proposed', scenario: 'pair' }, models.variant('proposed', 'pair'), CLAIMED);

const same = (claim: string, count: number) => ({
  ...{ claim, satisfying: { model: count, tla: count }, first: null },
});

test('the same graph, and nothing is left behind', async () => {
  expect(await compare(lease())).toEqual({
    ...{ variant: 'proposed', scenario: 'pair', difference: undefined, ok: true },
    ...{ distinct: { model: 10, tla: 10 }, transitions: { model: 12, tla: 12 }, depth: 5 },
    ...{ pinned: { distinct: 10, depth: 5 }, stale: false, seconds: expect.any(Number) },
    ...{ actors: true, variables: ['owner', 'pc', 'ret'] },
    claims: [same('C1', 10), same('C1.progress', 6), same('C2', 10), same('C2.progress', 2)],
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('without claims the graph is compared all the same', async () => {
  const { models, manifest } = lease();
  const place = { manifest, variant: 'proposed', scenario: 'pair' };
  const { claims, ok } = await agree(place, models.variant('proposed', 'pair'));
  expect({ claims, ok }).toEqual({ claims: [], ok: true });
});

test('a pin of another size is stale, though the graphs are the same', async () => {
  const subject = lease();
  const runs = subject.manifest.runs.map((run) => ({ ...run, depth: run.depth + 1 }));
  expect(await compare({ ...subject, manifest: { ...subject.manifest, runs } })).toMatchObject({
    ...{ difference: undefined, pinned: { distinct: 10, depth: 6 }, stale: true, ok: false },
  });
});

test('a step that does something else: the shortest way to it, and what each side does there', async () => {
  const faulty = planted('Takes == Variant', 'Takes == TRUE \\/ Variant');
  const { difference, ok } = await compare(faulty);
  expect(ok).toBe(false);
  expect(showDifference(difference!, 'model', 'TLA+')).toBe(`initially
    owner = "none"
    pc = [c1 |-> "enter", c2 |-> "enter"]
    ret = [c1 |-> "none", c2 |-> "none"]
1. SysEnter("c1")
    pc = [c1 |-> "take", c2 |-> "enter"]
2. SysEnter("c2")
    pc = [c1 |-> "take", c2 |-> "take"]
3. Take("c1")
    owner = "c1"
    pc = [c1 |-> "done", c2 |-> "take"]
    ret = [c1 |-> "OK", c2 |-> "none"]
here the next states differ
only in the model:
  Take("c2")
    pc = [c1 |-> "done", c2 |-> "done"]
    ret = [c1 |-> "OK", c2 |-> "EAGAIN"]
only in the TLA+:
  Take("c2")
    owner = "c2"
    pc = [c1 |-> "done", c2 |-> "done"]
    ret = [c1 |-> "OK", c2 |-> "OK"]
in both: none`);
});

test('another initial state', async () => {
  const { difference } = await compare(planted('/\\ owner = "none"\n', '/\\ owner \\in {"none", "c1"}\n'));
  expect(difference).toEqual({
    ...{ kind: 'initial', variables: ['owner', 'pc', 'ret'], onlyLeft: [] },
    onlyRight: ['"c1"\n[c1 |-> "enter", c2 |-> "enter"]\n[c1 |-> "none", c2 |-> "none"]'],
  });
});

test('a step that another one takes, which leaves the graph as it is', async () => {
  const other = 'SysEnter(p) == TRUE /\\ \\E q \\in Caller : q # p /\\ Enter(q)';
  const copy = editedCopy(LEASE_FOLDER, 'Lease.tla', 'SysEnter(p) ==', 'Enter(p) ==');
  const faulty = lease((text) => text, editedCopy(copy, 'Lease.tla', 'Takes ==', `${other}\n\nTakes ==`));
  const { difference, distinct, transitions } = await compare(faulty);
  expect({ distinct, transitions }).toEqual({
    ...{ distinct: { model: 10, tla: 10 }, transitions: { model: 12, tla: 12 } },
  });
  expect(showDifference(difference!, 'model', 'TLA+')).toContain(
    'only in the TLA+:\n  SysEnter("c1")\n    pc = [c1 |-> "enter", c2 |-> "take"]',
  );
});

test('a claim that is weaker on one side: the first state, by the shortest way to it', async () => {
  const faulty = planted(
    'NotC1_Progress == \\A p \\in Caller : ret[p] # "OK"',
    'NotC1_Progress == ret["c1"] # "OK"',
  );
  const { difference, claims, variables, ok } = await compare(faulty);
  expect([difference, ok]).toEqual([undefined, false]);
  const differing = claims.filter(({ first }) => first !== null);
  expect(differing.map((one) => showClaim(one, variables, 'model', 'TLA+'))).toEqual([
    `C1.progress is true of 6 states of the model and 3 of the TLA+; the first where it is only by the model:
initially
    owner = "none"
    pc = [c1 |-> "enter", c2 |-> "enter"]
    ret = [c1 |-> "none", c2 |-> "none"]
1. SysEnter("c2")
    pc = [c1 |-> "enter", c2 |-> "take"]
2. Take("c2")
    owner = "c2"
    pc = [c1 |-> "enter", c2 |-> "done"]
    ret = [c1 |-> "none", c2 |-> "OK"]`,
  ]);
});

test.each([
  [
    'a list of actions that lacks one',
    { SysEnter: ['Caller'] },
    'actions: nothing that it lists takes a step of Take',
  ],
  ['an action that there is not', { SysEnter: ['Caller'], Steal: ['Caller'] }, 'Steal'],
])('%s', async (_, actions, message) => {
  const subject = lease();
  const manifest = { ...subject.manifest, actions };
  await expect(compare({ ...subject, manifest })).rejects.toMatchObject({
    ...{ code: 'BAD_INPUT', message: expect.stringContaining(message) },
  });
});

test('without a list of actions it is not compared who takes them, and that is said', async () => {
  const subject = lease();
  const manifest = { ...subject.manifest, actions: {} };
  const { actors, ok, difference } = await compare({ ...subject, manifest });
  expect({ actors, ok, difference }).toEqual({ actors: false, ok: true, difference: undefined });
});

test('a claim that cannot be evaluated', async () => {
  const faulty = planted('C1_OneOwner ==', 'C1_OneOwner == ret["nobody"] = "OK" /\\');
  await expect(compare(faulty)).rejects.toMatchObject({
    ...{ code: 'BAD_INPUT', hint: "'syspec check' names the claim." },
  });
});
