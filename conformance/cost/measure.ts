// SPDX-License-Identifier: MIT
// Boots two kernels in turn, with a program that counts the instructions of calls.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../base/root.ts';
import { compileInit, runInit } from '../kernel/boot/run-init.ts';
import { type CostRow, compare } from './compare.ts';
import { type Counts, parseReport, type Report } from './counts.ts';

/** What to measure, and how often. */
export interface MeasureOptions {
  /** Paths of two images. */
  readonly pristine: string;
  readonly patched: string;
  /** Boots of each. */
  readonly boots: number;
  /** Of each workload in each boot; the cheapest one counts. */
  readonly batches: number;
  readonly signal?: AbortSignal | undefined;
  onProgress?(text: string): void;
}

/** The program: its own files, and `cost.c` of each kind of object that has one, in the order of their names. */
export function costSources(): readonly string[] {
  const objects = inRoot('conformance', 'objects');
  const brought = readdirSync(objects)
    .sort()
    .map((name) => join(objects, name, 'cost.c'))
    .filter(existsSync);
  const own = ['cost.c', 'points.c', 'report.c'].map((name) => inRoot('conformance', 'cost', name));
  return [...own, ...brought];
}

const TIME_LIMIT_MS = 600_000;

/** MiB: a boot has this much more memory than the one before. */
const MEMORY = { first: 512, step: 32 } as const;

/**
 * Boots either kernel in turn. A boot repeats to the instruction, and the next pair is another one all the same: its
 * size of memory gives other addresses, so that slabs and hash chains are filled otherwise.
 * @throws SyspecError GUEST_DIED when a boot measures nothing, or not all; TOOL_MISSING; INTERRUPTED
 */
export async function measureCost(options: MeasureOptions): Promise<CostRow[]> {
  const { pristine, patched, boots } = options;
  const init = await compileInit(costSources());
  const counts: [Counts[], Counts[]] = [[], []];
  for (let boot = 0; boot < boots; boot++) {
    options.onProgress?.(`counting instructions: boots ${2 * boot + 1} and ${2 * boot + 2} of ${2 * boots}`);
    for (const [side, kernel] of [pristine, patched].entries())
      counts[side]!.push((await countIn(kernel, init, boot, options)).cost);
  }
  return compare(...counts);
}

/**
 * What a kernel's points cost calls of a task that is not armed, once another one is: `pristine` without, `patched` with.
 * Both are counted in one boot, batch by batch in turn.
 * @throws SyspecError as measureCost; GUEST_DIED when the kernel has no points
 */
export async function measurePoints(
  kernel: string,
  options: Pick<MeasureOptions, 'batches' | 'signal'>,
): Promise<CostRow[]> {
  const init = await compileInit(costSources());
  const { cost, armed } = await countIn(kernel, init, 0, options, ['points']);
  return compare([cost], [armed]);
}

async function countIn(
  kernel: string,
  init: Uint8Array,
  boot: number,
  { batches, signal }: Pick<MeasureOptions, 'batches' | 'signal'>,
  words: readonly string[] = [],
): Promise<Report> {
  const { text } = await runInit({
    ...{ kernel, init, signal, accel: 'icount', transport: 'serial', timeLimitMs: TIME_LIMIT_MS },
    memoryMb: MEMORY.first + boot * MEMORY.step,
    append: ['nokaslr', '--', ...words, String(batches)],
  });
  return parseReport(text, batches);
}
