// SPDX-License-Identifier: MIT
// Five projects, by suffix but for the first two: *.test.ts needs Node alone; those of OWN_PROCESS are `process`, all others `unit`;
// *.tla.test.ts needs Java and TLC; *.kernel.test.ts and *.shim.test.ts need gcc, and the former the kernel's build tools and QEMU;
// *.full.test.ts is what only a full run has time for, kernels of its own for the most part. What may boot a kernel runs one file
// at a time.
import { defineConfig } from 'vitest/config';

/** By itself vitest leaves one core to itself, where it has little to do: of two cores half. */
const ALL_CORES = '100%';

const never = ['node_modules/**', 'dist/**'];

/** Tests of what changes the process: its signals, its exit code, its output, or a module in the place of another. */
const OWN_PROCESS = ['{cli,tla}/**/*.test.ts'];

const others = '**/*.{tla,kernel,shim,full}.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...never, others, ...OWN_PROCESS],
          maxWorkers: ALL_CORES,
          // A worker loads what is shared once, and not for each of its files: that was a third of the time.
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'process',
          include: OWN_PROCESS,
          exclude: [...never, others],
          maxWorkers: ALL_CORES,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'tla',
          include: ['**/*.tla.test.ts'],
          exclude: never,
          // TLC runs twice at a time by itself.
          fileParallelism: false,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
        },
      },
      {
        test: {
          name: 'kernel',
          include: ['**/*.{kernel,shim}.test.ts'],
          exclude: never,
          fileParallelism: false,
          // The first that needs a kernel builds it.
          testTimeout: 2_400_000,
          hookTimeout: 2_400_000,
        },
      },
      {
        test: {
          name: 'full',
          include: ['**/*.full.test.ts'],
          exclude: never,
          fileParallelism: false,
          testTimeout: 7_200_000,
          hookTimeout: 7_200_000,
        },
      },
    ],
  },
});
