// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { copyCheckout } from '../base/fixtures/checkout.ts';
import { folderOfFile, folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { identifier } from '../base/slug.ts';
import { words } from '../conformance/harness/lockstep/engine/exhaustive.ts';
import { explore, noDeadlock, walkGraph } from '../models/kit/index.ts';
import { layOutProposal } from './new-proposal.ts';
import { REGISTRIES, register } from './registry.ts';
import { layoutFindings, requiredFiles } from './rules.ts';
import { readTree } from './tree.ts';

const LANES = `// SPDX-License-Identifier: MIT
// What can be tested on a kernel.
import type { Conformance } from './proposal.ts';

export const CONFORMANCE: Readonly<Record<string, Conformance>> = {};
`;
const REGISTRY = `// SPDX-License-Identifier: MIT
// The proposals.
import type { ProposalModels } from './proposal.ts';

export const PROPOSALS = {} as const;
`;
let root: string;

beforeEach(() => {
  root = folderOfTest();
  for (const folder of ['spec', 'models', 'conformance', 'layout']) mkdirSync(join(root, folder));
  cpSync(inRoot('spec/template.md'), join(root, 'spec/template.md'));
  cpSync(inRoot('layout/template'), join(root, 'layout/template'), { recursive: true });
  writeFileSync(join(root, 'models/index.ts'), REGISTRY);
  writeFileSync(join(root, 'conformance/index.ts'), LANES);
});

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
  const written = layOutProposal(root, 'example_call');
  const registries = ['models/index.ts', 'conformance/index.ts'];
  expect(written).toEqual(['spec/example_call.md', ...requiredFiles('example_call'), ...registries]);
  const findings = layoutFindings(root);
  expect(findings.filter((line) => !line.includes(': FILL IN: '))).toEqual([]);
  for (const file of written.slice(0, -2)) {
    expect(findings.some((line) => line.startsWith(`example_call: ${file}: FILL IN: `))).toBe(true);
  }
});

describe('the example of CONTRIBUTING.md, laid out in a copy of this checkout', () => {
  const guide = readFileSync(inRoot('CONTRIBUTING.md'), 'utf8');
  const documented = /\.\/syspec new (\w+)/.exec(guide)?.[1] ?? '';
  const checkout = join(folderOfFile(), 'checkout');
  let written: readonly string[];
  let findings: readonly string[];

  beforeAll(() => {
    copyCheckout(checkout);
    const before = layoutFindings(checkout);
    written = layOutProposal(checkout, documented);
    findings = layoutFindings(checkout).filter((line) => !before.includes(line));
  });

  test('leaves nothing to do but to fill it in: no shared file has its name', () => {
    expect(findings.length).toBeGreaterThan(20);
    expect(findings.filter((line) => !line.startsWith(`${documented}: `))).toEqual([]);
    expect(findings.filter((line) => !line.includes(': FILL IN: '))).toEqual([]);
  });

  test('has a model that the explorer takes, and lanes that are not empty', async () => {
    const load = (file: string) => import(join(checkout, file.replace('SLUG', documented)));
    const { [`${identifier(documented)}Model`]: model } = await load('models/SLUG/model.ts');
    const [ends] = explore(model('any', 'proposed'), { properties: [noDeadlock('it ends')] }).verdicts;
    expect(ends?.kind).toBe('holds');
    // A step that can be taken again and again, and changes nothing, is one that should have been blocked.
    expect(walkGraph(model('any', 'proposed')).edges.filter(([from, , to]) => from === to)).toEqual([]);
    const { OBJECTS } = await load('conformance/SLUG/objects.ts');
    const { SMALL_ALPHABET } = await load('conformance/SLUG/moves.ts');
    expect([...words(OBJECTS.system, SMALL_ALPHABET)].length).toBeGreaterThan(1);
  });

  test('is clean for compiler and linter', async () => {
    const files = written.filter((file) => file.endsWith('.ts'));
    const tool = (name: string, ...args: string[]) =>
      execa(inRoot('node_modules/.bin', name), args, { cwd: checkout, reject: false, all: true });
    // What nobody has changed is compiled elsewhere.
    const config = { extends: './tsconfig.json', files, include: [] };
    writeFileSync(join(checkout, 'tsconfig.new.json'), JSON.stringify(config));
    const types = await tool('tsc', '--noEmit', '-p', 'tsconfig.new.json');
    const ours = new RegExp(`^(?:models|conformance)/(?:${documented}|index)`);
    expect(types.all.split('\n').filter((line) => ours.test(line))).toEqual([]);
    const lint = await tool('biome', 'check', '--error-on-warnings', '--vcs-enabled=false', ...files);
    expect(lint.exitCode, lint.all).toBe(0);
  });
});

