// SPDX-License-Identifier: MIT
// A kernel that panics under one of a proposal's sequences: the row says so, the sequence is as short as it gets.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { openTarget } from '../harness/target/index.ts';
import { CONFORMANCE } from '../index.ts';
import type { Conformance } from '../proposal.ts';
import { conform } from './conform.ts';

const PLANTED = inRoot('conformance', 'harness', 'target', 'fixtures', 'planted-faults.patch');
const PROPOSAL = Object.values(CONFORMANCE)[0]!;
const [RIGHT] = PROPOSAL.variants;

/** The calls with which a task comes to connect to a name, and some that have nothing to do with it. */
const OPS: readonly SeqOp[] = [
  { id: 0, op: 'spawn', task: 't0', uid: 0, gid: 0 },
  { id: 1, op: 'spawn', task: 't1', uid: 1000, gid: 1000 },
  { id: 2, op: 'call', task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o777 } },
  {
    id: 3,
    op: 'call',
    task: 't1',
    call: 'socket',
    args: { family: 'unix', type: 'stream', nonblock: false },
  },
  {
    id: 4,
    op: 'call',
    task: 't1',
    call: 'connect',
    args: { fd: 0, address: { kind: 'path', path: 'panic' } },
  },
  { id: 5, op: 'call', task: 't1', call: 'close', args: { fd: 0 } },
];

const folder = folderOfFile();

test('the row is crashed, and names the sequence; the others hold', async () => {
  const cases = [...RIGHT.cases.slice(0, 5), { name: 'panics', ops: OPS }, ...RIGHT.cases.slice(5, 10)];
  const conformance: Conformance = { ...RIGHT, cases };
  const { slug, variant } = RIGHT;
  const target = await openTarget({ flavour: 'unpatched', patches: [PLANTED] });
  const report = await conform({
    ...{
      proposals: [{ ...PROPOSAL, variants: [conformance] }],
      targets: [target],
      variant,
      lane: 'cases',
      runs: 1,
      seed: 1,
      folder,
    },
    ...{ replayOn: { flavour: 'unpatched' }, numbers: new Map(), known: [], columns: 100 },
  });
  expect(report.ok).toBe(false);
  const [row] = report.results;
  expect(row).toMatchObject({ slug, verdict: 'crashed', cases: cases.length, failures: 1 });
  const [found] = row!.found;
  expect(found).toMatchObject({ title: 'crashed: Kernel panic - not syncing: planted', kind: 'crash' });
  expect(found!.diagram).toMatch(/socket\(.*\n.*connect\(/);
  expect(found!.diagram).not.toMatch(/mkdir|close/);
  expect(found!.diagram).toContain('run again 5 times: 5 times the same');
  expect(readdirSync(folder)).toHaveLength(1);
  expect(found!.logs).toHaveLength(1);
});
