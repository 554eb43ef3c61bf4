// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { inRoot, ROOT } from '../base/root.ts';
import { layOutProposal } from './new-proposal.ts';
import { register } from './registry.ts';
import { layoutFindings, requiredFiles } from './rules.ts';
import { readTree } from './tree.ts';

const REGISTRY = `// SPDX-License-Identifier: MIT
// The proposals.
import type { ProposalModels } from './proposal.ts';

export const PROPOSALS = {} as const;
`;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'syspec-new-'));
  for (const folder of ['spec', 'models', 'layout']) mkdirSync(join(root, folder));
  cpSync(inRoot('spec/template.md'), join(root, 'spec/template.md'));
  cpSync(inRoot('layout/template'), join(root, 'layout/template'), { recursive: true });
  writeFileSync(join(root, 'models/index.ts'), REGISTRY);
});
afterEach(() => rmSync(root, { recursive: true }));

function refusal(slug: string): SyspecError {
  try {
    layOutProposal(root, slug);
  } catch (error) {
    if (error instanceof SyspecError) return error;
    throw error;
  }
  throw new Error(`${slug} was accepted`);
}

test('a new proposal is complete, and every finding says what to fill in', () => {
  const written = layOutProposal(root, 'fd_lease');
  expect(written).toEqual(['spec/fd_lease.md', ...requiredFiles('fd_lease'), 'models/index.ts']);
  const findings = layoutFindings(root);
  expect(findings.filter((line) => !line.includes(': FILL IN: '))).toEqual([]);
  for (const file of written.slice(0, -1)) {
    expect(findings.some((line) => line.startsWith(`fd_lease: ${file}: FILL IN: `))).toBe(true);
  }
});

test('what was laid out is clean for compiler and linter', async () => {
  const checkout = join(root, 'checkout');
  cpSync(ROOT, checkout, { recursive: true, filter: (path) => !/\/(?:node_modules|dist|\.git)$/.test(path) });
  symlinkSync(inRoot('node_modules'), join(checkout, 'node_modules'));
  const files = layOutProposal(checkout, 'fd_lease').filter((file) => file.endsWith('.ts'));
  const tool = (name: string, ...args: string[]) =>
    execa(inRoot('node_modules/.bin', name), args, { cwd: checkout, reject: false, all: true });
  const types = await tool('tsc', '--noEmit', '-p', 'tsconfig.json');
  expect(types.all.split('\n').filter((line) => /^models\/(?:fd_lease|index)/.test(line))).toEqual([]);
  const lint = await tool('biome', 'check', '--error-on-warnings', '--vcs-enabled=false', ...files);
  expect(lint.exitCode, lint.all).toBe(0);
});

test('no placeholder is left', () => {
  for (const file of layOutProposal(root, 'fd_lease')) {
    expect(readFileSync(join(root, file), 'utf8')).not.toContain('{{');
  }
});

test('each goes beside the others, in the order that the linter wants', () => {
  layOutProposal(root, 'fd_lease');
  layOutProposal(root, 'copyfd');
  layOutProposal(root, 'wait_fd');
  expect(readFileSync(join(root, 'models/index.ts'), 'utf8')).toBe(`// SPDX-License-Identifier: MIT
// The proposals.
import { copyfd } from './copyfd/index.ts';
import { fdLease } from './fd_lease/index.ts';
import type { ProposalModels } from './proposal.ts';
import { waitFd } from './wait_fd/index.ts';

export const PROPOSALS = { fd_lease: fdLease, copyfd, wait_fd: waitFd } as const;
`);
});

test.each(['', 'Fd', 'fd-lease', '../fd', '9p', 'fd__x'])('%j is refused', (slug) => {
  expect(refusal(slug)).toMatchObject({
    code: 'BAD_USAGE',
    message: `'${slug}' is not the name of a proposal`,
  });
});

test('the names of shared folders are refused', () => {
  expect(refusal('kit').message).toBe("'kit' is the name of a shared folder");
});

test('nothing is overwritten, and nothing is written beside it', () => {
  mkdirSync(join(root, 'tla/fd_lease'), { recursive: true });
  writeFileSync(join(root, 'tla/fd_lease/manifest.json'), 'mine');
  const before = readTree(root).files;
  expect(refusal('fd_lease').message).toBe('tla/fd_lease/manifest.json exists already');
  expect(readTree(root).files).toEqual(before);
  expect(readFileSync(join(root, 'tla/fd_lease/manifest.json'), 'utf8')).toBe('mine');
});

test('a registry without a list is refused before anything is written', () => {
  writeFileSync(join(root, 'models/index.ts'), 'export {};\n');
  const before = readTree(root).files;
  expect(refusal('fd_lease').code).toBe('BAD_INPUT');
  expect(readTree(root).files).toEqual(before);
});

test.each([
  ['{ a }', '{ a, fd_lease: fdLease }'],
  ['{\n  a,\n  b,\n}', '{\n  a,\n  b,\n  fd_lease: fdLease,\n}'],
  ['{\n  a\n}', '{\n  a,\n  fd_lease: fdLease,\n}'],
])('the entry joins %j', (list, joined) => {
  const text = `import { a } from './a/index.ts';\nexport const PROPOSALS: Registry = ${list};\n`;
  expect(register(text, 'fd_lease')).toBe(
    `import { a } from './a/index.ts';\nimport { fdLease } from './fd_lease/index.ts';\nexport const PROPOSALS: Registry = ${joined};\n`,
  );
});
