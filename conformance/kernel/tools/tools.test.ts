// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { findTool, requireTools } from './tools.ts';

test('tools are looked up on the PATH that is given', () => {
  expect(findTool('sh')).toMatch(/\/sh$/);
  expect(findTool('sh', { PATH: '/absent' })).toBeUndefined();
  expect(() => requireTools(['sh'], 'dash')).not.toThrow();
  expect(() => requireTools(['sh', 'absent-a', 'absent-b'], 'some packages')).toThrow(
    expect.objectContaining({
      code: 'TOOL_MISSING',
      message: 'not installed: absent-a, absent-b',
      hint: expect.stringContaining('some packages'),
    }),
  );
});
