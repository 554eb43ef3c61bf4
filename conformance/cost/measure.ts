// SPDX-License-Identifier: MIT
// Boots two kernels in turn, with a program that counts the instructions of calls.
import { inRoot } from '../../base/root.ts';
import { compileInit, runInit } from '../kernel/run-init.ts';
import { type CostRow, compare } from './compare.ts';
import { type Counts, parseCounts } from './counts.ts';

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

const TIME_LIMIT_MS = 600_000;

/** MiB: a boot has this much more memory than the one before. */
const MEMORY = { first: 512, step: 32 } as const;

/**
 * Boots either kernel in turn. A boot repeats to the instruction, and the next pair is another one all the same: its
 * size of memory gives other addresses, so that slabs and hash chains are filled otherwise.
 * @throws SyspecError GUEST_DIED when a boot measures nothing, or not all; TOOL_MISSING; INTERRUPTED
 */
export async function measureCost(options: MeasureOptions): Promise<CostRow[]> {
  const sources = ['cost.c', 'paths.c', 'sockets.c'].map((name) => inRoot('conformance', 'cost', name));
  const init = await compileInit(sources);
  const [pristine, patched]: [Counts[], Counts[]] = [[], []];
  for (let boot = 0; boot < options.boots; boot++) {
    options.onProgress?.(
      `counting instructions: boots ${2 * boot + 1} and ${2 * boot + 2} of ${2 * options.boots}`,
    );
    pristine.push(await countIn(options.pristine, init, boot, options));
    patched.push(await countIn(options.patched, init, boot, options));
  }
  return compare(pristine, patched);
}

async function countIn(
  kernel: string,
  init: Uint8Array,
  boot: number,
  { batches, signal }: MeasureOptions,
): Promise<Counts> {
  const { text } = await runInit({
    ...{ kernel, init, signal, accel: 'icount', transport: 'serial', timeLimitMs: TIME_LIMIT_MS },
    memoryMb: MEMORY.first + boot * MEMORY.step,
    append: ['nokaslr', '--', String(batches)],
  });
  return parseCounts(text, batches);
}
