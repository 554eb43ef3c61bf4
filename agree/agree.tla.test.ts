// SPDX-License-Identifier: MIT
// Model and TLA+ of a small proposal: the same graph, and a fault planted in one of them.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { editedCopy } from '../verdicts/fixtures/edited-copy.ts';
import { LEASE_FOLDER, lease } from '../verdicts/fixtures/lease.ts';
import type { Subject } from '../verdicts/select.ts';
import { agree } from './agree.ts';
import { showDifference } from './show.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'syspec-agree-test-'));
  // Here everything temporary is made, so that what is left can be seen.
  vi.stubEnv('TMPDIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function planted(before: string, after: string): Subject {
  return lease((text) => text, editedCopy(LEASE_FOLDER, 'Lease.tla', before, after));
}

const compare = ({ models, manifest }: Subject) =>
  agree({ manifest, variant: 'proposed', scenario: 'pair' }, models.variant('proposed', 'pair'));

test('the same graph, and nothing is left behind', async () => {
  expect(await compare(lease())).toEqual({
    ...{ variant: 'proposed', scenario: 'pair', difference: undefined, ok: true },
    ...{ distinct: { model: 10, tla: 10 }, transitions: { model: 12, tla: 12 }, depth: 5 },
    ...{ pinned: { distinct: 10, depth: 5 }, stale: false, seconds: expect.any(Number) },
  });
  expect(readdirSync(folder)).toEqual([]);
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
1. SysEnter
    pc = [c1 |-> "take", c2 |-> "enter"]
2. SysEnter
    pc = [c1 |-> "take", c2 |-> "take"]
3. Take
    owner = "c1"
    pc = [c1 |-> "done", c2 |-> "take"]
    ret = [c1 |-> "OK", c2 |-> "none"]
here the next states differ
only in the model:
  Take
    pc = [c1 |-> "done", c2 |-> "done"]
    ret = [c1 |-> "OK", c2 |-> "EAGAIN"]
only in the TLA+:
  Take
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
