// SPDX-License-Identifier: MIT
// Callers that may not wait, beside a task on another CPU that has the pipe's mutex for a moment, and beside two that have it one
// after the other: each who is refused is woken (R19). The lanes of `conform` run on one CPU, where nobody lets the mutex go between
// a refusal and its mark, and make one call at a time.
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { inRoot } from '../../base/root.ts';
import { BASE_NAMES, type BaseName } from '../kernel/bases.ts';
import { runInit } from '../kernel/boot/run-init.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { compileProgram, programInit } from '../replay/fixtures/program.ts';

/** How often, of a way to call: see fixtures/wakes.c. */
interface Counts {
  readonly calls: number;
  readonly served: number;
  readonly refused: number;
  readonly slept: number;
  readonly lost: number;
  readonly wrong: number;
}

/** For how long each is tried, in seconds; longer where few have been refused, or nothing lost, by then. */
const SECONDS = 3;
const WAYS = ['recv', 'send', 'preadv2'];

const slug = 'pipe_send';
const folder = folderOfFile();
let init: Uint8Array;
beforeAll(async () => {
  init = await programInit();
});

/** Compiles a program of fixtures/; which definitions there are, it says itself. */
function program(name: string, ...defined: string[]): Uint8Array {
  const source = inRoot('conformance', slug, 'fixtures', `${name}.c`);
  return compileProgram(source, folder, '-O2', ...defined);
}

function countsOf<Counted>(line: string): [way: string, counts: Counted] {
  const [way, ...words] = line.split(' ');
  const pairs = words.flatMap((word, i) => (i % 2 === 0 ? [[word, Number(words[i + 1])]] : []));
  return [way!, Object.fromEntries(pairs) as Counted];
}

/** What it counts by way, in a guest of that kernel. */
async function counted<Counted>(
  data: Uint8Array,
  { base, fault, cpus }: { base: BaseName; fault: string | undefined; cpus: number },
): Promise<Map<string, Counted>> {
  const patches = fault === undefined ? [] : [fault];
  const { image } = await buildKernel({ flavour: 'fast', slug, base, patches });
  const files = [{ path: '/program', data }];
  const { text } = await runInit({ kernel: image, init, files, cpus, timeLimitMs: 500_000 });
  const lines = text.split('\n').filter((line) => / refused \d/.test(line));
  const counts = new Map(lines.map((line) => countsOf<Counted>(line)));
  expect([...counts.keys()], text).toEqual(WAYS);
  return counts;
}

function woken(base: BaseName, fault?: string): Promise<Map<string, Counts>> {
  const defined = [`-DSECONDS=${SECONDS}`, `-DUNTIL_LOST=${Number(fault !== undefined)}`];
  return counted(program('wakes', ...defined), { base, fault, cpus: 2 });
}

/** How often a caller was, between two who have the mutex one after the other: see fixtures/holders.c. */
const wokenByBoth = (base: BaseName, fault?: string) =>
  counted<{ refused: number; served: number }>(program('holders'), { base, fault, cpus: 1 });

const all = (counts: Map<string, Counts>, count: keyof Counts) => WAYS.map((way) => counts.get(way)![count]);

/** Kernels in which a wake-up is lost: in every round, and in a few. */
const FAULTS = [
  ['who leaves no mark', ['kernel', 'mutants', slug, 'mark-not-left.patch']],
  ['who leaves a mark and does not ask again', [slug, 'fixtures', 'asks-once.patch']],
] as const;

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test('who is refused is woken when the mutex is let go', async () => {
    const counts = await woken(base);
    for (const count of ['served', 'refused', 'slept'] as const)
      for (const times of all(counts, count)) expect(times, count).toBeGreaterThan(0);
    expect(all(counts, 'lost')).toEqual([0, 0, 0]);
    expect(all(counts, 'wrong')).toEqual([0, 0, 0]);
  });

  test.each(FAULTS)('%s is seen', async (_, path) => {
    const counts = await woken(base, inRoot('conformance', ...path));
    for (const lost of all(counts, 'lost')) expect(lost).toBeGreaterThan(0);
    expect(all(counts, 'wrong')).toEqual([0, 0, 0]);
  });

  test('who is refused again, by the next who has the mutex, is woken again', async () => {
    expect([...(await wokenByBoth(base)).values()]).toEqual(WAYS.map(() => ({ refused: 2, served: 1 })));
  });

  test('a mark that is taken off too late is seen', async () => {
    const fault = inRoot('conformance', slug, 'fixtures', 'cleared-late.patch');
    expect([...(await wokenByBoth(base, fault)).values()]).toEqual(
      WAYS.map(() => ({ refused: 2, served: 0 })),
    );
  });
});
