// SPDX-License-Identifier: MIT
// The lanes without a kernel: what they would run can be run, and a kernel on which nothing succeeds passes nothing.
import { expect, test } from 'vitest';
import { encodeSequence } from '../../harness/protocol/encode.ts';
import type { Arg, Op, Sequence, SequenceResult, Settled } from '../../harness/protocol/types.ts';
import { ARENA } from '../../harness/protocol/wire.ts';
import { REWRITING } from '../../harness/scripted/bpf.ts';
import type { OpenTarget } from '../../harness/target/open-target.ts';
import { HOOK_LANES } from './index.ts';

const NR = 500;
const IDS = Object.fromEntries(REWRITING.map((name, i) => [name, 60_000 + i]));
const EXECVE = 59;
const EMPTY: Settled = { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] };

/** A guest that answers each call by what `answer` says. */
function fakeGuest(answer: (nr: number) => bigint): OpenTarget {
  const run = async (sequences: readonly Sequence[]): Promise<SequenceResult[]> =>
    sequences.map(({ ops }) => ({
      settled: ops.map((op, at): Settled => {
        if (op.op !== 'call') return EMPTY;
        return { ...EMPTY, returned: [{ task: op.task, op: at, value: answer(op.nr), out: [] }] };
      }),
    }));
  return { run } as unknown as OpenTarget;
}

test.each(HOOK_LANES)('what $scenario runs is within the bounds of the shim', (lane) => {
  const scripts = [...lane.setUp(NR, IDS), ...lane.cases(NR, IDS)];
  for (const { ops, title } of scripts) {
    expect(() => encodeSequence({ ops }), title).not.toThrow();
    for (const used of arenas(ops).values()) expect(used, title).toBeLessThanOrEqual(ARENA);
  }
});

test.each(HOOK_LANES)('the titles of $scenario tell its cases apart', (lane) => {
  const titles = lane.cases(NR, IDS).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test.each(HOOK_LANES)('every case of $scenario expects something of the new call', (lane) => {
  for (const script of lane.cases(NR, IDS)) {
    const made = script.ops.filter((op) => op.op === 'call' && op.nr === NR);
    const judged = script.expectations.filter(({ label }) => !label.startsWith('set-up: '));
    expect(judged.length, script.title).toBeGreaterThan(0);
    if (!script.title.includes('connect is asked') && !script.title.includes('connect after'))
      expect(made.length, script.title).toBeGreaterThan(0);
  }
});

test.each(HOOK_LANES)('$scenario lacks all where every call is refused', async (lane) => {
  const result = await lane.run({
    boot: async () => fakeGuest(() => -38n),
    numbers: { fconnectat: NR },
    onProgress() {},
  });
  expect(result).toMatchObject({ cases: 0, calls: 0, covered: [] });
  expect(result.lacking).toContain('ENOSYS');
});

test.each(HOOK_LANES)('$scenario lacks the hook where connect is let through', async (lane) => {
  const target = fakeGuest((nr) => (nr === EXECVE ? -8n : 0n));
  const result = await lane.run({ boot: async () => target, numbers: { fconnectat: NR }, onProgress() {} });
  expect(result).toMatchObject({ cases: 0, covered: [] });
  expect(result.lacking).toBeDefined();
});

/** The bytes that each task's arguments take. */
function arenas(ops: readonly Op[]): Map<number, number> {
  const used = new Map<number, number>();
  for (const op of ops)
    if (op.op === 'call') used.set(op.task, (used.get(op.task) ?? 0) + sum(op.args.map(sizeOf)));
  return used;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function sizeOf(arg: Arg): number {
  if (typeof arg !== 'object') return 0;
  const relocs = 'relocs' in arg ? (arg.relocs ?? []) : [];
  const own =
    'data' in arg ? arg.data.length : 'inout' in arg ? arg.inout.length : 'out' in arg ? arg.out : 0;
  return 16 * Math.ceil(own / 16) + sum(relocs.map((reloc) => sizeOf(reloc.arg)));
}
