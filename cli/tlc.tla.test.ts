// SPDX-License-Identifier: MIT
// `syspec tlc` with the real TLC: the exit code and the JSON of each verdict.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { folderOfFile } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { findJar } from '../tla/runner/jar.ts';
import { tlcCommand } from './tlc.ts';

const fixture = (name: string): string => inRoot('tla', 'runner', 'fixtures', name);
const folder = folderOfFile();

beforeAll(async () => {
  vi.stubEnv('SYSPEC_TLC_JAR', (await findJar()).path);
  vi.stubEnv('XDG_CACHE_HOME', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
});
afterEach(() => {
  process.exitCode = undefined;
});

interface Ran {
  readonly exit: number | string | undefined | null;
  readonly out: string;
}

async function tlc(...args: string[]): Promise<Ran> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  try {
    await tlcCommand().parseAsync(args, { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return { exit: process.exitCode, out };
}

test.each([
  [
    'Ok.tla',
    0,
    { verdict: 'holds', violation: null, distinct: 4, generated: 5, depth: 4, tlcExit: 0, log: null },
  ],
  [
    'Safety.tla',
    1,
    { verdict: 'violated', violation: { kind: 'safety', name: 'NeverASymlink' }, tlcExit: 12 },
  ],
  ['Liveness.tla', 1, { verdict: 'violated', tlcExit: 13, loop: { to: 1, action: 'Retry' } }],
  ['AssertInvariant.tla', 1, { verdict: 'violated', tlcExit: 76 }],
  ['EvalInvariant.tla', 2, { verdict: 'bad-specification', violation: null, tlcExit: 76 }],
  ['ParseError.tla', 2, { verdict: 'bad-specification', tlcExit: 150, trace: [] }],
  ['Memory.tla', 3, { verdict: 'environment', code: 'OUT_OF_MEMORY' }],
])('%s is exit %i', async (name, exit, object) => {
  const ran = await tlc(fixture(name), '--json', '--heap', '64');
  expect(ran.exit).toBe(exit);
  expect(JSON.parse(ran.out)).toMatchObject({ schema: 1, ...object });
});

test('a time limit is exit 3, and the log says how far it came', async () => {
  const { exit, out } = await tlc(fixture('Endless.tla'), '--time', '2.5', '--json');
  expect(exit).toBe(3);
  const { message, log } = JSON.parse(out) as { message: string; log: string };
  expect(message).toContain('2.5 s');
  expect(readFileSync(log, 'utf8')).toContain('Starting');
});

test('for people: the property, the behaviour and the size', async () => {
  const { exit, out } = await tlc(fixture('Safety.tla'), '--config', fixture('ActionProperty.cfg'));
  expect(exit).toBe(1);
  expect(out).toContain('Safety.tla: violated: action property InodeKept does not hold\n');
  expect(out).toContain('   2  Swap\n        file = [inode |-> 2, kind |-> "symlink"]\n3 distinct states');
});

test('--no-deadlock, --dump and --log do what they say', async () => {
  const [dump, log] = [join(folder, 'graph.dot'), join(folder, 'tlc.log')];
  const { exit, out } = await tlc(fixture('Deadlock.tla'), '--no-deadlock', '--dump', dump, '--log', log);
  expect(exit).toBe(0);
  expect(out).toContain(`state graph: ${dump}\nlog: ${log}\n`);
  expect(readFileSync(dump, 'utf8')).toContain('label="Take"');
  expect(readFileSync(log, 'utf8')).toContain('@!@!@STARTMSG 2193:0');
});
