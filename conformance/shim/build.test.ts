// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { buildShim } from './build.ts';

describe('buildShim', () => {
  it('says which tool is missing', async () => {
    const empty = folderOfTest();
    await expect(buildShim({ PATH: empty, XDG_CACHE_HOME: empty })).rejects.toMatchObject({
      code: 'TOOL_MISSING',
    });
  });
});
