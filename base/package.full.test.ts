// SPDX-License-Identifier: MIT
// The package as a stranger gets it: packed, installed in an empty folder, run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout } from './fixtures/checkout.ts';
import { inRoot } from './root.ts';

let top: string;
let home: string;
/** Every path in the tarball, from the package's root. */
let packed: string[];

/** Runs a program in the stranger's folder; what it printed goes with a failure. */
async function inHome(program: string, ...args: string[]): Promise<string> {
  return (await execa(program, args, { cwd: home })).stdout;
}

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'syspec-package-'));
  home = join(top, 'home');
  const source = join(top, 'source');
  // A copy, so that packing leaves the checkout's own dist/ alone.
  copyCheckout(source);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  await execa('npm', ['pack', '--pack-destination', top], { cwd: source });
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const tarball = join(top, `syspec-${version}.tgz`);
  const listing = await execa('tar', ['-tzf', tarball], { lines: true });
  packed = listing.stdout.map((path) => path.replace(/^package\//, ''));
  await inHome('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball);
}, 600_000);

afterAll(() => rmSync(top, { recursive: true, force: true }));

test('it holds what was compiled, and nothing of the development', () => {
  for (const file of ['dist/index.d.ts', 'dist/cli/main.js']) expect(packed).toContain(file);
  const compiled = packed.filter((path) => path.startsWith('dist/'));
  expect(compiled.filter((path) => /\.test\.|\/fixtures\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test('what tests a kernel begins: usage and options are known', async () => {
  expect(await inHome('npx', 'syspec', 'conform', '--help')).toContain('--flavour');
  const { exitCode, stderr } = await execa('npx', ['syspec', 'conform', 'absent'], {
    cwd: home,
    reject: false,
  });
  expect(stderr).toContain("no proposal 'absent'");
  expect(exitCode).toBe(2);
});

test('its program runs', async () => {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  expect(await inHome('npx', 'syspec', '--version')).toBe(version);
  const { exitCode, stderr } = await execa('npx', ['syspec', 'test'], { cwd: home, reject: false });
  expect(stderr).toContain('needs a checkout of the sources');
  expect(exitCode).toBe(2);
});

test('a reader that leaves early is no error', async () => {
  const script = 'set -o pipefail; npx syspec --help | true';
  const { exitCode, stderr } = await execa('bash', ['-c', script], { cwd: home, reject: false });
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('a stdout that takes nothing is no verdict, and no bug', async () => {
  const script = 'npx syspec --help > /dev/full';
  const { exitCode, stderr } = await execa('bash', ['-c', script], { cwd: home, reject: false });
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/^syspec: cannot write to stdout: ENOSPC.*\n {2}.*\n?$/);
});

test('its main job needs nothing else', async () => {
  const report = JSON.parse(await inHome('npx', 'syspec', 'check', '--json'));
  expect(report.ok).toBe(true);
  expect(report.results.length).toBeGreaterThan(0);
});

test('its explorer can be imported and used', async () => {
  const script = `
    import { BLOCKED, defineModel, explore, int, reachable } from 'syspec';
    const model = defineModel({
      name: 'counter',
      state: { n: int(0, 3) },
      init() {},
      actions: { Inc: { params: [], run(s) { if (s.n === 3) return BLOCKED; s.n += 1; } } },
    });
    const { distinct, verdicts } = explore(model, { properties: [reachable('full', (s) => s.n === 3)] });
    console.log(distinct, verdicts[0].kind);
  `;
  writeFileSync(join(home, 'counter.mjs'), script);
  expect(await inHome('node', 'counter.mjs')).toBe('4 holds');
});

test.each([
  ['es2023', 'none'],
  ['es2023,dom', 'none'],
  ['es2023', 'node'],
  ['es2023,dom', 'node'],
])('its types need none of the user: --lib %s, types of %s', async (lib, types) => {
  writeFileSync(
    join(home, 'use.ts'),
    "import * as all from 'syspec';\nimport { type CheckOptions, check } from 'syspec';\nexport const used = [all, (signal: NonNullable<CheckOptions['signal']>) => check([], { engines: ['explorer'], mutants: false, signal })];\n",
  );
  const options =
    '--ignoreConfig --noEmit --strict --module nodenext --moduleResolution nodenext --target es2023';
  const roots = types === 'node' ? inRoot('node_modules', '@types') : join(home, 'none');
  const args = [...options.split(' '), '--lib', lib, '--typeRoots', roots];
  if (types === 'node') args.push('--types', 'node');
  const { stdout } = await execa(inRoot('node_modules', '.bin', 'tsc'), [...args, 'use.ts'], {
    cwd: home,
    reject: false,
  });
  expect(stdout).toBe('');
});
