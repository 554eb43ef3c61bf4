// SPDX-License-Identifier: MIT
// Which test files a filter means: looked at before the test runner is started once for each of its projects.
import { join } from 'node:path';
import { filesOf } from '../../layout/tree.ts';

/** Whether it is part of the path of a test file below `root`, as the test runner takes it: with a line, and in any case. */
export function matchesTestFile(root: string, filter: string): boolean {
  const wanted = filter.replace(/(?::\d+)+$/, '').toLowerCase();
  for (const path of filesOf(root)) {
    if (!path.endsWith('.test.ts')) continue;
    if (path.toLowerCase().includes(wanted) || join(root, path).toLowerCase().startsWith(wanted)) return true;
  }
  return false;
}
