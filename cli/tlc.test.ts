// SPDX-License-Identifier: MIT
// The parts of `syspec tlc` that need no Java: options, and what cannot start.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inRoot } from '../base/root.ts';
import { tlcCommand } from './tlc.ts';

const spec = inRoot('tla', 'runner', 'fixtures', 'Ok.tla');

let out: string;
let err: string;
beforeEach(() => {
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

function tlc(...args: string[]): Promise<unknown> {
  return tlcCommand().exitOverride().parseAsync(args, { from: 'user' });
}

test('a specification that is not there is exit 2, on stderr', async () => {
  await tlc('absent.tla');
  expect(process.exitCode).toBe(2);
  expect(err).toMatch(/^syspec tlc: no such specification: .*absent\.tla\n$/);
  expect(out).toBe('');
});

test('with --json it is one object on stdout', async () => {
  await tlc('absent.tla', '--json');
  expect(process.exitCode).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    schema: 1,
    verdict: 'bad-specification',
    violation: null,
    trace: [],
  });
  expect(err).toBe('');
});

test('an absent configuration is exit 2, with what to do', async () => {
  await tlc(spec, '--config', 'absent.cfg');
  expect(process.exitCode).toBe(2);
  expect(err).toContain('--config');
});

test('no Java is exit 3', async () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('JAVA_HOME', '');
  vi.stubEnv('SYSPEC_TLC_JAR', spec);
  await tlc(spec, '--json');
  expect(process.exitCode).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ verdict: 'environment', code: 'JAVA_MISSING' });
});

test('a jar that the user names and that is not there is exit 2', async () => {
  vi.stubEnv('SYSPEC_TLC_JAR', join(import.meta.dirname, 'absent.jar'));
  await tlc(spec, '--json');
  expect(process.exitCode).toBe(2);
  expect(JSON.parse(out).message).toContain('absent.jar');
});

test.each([
  ['--workers', '0'],
  ['--workers', 'many'],
  ['--heap', '1.5'],
  ['--time', '0'],
  ['--time', '1e9'],
  ['--bogus', 'x'],
])('%s %s is refused', async (option, value) => {
  await expect(tlc(spec, option, value)).rejects.toMatchObject({ name: 'CommanderError' });
});

test('the help says what each exit status means', () => {
  const help: string[] = [];
  tlcCommand()
    .configureOutput({ writeOut: (text) => help.push(text) })
    .outputHelp();
  expect(help.join('')).toMatch(/Exit status: 0 .* 1 .* 2 [\s\S]* 3 /);
});
