// SPDX-License-Identifier: MIT
// What the package would hold, apart from what is compiled.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { inRoot, ROOT } from './root.ts';

/** Every path, from the package's root. */
let packed: string[];

beforeAll(async () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await execa('npm', args, { cwd: ROOT });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
  packed = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
});

test('it holds what it needs and nothing of the development', () => {
  for (const file of [
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'docs/json.md',
    'docs/glossary.md',
    'examples/lock.ts',
    'report/assets/report.css',
    'report/assets/report.js',
  ]) {
    expect(packed).toContain(file);
  }
  // Which mutants may survive: without it the command `mutants` would call them survivors.
  const listed = readdirSync(inRoot('conformance'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/equivalent.json'))
    .map((path) => `conformance/${path}`);
  for (const file of listed) expect(packed).toContain(file);
  const strange = packed.filter(
    (path) =>
      !/^(?:dist|spec|tla|LICENSES)\/|^documents\/[^/]+\/(?:prose\.md|[\w-]+\.json|\w+\.c)$|^docs\/.*\/repro\/[\w-]+\.c$|^docs\/.*\/optional\/.*\.patch$|^docs\/howto\/\w+\.sh$|^docs\/.*\.md$|^docs\/report\.png$|^examples\/[^/]+\.(?:ts|tla)$|^records\/(?:walks\/)?\w+\.json$|^report\/assets\/report\.(?:css|js)$|^conformance\/.*(?:\.(?:[chS]|config|patch)|\/Makefile|\/wiring\.txt)$|^conformance\/[^/]+\/(?:equivalent|cost)\.json$|^(?:README|CHANGELOG|CONTRIBUTING)\.md$|^(?:conformance|documents|models)\/(?:.*\/)?README\.md$|^LICENSE$|^package\.json$/.test(
        path,
      ),
  );
  expect(strange).toEqual([]);
  const sources = packed.filter((path) => /\.test\.|\/fixtures\/|template|(?<!\.d)\.ts$/.test(path));
  expect(sources).toEqual(['examples/lock.ts', 'examples/program.ts']);
});

test('every link of a text in it leads to a file in it, but for the sources of the tutorial', () => {
  const texts = packed.filter((path) => path.endsWith('.md'));
  const broken = texts.flatMap((file) => {
    const text = readFileSync(inRoot(file), 'utf8').replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '');
    return [...text.matchAll(/\]\(([^)\s#]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^\w+:/.test(target))
      .map((target) => posix.join(posix.dirname(file), target).replace(/\/$/, ''))
      .filter((target) => !target.startsWith('docs/tutorial/'))
      .filter((target) => !packed.some((path) => path === target || path.startsWith(`${target}/`)))
      .map((target) => `${file}: ${target}`);
  });
  expect(texts.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});

test('it holds all that is compiled, patched or configured when it tests a kernel', () => {
  const made = /\.(?:[chS]|config|patch)$|\/(?:Makefile|wiring\.txt)$/;
  const ofTests = /\/(?:fixtures|cases|fuzz)\//;
  const needed = readdirSync(inRoot('conformance'), { recursive: true, encoding: 'utf8' })
    .map((path) => `conformance/${path}`)
    .filter((path) => made.test(path) && !ofTests.test(path));
  expect(needed.filter((path) => !packed.includes(path))).toEqual([]);
  for (const kind of [
    'shim/Makefile',
    'shim/start/main.c',
    'shim/worker/raw.S',
    'kernel/config/fast.config',
  ]) {
    expect(needed).toContain(`conformance/${kind}`);
  }
  expect(needed.some((path) => /^conformance\/kernel\/test-only\/.*\.patch$/.test(path))).toBe(true);
  expect(packed.filter((path) => ofTests.test(path))).toEqual([]);
});