test('each line of what to fill in reads well by itself', () => {
  layOutProposal(root, 'example_call');
  for (const line of layoutFindings(root)) {
    expect(line).toMatch(/^example_call: [\w./]+: FILL IN: [^|"*]{4,}[^|"*\s]$/);
  }
});

test('no placeholder is left', () => {
  for (const file of layOutProposal(root, 'example_call')) {
    expect(readFileSync(join(root, file), 'utf8')).not.toContain('{{');
  }
});

test('each goes beside the others, in the order that the linter wants', () => {
  // Between the second and the third.
  writeFileSync(join(root, 'models/index.ts'), REGISTRY.replace('./proposal.ts', './example_between.ts'));
  layOutProposal(root, 'example_b');
  layOutProposal(root, 'example');
  layOutProposal(root, 'example_c');
  expect(readFileSync(join(root, 'models/index.ts'), 'utf8')).toBe(`// SPDX-License-Identifier: MIT
// The proposals.
import { example } from './example/index.ts';
import { exampleB } from './example_b/index.ts';
import type { ProposalModels } from './example_between.ts';
import { exampleC } from './example_c/index.ts';

export const PROPOSALS = { example_b: exampleB, example, example_c: exampleC } as const;
`);
  expect(readFileSync(join(root, 'conformance/index.ts'), 'utf8')).toContain(
    'export const CONFORMANCE: Readonly<Record<string, Conformance>> = { example_b: EXAMPLE_B, example: EXAMPLE, example_c: EXAMPLE_C };',
  );
});

test.each(['', 'Fd', 'example-call', '../fd', '9p', 'fd__x'])('%j is refused', (slug) => {
  expect(refusal(slug)).toMatchObject({
    code: 'BAD_USAGE',
    message: `'${slug}' is not the name of a proposal`,
  });
});

test.each(['import', 'await', 'default', 'conformance'])(
  '%s is refused: a checkout with it would not build',
  (slug) => {
    expect(refusal(slug).message).toBe(`'${slug}' is a word of TypeScript or of a registry`);
  },
);

test('the names of shared folders are refused', () => {
  expect(refusal('kit').message).toBe("'kit' is the name of a shared folder");
});

test('nothing is overwritten, and nothing is written beside it', () => {
  mkdirSync(join(root, 'tla/example_call'), { recursive: true });
  writeFileSync(join(root, 'tla/example_call/manifest.json'), 'mine');
  const before = readTree(root).files;
  expect(refusal('example_call').message).toBe('tla/example_call/manifest.json exists already');
  expect(readTree(root).files).toEqual(before);
  expect(readFileSync(join(root, 'tla/example_call/manifest.json'), 'utf8')).toBe('mine');
});

test.each(['models/index.ts', 'conformance/index.ts'])(
  '%s without a list is refused before anything is written',
  (file) => {
    writeFileSync(join(root, file), 'export {};\n');
    const before = readTree(root).files;
    const { code, message } = refusal('example_call');
    expect([code, message.split(':')[0]]).toEqual(['BAD_INPUT', file]);
    expect(readTree(root).files).toEqual(before);
  },
);

test.each([
  ['{ a }', '{ a, example_call: exampleCall }'],
  ['{\n  a,\n  b,\n}', '{\n  a,\n  b,\n  example_call: exampleCall,\n}'],
  ['{\n  a\n}', '{\n  a,\n  example_call: exampleCall,\n}'],
])('the entry joins %j', (list, joined) => {
  const text = `import { a } from './a/index.ts';\nexport const PROPOSALS: Registry = ${list};\n`;
  expect(register(text, 'example_call', REGISTRIES[0]!)).toBe(
    `import { a } from './a/index.ts';\nimport { exampleCall } from './example_call/index.ts';\nexport const PROPOSALS: Registry = ${joined};\n`,
  );
});
