// SPDX-License-Identifier: MIT
// The parts of `syspec tlc` that need no Java: options, and what cannot start.
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { inRoot } from '../base/root.ts';
import { captured } from './fixtures/captured.ts';
import { tlcCommand } from './tlc.ts';

const spec = inRoot('tla', 'runner', 'fixtures', 'Ok.tla');

afterEach(() => {
  vi.unstubAllEnvs();
});

const tlc = (...args: string[]) => captured('tlc', ...args);

test.each([
  [
    'a specification that is not there',
    ['absent.tla'],
    'no such specification: .*absent\\.tla\n {2}Name a .tla file\\.\n$',
  ],
  ['a folder', [inRoot('tla')], 'a folder, and not a specification: .*\n {2}Name the \\.tla file\\.\n$'],
  [
    'no configuration',
    [spec, '--config', 'absent.cfg'],
    'no configuration: there is no absent\\.cfg\n {2}.*--config',
  ],
  ['no library', [spec, '-I', 'absent'], 'no such folder of modules: .*absent\n {2}-I names'],
  ['no folder for the graph', [spec, '--dump', 'absent/g.dot'], 'cannot write the state graph: .*\n {2}'],
  ['no such jar', [spec, '--jar', 'absent.jar'], 'cannot read the TLC jar: .*absent\\.jar.*\n {2}.*--jar'],
])('%s is exit 2, on stderr', async (_, args, message) => {
  const { exit, out, err } = await tlc(...args);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toMatch(new RegExp(`^syspec: ${message}`));
});

test('with --json it is one object on stdout', async () => {
  const { exit, out, err } = await tlc(inRoot('tla'), '--json');
  expect([exit, err]).toEqual([2, '']);
  expect(JSON.parse(out)).toMatchObject({
    schema: 1,
    verdict: 'bad-specification',
    violation: null,
    trace: [],
    hint: 'Name the .tla file.',
    code: 'BAD_INPUT',
  });
});

test('no Java is exit 3', async () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('JAVA_HOME', '');
  vi.stubEnv('SYSPEC_TLC_JAR', spec);
  const { exit, out } = await tlc(spec, '--json');
  expect(exit).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ verdict: 'environment', code: 'JAVA_MISSING' });
});

test('a jar that the environment names and that is not there is exit 3', async () => {
  vi.stubEnv('SYSPEC_TLC_JAR', join(import.meta.dirname, 'absent.jar'));
  const { exit, err } = await tlc(spec);
  expect(exit).toBe(3);
  expect(err).toMatch(/^syspec: cannot read the TLC jar: .*absent\.jar.*\n {2}SYSPEC_TLC_JAR names it: /);
});

test.each([
  ['--workers', '0'],
  ['--workers', 'many'],
  ['--heap', '1.5'],
  ['--time', '0'],
  ['--time', '1e9'],
  ['--bogus', 'x'],
])('%s %s is refused', async (option, value) => {
  expect(await tlc(spec, option, value)).toMatchObject({ exit: 2, out: '' });
});

test('the help says what each exit status means', () => {
  const help: string[] = [];
  tlcCommand()
    .configureOutput({ writeOut: (text) => help.push(text) })
    .outputHelp();
  expect(help.join('')).toMatch(/Exit status: 0 .* 1 .* 2 [\s\S]* 3 /);
});
