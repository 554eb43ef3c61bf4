// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Command, Option } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { describeFailure, exitWith, outputFailure, printFailure } from './failure.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const error = (code: string, text: string) => Object.assign(new Error(`${code}: ${text}, write`), { code });

test('a reader that has seen enough is no failure', () => {
  expect(outputFailure(error('EPIPE', 'broken pipe'))).toBeUndefined();
});

test.each([
  ['ENOSPC', 'no space left on device'],
  ['EIO', 'i/o error'],
])('%s on stdout is trouble with the environment, and no bug', (code, text) => {
  expect(outputFailure(error(code, text))).toEqual({
    code: 'OUTPUT_FAILED',
    message: `cannot write to stdout: ${code}: ${text}, write`,
    hint: 'What was printed is not whole, so that there is no verdict: make room, or print elsewhere.',
    exitCode: 3,
  });
});

test('what no command can catch is no verdict for git either: a full stdout, for one', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const failure = outputFailure(error('ENOSPC', 'no space left on device'))!;
  exitWith(failure, ['conform', '--bisect'], false);
  exitWith(failure, ['conform'], false);
  expect([exit.mock.calls, err.mock.calls.length]).toEqual([[[125], [3]], 2]);
  vi.restoreAllMocks();
});

test('a thread without memory is trouble with the environment, and no bug', async () => {
  const code = 'const all = []; for (;;) all.push(new Array(1000).fill(Math.random()));';
  const worker = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  const [thrown] = await once(worker, 'exit').catch((error: unknown) => [error]);
  expect(describeFailure(thrown)).toEqual({
    code: 'OUT_OF_MEMORY',
    message: expect.stringMatching(/^a search ran out of memory: .*heap out of memory$/),
    hint: expect.stringContaining('NODE_OPTIONS=--max-old-space-size='),
    exitCode: 3,
  });
  expect(describeFailure(new Error('heap out of memory')).code).toBe('INTERNAL');
});

test.each([
  ['ENOSPC', 'DISK_FULL', 'Free some space'],
  ['EDQUOT', 'DISK_FULL', 'quota'],
  ['EACCES', 'NOT_PERMITTED', 'somebody who may'],
  ['EPERM', 'NOT_PERMITTED', 'somebody who may'],
  ['EROFS', 'NOT_PERMITTED', 'can only be read'],
])('%s of a file is trouble with the environment, and no bug', (name, code, hint) => {
  const refused = Object.assign(error(name, 'no'), { syscall: 'open', path: '/x' });
  expect(describeFailure(refused)).toEqual({
    ...{ code, message: `${name}: no, write`, hint: expect.stringContaining(hint), exitCode: 3 },
  });
  // What is no answer of the system is our own doing.
  expect(describeFailure(error(name, 'no')).code).toBe('INTERNAL');
});

test('what the system does not refuse is a bug still', () => {
  const wrong = Object.assign(error('EBADF', 'no'), { syscall: 'read' });
  expect(describeFailure(wrong).code).toBe('INTERNAL');
  expect([describeFailure(undefined).code, describeFailure('x').code]).toEqual(['INTERNAL', 'INTERNAL']);
});

test('a hint fits the terminal, and lines of its own stay lines', () => {
  vi.stubEnv('COLUMNS', '30');
  let said = '';
  const err = (text: string) => {
    said += text;
  };
  const output = { out: () => {}, err };
  const hint = `There are: ${'one, '.repeat(12)}two.\n  INIT Init`;
  printFailure({ code: 'BAD_USAGE', message: 'no', hint, exitCode: 2 }, false, output);
  const lines = said.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30);
  expect(lines.slice(1, -2).every((line) => line.startsWith('  '))).toBe(true);
  expect(lines.slice(-2)).toEqual(['  INIT Init', '']);
});

test('a value that an option does not take is answered with the nearest one', () => {
  const command = new Command('try')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addOption(new Option('--flavour <name>').choices(['fast', 'kasan']));
  let failure: unknown;
  try {
    command.parse(['--flavour', 'kazan'], { from: 'user' });
  } catch (error) {
    failure = describeFailure(error);
  }
  expect(failure).toEqual({
    code: 'BAD_USAGE',
    message: "--flavour <name> cannot be 'kazan'",
    hint: 'Did you mean kasan? There are: fast, kasan.',
    exitCode: 2,
  });
});
