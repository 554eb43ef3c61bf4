// SPDX-License-Identifier: MIT
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { readProposal } from '../../spec/index.ts';
import { harnessText } from './harness.ts';

test.each(['alone', 'net/alone'])("in %s it includes the harness of the kernel's selftests", (folder) => {
  for (const slug of Object.keys(CONFORMANCE)) {
    const text = harnessText(readProposal(inRoot('spec', `${slug}.md`)), folder, []);
    const included = [...text.matchAll(/^#include "(.*)"$/gm)].map(([, path]) => posix.join(folder, path!));
    expect(included).toEqual(['kselftest_harness.h']);
    const [comment = ''] = /^\/\*[\s\S]*?\*\//m.exec(text) ?? [];
    expect(comment).toContain(`syspec docs ${slug}`);
    expect(comment.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }
});
