// SPDX-License-Identifier: MIT
// The runner with the real TLC: what the recorded logs cannot show.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDot } from './dot.ts';
import { shareClasses } from './fixtures/classes.ts';
import { findJar } from './jar.ts';
import { runTlc, type TlcOptions, type TlcRun } from './run.ts';

let root: string;
let specs: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'syspec-run-'));
  // A space, and a copy: nobody else writes there.
  specs = join(root, 'some specs');
  cpSync(join(import.meta.dirname, 'fixtures'), specs, { recursive: true });
  mkdirSync(join(root, 'tmp'));
  await shareClasses(join(root, 'cache'));
  env = {
    ...process.env,
    SYSPEC_TLC_JAR: (await findJar()).path,
    XDG_CACHE_HOME: join(root, 'cache'),
  };
  // Private folders are made here, so that what is left can be seen.
  process.env.TMPDIR = join(root, 'tmp');
});
afterAll(() => {
  delete process.env.TMPDIR;
  rmSync(root, { recursive: true });
});

const left = (): string[] => [...readdirSync(specs).sort(), ...readdirSync(join(root, 'tmp'))];
let before: string[];
beforeEach(() => {
  before = left();
});

function run(name: string, more: Partial<TlcOptions> = {}): Promise<TlcRun> {
  return runTlc({ spec: join(specs, `${name}.tla`), env, small: true, ...more });
}

// Several tests look at the same run.
const ended = new Map<string, Promise<TlcRun>>();

/** How a specification ends with a configuration of its own. */
function endOf(spec: string, config: string): Promise<TlcRun> {
  const found = ended.get(config) ?? run(spec, { config: join(specs, `${config}.cfg`) });
  ended.set(config, found);
  return found;
}

describe('each specification ends as its comment says', () => {
  test.each([
    ['Ok', 'Ok', 0, 'holds', null],
    ['Liveness', 'LivenessFair', 0, 'holds', null],
    ['Assumption', 'Assumption', 10, 'violated', { kind: 'assumption', name: 'LimitIsPositive' }],
    ['Deadlock', 'Deadlock', 11, 'violated', { kind: 'deadlock', name: null }],
    ['Safety', 'Safety', 12, 'violated', { kind: 'safety', name: 'NeverASymlink' }],
    ['Ok', 'OkInitial', 12, 'violated', { kind: 'safety', name: 'Positive' }],
    ['Safety', 'ActionProperty', 13, 'violated', { kind: 'action-property', name: 'InodeKept' }],
    ['Liveness', 'Liveness', 13, 'violated', { kind: 'liveness', name: 'Answered' }],
    ['Liveness', 'LivenessStuttering', 13, 'violated', { kind: 'liveness', name: 'Answered' }],
    ['AssertAction', 'AssertAction', 14, 'violated', { kind: 'assert', name: 'n reached two' }],
    ['AssertInvariant', 'AssertInvariant', 76, 'violated', { kind: 'assert', name: 'n reached two' }],
    ['AssertInit', 'AssertInit', 75, 'violated', { kind: 'assert' }],
    ['ParseError', 'ParseError', 150, 'bad-specification', null],
    ['SemanticError', 'SemanticError', 150, 'bad-specification', null],
    ['Ok', 'BadCfg', 255, 'bad-specification', null],
    ['Ok', 'UnknownName', 151, 'bad-specification', null],
    ['EvalAction', 'EvalAction', 255, 'bad-specification', null],
    ['EvalInvariant', 'EvalInvariant', 76, 'bad-specification', null],
    ['EvalAssumption', 'EvalAssumption', 10, 'bad-specification', null],
    ['NoInitial', 'NoInitial', 0, 'bad-specification', null],
  ] as const)('%s with %s.cfg exits %i: %s', async (spec, config, exit, verdict, violation) => {
    const result = await endOf(spec, config);
    expect(result.tlcExit).toBe(exit);
    expect(result.verdict).toBe(verdict);
    if (violation === null) expect(result.violation).toBeNull();
    else expect(result.violation).toMatchObject(violation);
    expect(left()).toEqual(before);
  });
});

