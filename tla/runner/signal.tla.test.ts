// SPDX-License-Identifier: MIT
// Signals to a process of its own that runs TLC: it must leave no process and no file.
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alive } from '../../base/fixtures/alive.ts';
import { type Compiled, compiled } from '../../base/fixtures/compiled.ts';
import { inRoot } from '../../base/root.ts';
import { shareClasses } from './fixtures/classes.ts';
import { findJar } from './jar.ts';

let built: Compiled;
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
  built = compiled('signal', DRIVER);
  const { root, temporary } = built;
  const jar = await findJar();
  await shareClasses(join(root, 'cache'));
  env = {
    ...process.env,
    ...{ TMPDIR: temporary, XDG_CACHE_HOME: join(root, 'cache'), SYSPEC_TLC_JAR: jar.path },
  };
});
afterAll(() => rmSync(built.root, { recursive: true }));

/** TLC, which is told of the private folder, and not the process that runs it. */
const running = () => alive('cmdline', built.temporary);

interface Ended {
  readonly exit: number | null;
  readonly said: string;
  /** Processes seen while TLC was at work. */
  readonly during: readonly string[];
}

/** Runs the driver, and calls `act` with its pid when TLC is at work. */
function drive(args: readonly string[], act: (pid: number) => void): Promise<Ended> {
  const spec = inRoot('tla', 'runner', 'fixtures', 'Endless.tla');
  const child = spawn(process.execPath, [join(built.root, 'driver.js'), spec, ...args], { env });
  let said = '';
  let during: string[] = [];
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (during.length > 0 || !said.includes('started')) return;
    during = running();
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
  expect(running()).toEqual([]);
  expect(readdirSync(built.temporary)).toEqual([]);
});

test('process.exit in the middle of a run leaves nothing either', async () => {
  const { exit } = await drive(['exit'], () => undefined);
  expect(exit).toBe(9);
  expect(readdirSync(built.temporary)).toEqual([]);
  // The kernel may take a moment to reap a killed orphan.
  await expect.poll(running).toEqual([]);
});

test('SIGKILL, of which the process learns nothing, ends TLC too', async () => {
  const { during } = await drive([], (pid) => process.kill(pid, 'SIGKILL'));
  expect(during.length).toBeGreaterThan(0);
  await expect.poll(running).toEqual([]);
});
