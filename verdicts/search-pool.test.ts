// SPDX-License-Identifier: MIT
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { poolOf } from './search-pool.ts';

it('says so when a thread ends before it has answered', async () => {
  const pool = poolOf(fileURLToPath(new URL('fixtures/exiting-worker.mjs', import.meta.url)), 1);
  await expect(pool.compareDocument('any')).rejects.toThrow('exit code 7 and no answer');
  await pool.close();
});
