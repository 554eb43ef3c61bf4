// SPDX-License-Identifier: MIT
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildShim } from './build.ts';

describe('buildShim', () => {
  it('says which tool is missing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'syspec-no-tools-'));
    await expect(buildShim({ PATH: empty, XDG_CACHE_HOME: empty })).rejects.toMatchObject({
      code: 'TOOL_MISSING',
    });
    await rm(empty, { recursive: true });
  });
});
