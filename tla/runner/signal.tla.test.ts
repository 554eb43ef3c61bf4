// SPDX-License-Identifier: MIT
// Signals to a process of its own that runs TLC: it must leave no process and no file.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { findJar } from './jar.ts';

let root: string;
let temp: string;
let env: NodeJS.ProcessEnv;

/** Runs an endless specification twice; `started` when TLC is at work. `argv[3]` may ask it to exit by itself. */
const DRIVER = `
import { runTlc } from './dist/tla/runner/run.js';
const onEvent = ({ type }) => {
  if (type !== 'initial') return;
  console.log('started');
  if (process.argv[3] === 'exit') process.exit(9);
};
for (let i = 0; i < 2; i++) {
  const { verdict, message } = await runTlc({ spec: process.argv[2], onEvent });
  console.log(verdict + ': ' + message);
}
`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'syspec-signal-'));
  temp = join(root, 'tmp');
  mkdirSync(temp);
  const jar = await findJar();
  env = { ...process.env, TMPDIR: temp, XDG_CACHE_HOME: join(root, 'cache'), SYSPEC_TLC_JAR: jar.path };
  // Node 20 does not run TypeScript; a child process needs it compiled.
  const flags = ['--ignoreConfig', '--rewriteRelativeImportExtensions', '--skipLibCheck', '--types', 'node'];
  const target = [
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--rootDir',
    '.',
    '--outDir',
    join(root, 'dist'),
  ];
  const tsc = inRoot('node_modules', '.bin', 'tsc');
  execFileSync(tsc, [...flags, ...target, 'tla/runner/run.ts'], { cwd: inRoot(), stdio: 'inherit' });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'driver.js'), DRIVER);
});
afterAll(() => rmSync(root, { recursive: true }));

/** Command lines of live processes that name this test's private folder. */
function alive(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return [];
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(temp) ? [line] : [];
      } catch {
        return [];
      }
    });
}

interface Ended {
  readonly exit: number | null;
  readonly said: string;
  /** Processes seen while TLC was at work. */
  readonly during: readonly string[];
}

/** Runs the driver, and calls `act` with its pid when TLC is at work. */
function drive(args: readonly string[], act: (pid: number) => void): Promise<Ended> {
  const spec = inRoot('tla', 'runner', 'fixtures', 'Endless.tla');
  const child = spawn(process.execPath, [join(root, 'driver.js'), spec, ...args], { env });
  let said = '';
  let during: string[] = [];
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (during.length > 0 || !said.includes('started')) return;
    during = alive();
    act(child.pid!);
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve) => child.on('close', (exit) => resolve({ exit, said, during })));
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends TLC, and the run after it', async (signal) => {
  const { exit, said, during } = await drive([], (pid) => process.kill(pid, signal));
  const line = `environment: the run was ended by ${signal}\n`;
  expect(said).toBe(`started\n${line}${line}`);
  expect(exit).toBe(0);
  expect(during.length).toBeGreaterThan(0);
  expect(alive()).toEqual([]);
  expect(readdirSync(temp)).toEqual([]);
});

test('process.exit in the middle of a run leaves nothing either', async () => {
  const { exit } = await drive(['exit'], () => undefined);
  expect(exit).toBe(9);
  expect(readdirSync(temp)).toEqual([]);
  // The kernel may take a moment to reap a killed orphan.
  await expect.poll(alive).toEqual([]);
});
