// SPDX-License-Identifier: MIT
// Which test files a filter means: looked at before the test runner is started once for each of its projects.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const NOT_OURS: readonly string[] = ['node_modules', 'dist', '.git'];

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

/** Whether it is part of the path of a test file below `root`, as the test runner takes it: with a line, and in any case. */
export function matchesTestFile(root: string, filter: string): boolean {
  const wanted = filter.replace(/(?::\d+)+$/, '').toLowerCase();
  return testFiles(root).some(
    (path) => path.toLowerCase().startsWith(wanted) || relative(root, path).toLowerCase().includes(wanted),
  );
}
