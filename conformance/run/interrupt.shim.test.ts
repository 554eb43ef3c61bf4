// SPDX-License-Identifier: MIT
// Ctrl-C in the middle of `conform --host`, as a shell sees it: what is printed, how it ends, and what it leaves behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aliveIn, type Compiled, compiled } from '../../base/fixtures/compiled.ts';
import { CONFORMANCE } from '../index.ts';

/** The program, with a line for each progress: without a terminal it tells of it every ten seconds. */
const DRIVER = `
import { conformCommand } from './dist/cli/conform.js';
import { run } from './dist/cli/program.js';
const output = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };
process.stderr.isTTY = true;
process.exitCode = await run(process.argv.slice(2), [conformCommand], output);
`;

const [PROPOSAL] = Object.values(CONFORMANCE);

let built: Compiled;
beforeAll(() => {
  built = compiled('interrupt-host', DRIVER);
}, 120_000);
afterAll(() => rmSync(built.root, { recursive: true, force: true }));

/** Interrupts it in the lane `small`. */
async function interrupted(...more: string[]) {
  const words = ['conform', PROPOSAL!.slug, '--host', ...more];
  const child = spawn(process.execPath, ['driver.js', ...words], {
    cwd: built.root,
    env: { ...process.env, TMPDIR: built.temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err, isTold] = ['', '', false];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
    if (!isTold && / small: [1-9]/.test(err)) isTold = child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

const mounts = () => readFileSync('/proc/self/mounts', 'utf8');

async function expectNothingLeft(before: string): Promise<void> {
  await expect.poll(() => aliveIn(built), { timeout: 20_000 }).toEqual([]);
  expect(readdirSync(built.temporary)).toEqual([]);
  expect(mounts()).toBe(before);
}

test('the rows that were begun are printed, and nothing stays behind', { timeout: 120_000 }, async () => {
  const before = mounts();
  const { code, out, err } = await interrupted();
  expect(err.indexOf('this kernel does not have')).toBeLessThan(err.indexOf(' small: '));
  expect(code).toBe(130);
  expect(out).toMatch(/^XX exhaustive +small +inconclusive /m);
  expect(out).toMatch(/ exhaustive small:\n {3}interrupted\n/);
  expect(out).toMatch(/\nXX interrupted: 2 rows begun, 1 ended, \d of these holds?; .*\n/);
  expect(out).not.toContain('every one holds');
  await expectNothingLeft(before);
});

test('and as JSON', { timeout: 120_000 }, async () => {
  const before = mounts();
  const { code, out } = await interrupted('--json');
  expect(code).toBe(130);
  expect(JSON.parse(out)).toMatchObject({
    ...{ schema: 1, ok: false, interrupted: true },
    results: [
      { scenario: 'cases' },
      { scenario: 'small', verdict: 'inconclusive', reason: 'interrupted', ok: false },
    ],
  });
  await expectNothingLeft(before);
});
