// SPDX-License-Identifier: MIT
// Two projects by suffix: *.test.ts needs Node alone; *.tla.test.ts needs Java and TLC, one file at a time.
import { defineConfig } from 'vitest/config';

const never = ['node_modules/**', 'dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...never, '**/*.tla.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'tla',
          include: ['**/*.tla.test.ts'],
          exclude: never,
          fileParallelism: false,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
        },
      },
    ],
  },
});