test('errors name the file and the line', async () => {
  const said = async (spec: string, config = spec) => (await endOf(spec, config)).message;
  expect(await said('ParseError')).toContain(`${join(specs, 'ParseError.tla')}:5: `);
  expect(await said('EvalAction')).toContain(`${join(specs, 'EvalAction.tla')}:7: `);
  expect(await said('Ok', 'BadCfg')).toContain(`${join(specs, 'BadCfg.cfg')}:2: `);
});

test('five runs of one specification in one folder do not disturb each other', async () => {
  const runs = await Promise.all(Array.from({ length: 5 }, () => run('Safety', { heapMb: 256 })));
  expect(runs.map(({ verdict, tlcExit }) => [verdict, tlcExit])).toEqual(Array(5).fill(['violated', 12]));
  expect(left()).toEqual(before);
});

test('with -continue TLC exits 0 after a violation, which is a violation still', async () => {
  const result = await run('Safety', { continue: true });
  expect(result).toMatchObject({ tlcExit: 0, success: true, verdict: 'violated', distinct: 7 });
});

describe('deadlock', () => {
  test('can be allowed against the configuration', async () => {
    expect(await run('Deadlock', { deadlock: false })).toMatchObject({ verdict: 'holds', distinct: 6 });
  });

  test('can be forbidden against the configuration', async () => {
    const configText = `${readFileSync(join(specs, 'Deadlock.cfg'), 'utf8')}CHECK_DEADLOCK FALSE\n`;
    expect(await run('Deadlock', { configText })).toMatchObject({ verdict: 'holds' });
    expect(await run('Deadlock', { configText, deadlock: true })).toMatchObject({ tlcExit: 11 });
  });
});

test('a generated configuration needs no file', async () => {
  const configText = 'SPECIFICATION Spec\nINVARIANT Positive\n';
  expect((await run('Ok', { configText })).violation).toMatchObject({ name: 'Positive' });
});

test('modules of other folders are found', async () => {
  const [here, library] = [join(root, 'here'), join(root, 'the library')];
  mkdirSync(here);
  mkdirSync(library);
  writeFileSync(join(library, 'Part.tla'), '---- MODULE Part ----\nStart == 7\n====\n');
  const spec = join(here, 'Whole.tla');
  writeFileSync(
    spec,
    "---- MODULE Whole ----\nEXTENDS Part\nVARIABLE n\nInit == n = Start\nNext == n' = n\n====\n",
  );
  const configText = 'INIT Init\nNEXT Next\n';
  expect(await run('', { spec, configText, libraries: [library] })).toMatchObject({
    verdict: 'holds',
    distinct: 1,
  });
  const absent = await run('', { spec, configText });
  expect(absent).toMatchObject({ verdict: 'bad-specification', message: expect.stringContaining('Part') });
  expect(absent.hint).toContain('-I DIR');
});

test('the state graph is whole, its folder may have spaces, and a violation cuts it', async () => {
  const dump = join(root, 'state graph.dot');
  expect(
    await run('Safety', { dump, configText: 'SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n' }),
  ).toMatchObject({ dump });
  expect((await readDot(dump)).states.size).toBe(7);
  await run('Safety', { dump });
  expect((await readDot(dump)).states.size).toBeLessThan(7);
  expect(left()).toEqual(before);
});

test('no state graph without a verdict', async () => {
  const dump = join(root, 'none.dot');
  expect(await run('EvalAction', { dump })).toMatchObject({ dump: null });
  expect(existsSync(dump)).toBe(false);
});

test('coverage counts the actions, also one that is never taken', async () => {
  const { coverage } = await run('Safety', { config: join(specs, 'ActionProperty.cfg'), coverage: true });
  const taken = [...coverage].map(([action, { generated }]) => [action.split(' ')[0], generated]);
  expect(taken).toContainEqual(['Use', 0]);
});

test('two workers find the same states', async () => {
  expect(await run('Safety', { workers: 2, continue: true, small: false })).toMatchObject({
    distinct: 7,
    verdict: 'violated',
  });
});

