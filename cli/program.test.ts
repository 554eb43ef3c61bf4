// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import { inRoot } from '../base/root.ts';
import { allCommands, commandsFor } from './commands.ts';
import { run } from './program.ts';

const COMMANDS = await allCommands();

let stdout: string;
let stderr: string;
const output = {
  out: (text: string) => {
    stdout += text;
  },
  err: (text: string) => {
    stderr += text;
  },
};

/** A program with one command that does what the test says. */
function call(action: () => void | Promise<void>, ...argv: string[]): Promise<number> {
  return run(argv, [() => new Command('try').option('--json').action(action)], output);
}

const badInput = () => {
  throw new SyspecError('BAD_INPUT', 'a.md:3: no such rule', 'Write it.');
};

beforeEach(() => {
  stdout = '';
  stderr = '';
});
afterEach(() => {
  process.exitCode = undefined;
});

test('the exit code is what the command sets, and 0 when it sets none', async () => {
  expect(await call(() => {}, 'try')).toBe(0);
  expect(
    await call(() => {
      process.exitCode = 1;
    }, 'try'),
  ).toBe(1);
  expect([stdout, stderr]).toEqual(['', '']);
});

test('--version is the one of package.json', async () => {
  expect(await run(['--version'], await commandsFor(['--version']), output)).toBe(0);
  expect(stdout).toBe(`${JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).version}\n`);
});

test('the help names every command, and examples of those that there are', async () => {
  expect(await run(['--help'], COMMANDS, output)).toBe(0);
  for (const build of COMMANDS) expect(stdout).toContain(`\n  ${build().name()} `);
  expect(stdout).toMatch(/Examples:\n(?: {2}syspec .*\n)+\nExit codes:\n/);
  stdout = '';
  expect(await call(() => {}, '--help')).toBe(0);
  expect(stdout).not.toContain('Examples:');
});

test('the list of commands is the same without loading them, and fits', async () => {
  vi.stubEnv('COLUMNS', '70');
  expect(await run(['--help'], await commandsFor(['--help']), output)).toBe(0);
  const listed = stdout;
  for (const line of listed.split('\n')) expect(line.length).toBeLessThanOrEqual(70);
  stdout = '';
  expect(await run(['--help'], COMMANDS, output)).toBe(0);
  expect(listed).toBe(stdout);
  vi.unstubAllEnvs();
});

test.each([[['help', 'tlc']], [['tlc', '--help']]])('%j is the help of the command itself', async (argv) => {
  expect(await run(argv, await commandsFor(argv), output)).toBe(0);
  expect(stdout).toMatch(/^Usage: syspec tlc \[options\] <spec\.tla>/);
});

test('a command that there is not is named with the nearest one', async () => {
  expect(await run(['chekc'], await commandsFor(['chekc']), output)).toBe(2);
  expect(stderr).toContain('Did you mean check?');
});

test('help COMMAND is its help, and help alone the general one', async () => {
  expect(await call(() => {}, 'help', 'try')).toBe(0);
  expect(stdout).toMatch(/^Usage: syspec try /);
  for (const argv of [['help'], ['help', 'help'], ['help', '--help']]) {
    stdout = '';
    expect(await call(() => {}, ...argv)).toBe(0);
    expect(stdout).toMatch(/^Usage: syspec \[options\]/);
  }
});

test('every description is a sentence', () => {
  for (const build of COMMANDS) expect(build().description()).toMatch(/^[A-Z].*[.?]( \(needs [^)]+\))?$/);
});

describe('bad usage exits with 2', () => {
  const general = "'syspec --help' lists the commands, 'syspec COMMAND --help' the options of one.";
  const ofTry = "'syspec try --help' lists what it takes.";
  test.each([
    [['tri'], "unknown command 'tri'", 'Did you mean try?'],
    [['help', 'tri'], "unknown command 'tri'", 'Did you mean try?'],
    [['help', 'zz'], "unknown command 'zz'", general],
    [['nothing-like-it'], "unknown command 'nothing-like-it'", general],
    [['try', '--jsom'], "unknown option '--jsom'", 'Did you mean --json?'],
    [['--versoin'], "unknown option '--versoin'", 'Did you mean --version?'],
    [['try', 'a'], "too many arguments for 'try'. Expected 0 arguments but got 1.", ofTry],
    [['try', '--nothing-like-it'], "unknown option '--nothing-like-it'", ofTry],
    [['--nothing-like-it', 'zz'], "unknown option '--nothing-like-it'", general],
  ])('%j', async (argv, message, hint) => {
    expect(await call(() => {}, ...argv)).toBe(2);
    expect([stdout, stderr]).toEqual(['', `syspec: ${message}\n  ${hint}\n`]);
  });

  test('the hint names a subcommand too', async () => {
    const argv = ['kernel', 'build', '--nothing-like-it'];
    expect(await run(argv, await commandsFor(argv), output)).toBe(2);
    expect(stderr).toContain("  'syspec kernel build --help' lists what it takes.\n");
  });

  test('no command at all', async () => {
    expect(await call(() => {})).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Usage: (?:.*\n)*syspec: no command was given\n/);
  });
});

test('a coded error is printed with its hint, and has its own exit code', async () => {
  expect(await call(badInput, 'try')).toBe(2);
  expect([stdout, stderr]).toEqual(['', 'syspec: a.md:3: no such rule\n  Write it.\n']);
  const late = async () => Promise.reject(new SyspecError('JAVA_MISSING', 'no Java'));
  expect(await call(late, 'try')).toBe(3);
});

test('with --json an error is one JSON object', async () => {
  expect(await call(badInput, 'try', '--json')).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    schema: 1,
    ok: false,
    error: { code: 'BAD_INPUT', message: 'a.md:3: no such rule', hint: 'Write it.' },
  });
  stdout = '';
  expect(await call(() => {}, 'try', '--json', '--what')).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'BAD_USAGE' } });
});

test.each([
  ['a coded error', ['try', '--bisect'], 125],
  ['an option that nobody knows', ['try', '--bisect', '--what'], 125],
  ['the same behind --', ['try', '--', '--bisect'], 2],
])('with --bisect there is no verdict for git: %s', async (_, argv, code) => {
  expect(await call(badInput, ...argv)).toBe(code);
});

test('--json behind -- asks for nothing', async () => {
  expect(await call(badInput, 'try', '--', '--json')).toBe(2);
  expect(stdout).toBe('');
});

test('anything else is a bug: its stack, and no verdict', async () => {
  const bug = () => {
    throw new TypeError('not a function');
  };
  expect(await call(bug, 'try', '--json')).toBe(3);
  expect(stderr).toMatch(
    /^syspec: TypeError: not a function\n {4}at .*bug .*\n(?:.*\n)* {2}This is a bug in syspec/,
  );
  expect(JSON.parse(stdout).error.code).toBe('INTERNAL');
});
