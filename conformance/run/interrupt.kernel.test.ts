// SPDX-License-Identifier: MIT
// Ctrl-C, or a terminal that is lost, while a kernel is built, booted, run on, or a failure is made shorter: nothing stays behind.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aliveIn, type Compiled, compiled } from '../../base/fixtures/compiled.ts';
import { inRoot } from '../../base/root.ts';

const DRIVER = `
import { interruptible } from './dist/cli/signals.js';
import { openTarget } from './dist/conformance/harness/target/index.js';
import { CONFORMANCE } from './dist/conformance/index.js';
import { conform } from './dist/conformance/run/conform.js';
const [guests, ...patches] = process.argv.slice(2);
const onProgress = (text) => console.log(text);
const options = { flavour: 'unpatched', patches, onProgress };
const proposals = [Object.values(CONFORMANCE)[0]];
try {
  await interruptible(async (signal) => {
    const targets = [];
    try {
      while (targets.length < Number(guests)) targets.push(await openTarget({ ...options, signal }));
      const report = await conform({
        ...{ proposals, targets, signal, onProgress, folder: 'failures', columns: 100, known: [], runs: 20_000 },
        ...{ seed: 1, numbers: new Map(), replayOn: { flavour: 'unpatched' }, variant: proposals[0].variants[0].variant },
      });
      const rows = report.results.map(({ scenario, verdict, reason }) => [scenario, verdict, reason].join(' '));
      console.log('reported, interrupted ' + report.interrupted + ', ok ' + report.ok + ': ' + rows.join('; '));
    } finally {
      await Promise.all(targets.map((target) => target.close()));
    }
  });
} catch (error) {
  console.log('ended by ' + error.code);
}
`;

let built: Compiled;
beforeAll(() => {
  built = compiled('interrupt', DRIVER);
});
afterAll(() => rmSync(built.root, { recursive: true }));

/** Runs the driver, interrupts it once it says that it has come so far, and gives the last line. */
async function interruptAt(
  phase: RegExp,
  words: readonly string[],
  signal: NodeJS.Signals,
): Promise<string | undefined> {
  const child = spawn(process.execPath, ['driver.js', ...words], {
    cwd: built.root,
    env: { ...process.env, TMPDIR: built.temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let sent = false;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (!sent && phase.test(out)) sent = child.kill(signal);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return out.trimEnd().split('\n').at(-1);
}

/** A patch that no kernel in the cache has: the digits are in what it changes, for a message makes no other kernel. */
function freshPatch(): string {
  const patch = readFileSync(inRoot('conformance', 'run', 'fixtures', 'planted.patch'), 'utf8');
  const fresh = patch.replace('-EALREADY', `-EALREADY + 0 * ${Date.now()}LL`);
  expect(fresh).not.toBe(patch);
  const path = join(built.root, 'fresh.patch');
  writeFileSync(path, fresh);
  return path;
}

const PLANTED = inRoot('conformance', 'run', 'fixtures', 'planted.patch');

const NOTHING = /^ended by INTERRUPTED$/;

const ROWS = /^reported, interrupted true, ok false: cases holds ; small inconclusive interrupted$/;

test.each([
  ['a kernel is built', 'SIGINT', /building kernel/, () => ['1', freshPatch()], NOTHING],
  ['a guest boots', 'SIGINT', /booting/, () => ['1'], NOTHING],
  ['two guests run', 'SIGINT', / small: [1-9]\d* sequences/, () => ['2'], ROWS],
  ['two guests run', 'SIGHUP', / small: [1-9]\d* sequences/, () => ['2'], ROWS],
  [
    ...(['a failure is shrunk', 'SIGINT', /shrinking/, () => ['1', PLANTED]] as const),
    /^reported, interrupted true, ok false: (?:.*; )?\w+ violated interrupted$/,
  ],
] as const)('while %s: %s', async (_, signal, phase, words, last) => {
  expect(await interruptAt(phase, words(), signal)).toMatch(last);
  await expect.poll(() => aliveIn(built), { timeout: 20_000 }).toEqual([]);
  expect(readdirSync(built.temporary)).toEqual([]);
  expect(readdirSync(built.root)).not.toContain('failures');
});