describe('the log', () => {
  test('is where it was asked for', async () => {
    const log = join(root, 'asked.log');
    expect((await run('Ok', { log })).log).toBe(log);
    expect(readFileSync(log, 'utf8')).toContain('@!@!@STARTMSG 2193:0 @!@!@');
  });

  test('is kept after an error, and not after a verdict', async () => {
    expect((await endOf('Safety', 'Safety')).log).toBeNull();
    const { log } = await endOf('SemanticError', 'SemanticError');
    expect(readFileSync(log!, 'utf8')).toContain('Unknown operator');
    expect(log!.startsWith(join(root, 'cache', 'syspec', 'logs'))).toBe(true);
  });

  test("that cannot be written is the caller's error", async () => {
    await expect(run('Ok', { log: join(root, 'absent', 'x.log') })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(left()).toEqual(before);
  });
});

describe('limits', () => {
  test('time', async () => {
    const result = await run('Endless', { timeLimitMs: 1500 });
    expect(result).toMatchObject({ verdict: 'environment', code: 'INTERRUPTED', tlcExit: null });
    expect(result.message).toContain('time limit of 1.5 s');
    expect(left()).toEqual(before);
  });

  test('heap', async () => {
    const result = await run('Memory', { heapMb: 64, small: false });
    expect(result).toMatchObject({ verdict: 'environment', code: 'OUT_OF_MEMORY' });
    expect(left()).toEqual(before);
  });

  test('a heap that no machine has', async () => {
    const result = await run('Ok', { heapMb: 1e12 });
    expect(result).toMatchObject({ verdict: 'environment', tlcExit: 1 });
    expect(result.hint).toContain('ask for less');
  });

  test('a heap that is too small for Java itself', async () => {
    const result = await run('Ok', { heapMb: 1 });
    expect(result).toMatchObject({ verdict: 'environment', code: 'TLC_CRASHED' });
    expect(result.message).toMatch(/^Java did not start TLC: .*heap$/);
    expect(result.hint).toContain('more memory');
  });

  test('an abort', async () => {
    const controller = new AbortController();
    const result = await run('Endless', {
      signal: controller.signal,
      onEvent: ({ type }) => type === 'initial' && controller.abort(),
    });
    expect(result).toMatchObject({ verdict: 'environment', code: 'INTERRUPTED', initial: 1000, log: null });
    expect(left()).toEqual(before);
  });
});

test('an option that TLC does not know is no verdict', async () => {
  const result = await run('Ok', { extraArgs: ['-bogus'] });
  expect(result).toMatchObject({ verdict: 'environment', code: 'TLC_CRASHED', tlcExit: 1 });
  expect(result.message).toContain('-bogus');
});

test('a jar that is not the pinned one runs, and is reported', async () => {
  const jar = join(root, 'other.jar');
  cpSync(env.SYSPEC_TLC_JAR!, jar);
  // A zip may be followed by anything.
  writeFileSync(jar, '\0', { flag: 'a' });
  const result = await run('Ok', { jar });
  expect(result).toMatchObject({ verdict: 'holds', jar: { path: jar, pinned: false } });
  expect(left()).toEqual(before);
});

test('a jar without TLC: what Java says, and what to do', async () => {
  const jar = join(root, 'empty.jar');
  writeFileSync(jar, 'no zip');
  const result = await run('Ok', { jar });
  expect(result).toMatchObject({ verdict: 'environment', code: 'TLC_CRASHED' });
  expect(result.message).toMatch(
    /^Java did not start TLC: Error: Could not find or load main class tlc2\.TLC/,
  );
  expect(result.hint).toContain('tla2tools.jar');
});

describe('what cannot start is thrown', () => {
  test('no Java', async () => {
    const bare = { ...env, PATH: '', JAVA_HOME: '' };
    await expect(run('Ok', { env: bare })).rejects.toMatchObject({ code: 'JAVA_MISSING', exitCode: 3 });
  });

  test('no specification, no configuration, not a specification', async () => {
    await expect(run('Absent')).rejects.toMatchObject({ code: 'BAD_INPUT', exitCode: 2 });
    await expect(run('Ok', { config: join(specs, 'Absent.cfg') })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await expect(run('', { spec: join(specs, 'Ok.cfg') })).rejects.toThrow('not a .tla file');
  });
});
