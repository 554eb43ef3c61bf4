// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { readProposal } from '../../spec/index.ts';
import { HANGS, harnessText, SEQUENCES, type Test, testOfProgram } from './harness.ts';
import type { Race } from './races.ts';

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

test('what tells it that a call has no end is what a sequence says', () => {
  const runtime = inRoot('conformance', 'replay', 'runtime');
  const files = readdirSync(runtime).filter((name) => name.endsWith('.c'));
  const said = files.map((name) => readFileSync(posix.join(runtime, name), 'utf8')).join('');
  expect(HANGS.filter((line) => !said.includes(`${line}"`) && !said.includes(`${line}\\n"`))).toEqual([]);
});

test('a program gives its test its name, unless a sequence has it', () => {
  const race: Race = {
    ...{ file: 'x/lost-now.c', name: 'lost-now', args: ['a'], what: 'x', rules: [], today: true, text: '' },
    ...{ optional: false, seen: [] },
  };
  expect(testOfProgram(race, ['lost'])).toEqual({ name: 'lost_now', what: 'x', words: ['./lost-now', 'a'] });
  expect(testOfProgram(race, ['lost_now']).name).toBe('program_lost_now');
});

test('a kernel without it is told in words that name no proposal, and lines are not too long', () => {
  const name = 'n'.repeat(76);
  const proposals = Object.keys(CONFORMANCE).map((slug) => readProposal(inRoot('spec', `${slug}.md`)));
  const test: Test = { name, what: 'a name that is long', words: [SEQUENCES, name] };
  const texts = proposals.map((proposal) => harnessText(proposal, proposal.slug, [test]));
  for (const [at, { kind, calls, probe }] of proposals.entries()) {
    const last = `${probe.calls.at(-1)!.call}() is ${probe.absent}: the kernel cannot `;
    const said = kind === 'changed-syscall' ? last : `the kernel has no ${calls[0]!.name}()`;
    expect(texts[at]).toContain(`skip("${said}`);
  }
  const columns = texts
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replaceAll('\t', '        ').length);
  expect(Math.max(...columns)).toBeLessThanOrEqual(100);
});
