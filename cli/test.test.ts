// SPDX-License-Identifier: MIT
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SyspecError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { findSource } from '../conformance/kernel/source/source.ts';
import { checkLane } from '../conformance/run/lane-names.ts';
import { addRun, inputsOf } from '../records/record.ts';
import { capturedFrom } from './fixtures/captured.ts';
import { commandStep } from './test/command.ts';
import { conformSteps, fullRuns } from './test/conform.ts';
import { recordedStep } from './test/recorded.ts';
import { type StepResult, single, stdioOf, type TestStep, troubleOf } from './test/step.ts';
import { testSteps } from './test/steps.ts';
import { readVitestReport } from './test/vitest-report.ts';
import { runSteps, testCommand } from './test.ts';

function step(name: string, result: StepResult | Error): TestStep {
  return {
    name,
    run: async () => {
      if (result instanceof Error) throw result;
      return result;
    },
  };
}

async function outcome(...steps: TestStep[]): Promise<[number, string]> {
  let printed = '';
  const { exitCode } = await runSteps(steps, (text) => {
    printed += text;
  });
  return [exitCode, printed.replaceAll(TIME, 'T')];
}

/** How long something took, which no test asserts. */
const TIME = /(?:\d+ min )?\d+(?:\.\d+)? s\b/g;

const noJava = new SyspecError('JAVA_MISSING', 'no Java', 'Install it.');

describe('the steps', () => {
  test('all are run, and the last line counts', async () => {
    const [code, printed] = await outcome(
      step('lint', single(true)),
      step('types', single(false)),
      step('unit', { passed: 40, failed: 2, note: '2 skipped' }),
    );
    expect(code).toBe(1);
    expect(printed).toBe(
      '\n== lint ==\n-- lint  ok  1 passed, 0 failed, T\n' +
        '\n== types ==\n-- types  FAIL  0 passed, 1 failed, T\n' +
        '\n== unit ==\n-- unit  FAIL  40 passed, 2 failed, T  (2 skipped)\n\n== summary ==\n' +
        'lint   ok    1 passed, 0 failed, T\n' +
        'types  FAIL  0 passed, 1 failed, T\n' +
        'unit   FAIL  40 passed, 2 failed, T  (2 skipped)\n\n' +
        'T in all\n41 passed, 3 failed\n',
    );
  });

  test('exit 0 only when nothing failed', async () => {
    expect((await outcome(step('a', single(true))))[0]).toBe(0);
  });

  test('trouble with the environment fails the step and exits with 3', async () => {
    const [code, printed] = await outcome(step('lint', single(true)), step('tla', noJava));
    expect(code).toBe(3);
    expect(printed).toMatch(
      /tla {3}FAIL {2}0 passed, 1 failed, T {2}\(no Java\. Install it\.\)\n\nT in all\n1 passed, 1 failed\n$/,
    );
  });

  test('a failure counts for more than the environment', async () => {
    expect((await outcome(step('lint', single(false)), step('tla', noJava)))[0]).toBe(1);
  });

  test('told to end, it makes no other step, says so, and has no verdict', async () => {
    const controller = new AbortController();
    const last: TestStep = { name: 'unit', run: async () => single(true, String(controller.abort() ?? '')) };
    let printed = '';
    const { exitCode } = await runSteps(
      [step('lint', single(true)), last, step('tla', single(true)), step('boot', single(true))],
      (text) => {
        printed += text;
      },
      controller.signal,
    );
    expect(exitCode).toBe(3);
    expect(printed).not.toContain('== tla ==');
    expect(printed).toMatch(/ended {2}FAIL .*\(the run was told to end: 2 steps not made\)\n/);
  });

  test('nothing run is no success, and exits with 2', async () => {
    const [code, printed] = await outcome(step('unit', { passed: 0, failed: 0, note: 'no test matches' }));
    expect(code).toBe(2);
    expect(printed).toMatch(/0 passed, 1 failed\n$/);
  });

  test('what only tells is neither passed nor failed', async () => {
    const told: StepResult = { passed: 0, failed: 0, note: 'lease: no kernel yet', isTold: true };
    const [code, printed] = await outcome(step('lint', single(true)), step('not-there', told));
    expect([code, printed]).toEqual([
      0,
      expect.stringMatching(
        /not-there {2}-- {2}0 passed, 0 failed, T {2}\(lease: no kernel yet\)\n\nT in all\n1 passed, 0 failed\n$/,
      ),
    ]);
  });

  test('a bug is not a result', async () => {
    await expect(outcome(step('a', new TypeError('oops')))).rejects.toThrow('oops');
  });
});

describe('the report of the test runner', () => {
  const report = (figures: object) =>
    JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [],
      ...figures,
    });

  test.each<[string, object, number, boolean, StepResult]>([
    ['passed', { numPassedTests: 3 }, 0, false, { passed: 3, failed: 0, note: '' }],
    ['failed', { numPassedTests: 3, numFailedTests: 1 }, 1, false, { passed: 3, failed: 1, note: '' }],
    [
      'skipped',
      { numPassedTests: 3, numPendingTests: 2 },
      0,
      false,
      { passed: 3, failed: 2, note: '2 skipped' },
    ],
    ['to do', { numPassedTests: 3, numTodoTests: 1 }, 0, false, { passed: 3, failed: 1, note: '1 to do' }],
    ['empty', {}, 0, false, { passed: 0, failed: 1, note: 'no test was run' }],
    ['empty by a filter', {}, 0, true, { passed: 0, failed: 0, note: '' }],
    [
      'unhandled error',
      { numPassedTests: 3 },
      1,
      false,
      { passed: 3, failed: 1, note: 'the test runner ended with exit code 1' },
    ],
    [
      'not loaded',
      { numPassedTests: 3, testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }] },
      1,
      false,
      { passed: 3, failed: 1, note: 'files that could not be loaded: 1' },
    ],
  ])('%s', (_, figures, exitCode, filtered, result) => {
    expect(readVitestReport(report(figures), exitCode, filtered)).toEqual(result);
  });

  test('a report in another form is not a pass', () => {
    expect(() => readVitestReport('{}', 0, false)).toThrow('numPassedTests');
  });
});

describe('in a folder', () => {
  let root: string;
  /** A program that adds what it was asked to the file `called`, and then does this. */
  const noting = (then = ''): string => {
    const script = join(root, 'noting.mjs');
    const note = "appendFileSync('called', process.argv.slice(2).join(' ') + '\\n');";
    writeFileSync(script, `import { appendFileSync } from 'node:fs';\n${note}\n${then}`);
    return script;
  };
  const of = (name: string) => {
    const found = testSteps({ root, full: false, stale: false, filter: undefined, json: false }).find(
      (each) => each.name === name,
    );
    if (found === undefined) throw new Error(`no step ${name}`);
    return found;
  };
  beforeEach(() => {
    root = folderOfTest();
  });
  afterEach(() => {
    process.exitCode = undefined;
  });

  test('a tool that is not installed is trouble with the environment', async () => {
    const [code, printed] = await outcome(of('lint'), of('unit'));
    expect(code).toBe(3);
    expect(printed).toContain("biome is not installed. Run 'npm ci' in the checkout.");
    expect(printed).toContain('vitest is not installed');
  });

  test('so is one that cannot be started', async () => {
    install('biome', 'exit 0');
    chmodSync(join(root, 'node_modules/.bin/biome'), 0o644);
    const [code, printed] = await outcome(of('lint'));
    expect([code, printed]).toEqual([3, expect.stringMatching(/biome cannot be started: .*EACCES/)]);
  });

  test('of what is recorded there is no such step: exit 2, and not the records alone', async () => {
    const { exit, err } = await capturedFrom(
      [() => testCommand()],
      'test',
      '--full',
      '--stale',
      'conform-no',
    );
    expect(exit).toBe(2);
    expect(err).toMatch(/^syspec: no test matches 'conform-no'\n {2}Name a step that is recorded: check, /);
  });

  test('an installed package says that it has no tests, with exit 2', async () => {
    const { exit, err } = await capturedFrom([() => testCommand(root)], 'test');
    expect(exit).toBe(2);
    expect(err).toMatch(/^syspec: 'syspec test' needs a checkout of the sources/);
  });

  /** Puts a tool into the checkout: a shell script. */
  function install(tool: string, script: string): void {
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules/.bin', tool), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  test('with --json stdout has one object, and what is said goes to stderr', async () => {
    writeFileSync(join(root, 'vitest.config.ts'), '');
    install('biome', 'exit 1');
    const { exit, out, err } = await capturedFrom([() => testCommand(root)], 'test', 'lint', '--json');
    expect(exit).toBe(1);
    const { steps, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ schema: 1, passed: 0, failed: 1, ok: false });
    const seconds = expect.any(Number);
    expect(steps).toEqual([{ name: 'lint', passed: 0, failed: 1, note: '', seconds }]);
    expect(err).toMatch(/\n== summary ==\nlint {2}FAIL /);
  });

  test.each([false, true])('the output of tools is on our stdout, and with --json on stderr: %j', (json) => {
    const [, out] = stdioOf({ root, full: false, stale: false, filter: undefined, json });
    expect(out).toBe(json ? 2 : 'inherit');
  });

  test('a filter that matches nothing exits with 2, and the steps are listed', async () => {
    writeFileSync(join(root, 'vitest.config.ts'), '');
    install('vitest', 'touch started');
    const { exit, out, err } = await capturedFrom([() => testCommand(root)], 'test', 'zz');
    expect([exit, out, existsSync(join(root, 'started'))]).toEqual([2, '', false]);
    expect(err.replace(/\n +(?=\S)/g, ' ')).toBe(
      "syspec: no test matches 'zz'" +
        ' Name part of the path of a test file, or a step: lint, types, layout, not-there, unit, tla, check-agree, ' +
        'model-mutants, boot, kernel, conform, conform-proposed, conform-naive, conform-today-fixed, records, check, agree.\n',
    );
  });

  test.each(['sub/lock', 'LOCK.test', 'sub/lock.test.ts:12', 'absolute'])(
    'the test runner is asked where a file matches: %s',
    async (filter) => {
      writeFileSync(join(root, 'vitest.config.ts'), '');
      mkdirSync(join(root, 'sub'));
      writeFileSync(join(root, 'sub', 'lock.test.ts'), '');
      install('vitest', 'touch started');
      const path = filter === 'absolute' ? join(root, 'sub') : filter;
      const { exit, out } = await capturedFrom([() => testCommand(root)], 'test', path);
      expect([exit, existsSync(join(root, 'started'))]).toEqual([2, true]);
      expect(out).toMatch(/0 passed, 1 failed\n$/);
    },
  );

  test.each([
    [true, undefined, ''],
    [false, undefined, '1'],
    [false, '1', ''],
  ])('terminal %j, FORCE_COLOR %j: tools see NO_COLOR=%j', async (terminal, force, seen) => {
    install('biome', 'printf %s "$NO_COLOR" >seen');
    const { isTTY } = process.stdout;
    vi.stubEnv('NO_COLOR', undefined).stubEnv('FORCE_COLOR', force);
    process.stdout.isTTY = terminal;
    try {
      await of('lint').run();
    } finally {
      process.stdout.isTTY = isTTY;
      vi.unstubAllEnvs();
    }
    expect(readFileSync(join(root, 'seen'), 'utf8')).toBe(seen);
  });

  test('a filter that names a step leaves that one, another those that run tests', () => {
    const names = (filter: string | undefined) =>
      testSteps({ root, full: false, stale: false, filter, json: false }).map(({ name }) => name);
    expect(names(undefined)).toEqual([
      ...[
        'lint',
        'types',
        'layout',
        'not-there',
        'unit',
        'tla',
        'check-agree',
        'model-mutants',
        'boot',
        'kernel',
        'conform',
      ],
      ...['conform-proposed', 'conform-naive', 'conform-today-fixed', 'records'],
    ]);
    expect(names('layout')).toEqual(['layout']);
    // A whole run asks TLC once for both.
    expect([names('check'), names('agree')]).toEqual([['check'], ['agree']]);
    expect(names('cli')).toEqual(['unit', 'tla', 'kernel']);
  });

  test('a full run has every flavour and the long tests', () => {
    const names = testSteps({ root, full: true, stale: false, filter: undefined, json: false }).map(
      ({ name }) => name,
    );
    expect(names.slice(names.indexOf('boot'))).toEqual([
      ...['boot', 'kernel', 'full', 'conform', 'conform-fast', 'conform-pristine', 'conform-series'],
      ...[
        'conform-places',
        'conform-hooks',
        'conform-kasan',
        'conform-kcsan',
        'conform-naive',
        'conform-today-fixed',
        'conform-all',
        ...['conform-7.3', 'conform-proposed-7.3', 'conform-naive-7.3', 'conform-today-fixed-7.3'],
        'conform-hooks-7.3',
        'conform-all-7.3',
        'mutants',
        'cost',
        'records',
        'docs',
      ],
    ]);
    expect(testSteps({ root, full: true, stale: false, filter: 'conform-kasan', json: false })).toHaveLength(
      1,
    );
  });

  test('of what is stale only the recorded runs are made', () => {
    const stale = { root, full: true, stale: true, json: false };
    const names = testSteps({ ...stale, filter: undefined }).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['check', 'model-mutants', 'tla-mutants', 'agree']);
    expect(names.slice(-3)).toEqual(['mutants', 'cost', 'records']);
    expect(names).not.toContain('conform-all');
    expect(names).not.toContain('conform-all-7.3');
    expect(testSteps({ ...stale, filter: 'conform-kasan' }).map(({ name }) => name)).toEqual([
      'conform-kasan',
      'records',
    ]);
  });

  test('a run whose record is of what is here is not made again', async () => {
    const script = noting();
    const inputs = inputsOf(root, 'old', 'mutants');
    const finding = {
      kind: 'mutants',
      name: '',
      ok: true,
      environment: null,
      seed: null,
      rows: [],
      totals: {},
    };
    mkdirSync(join(root, 'records'));
    addRun(root, 'new', finding as Finding, inputs);
    addRun(root, 'old', finding as Finding, { ...inputs, document: 'another' });
    const at = { root, full: true, stale: true, filter: undefined, json: false };
    const step = recordedStep(at, 'mutants', ['new', 'old'], ['mutants', '--record'], script);
    expect(await step.run()).toMatchObject({ passed: 2, failed: 0, note: '' });
    expect(readFileSync(join(root, 'called'), 'utf8')).toBe('mutants old --record\n');
    const kept = recordedStep(at, 'mutants', ['new'], ['mutants', '--record'], script);
    expect(await kept.run()).toMatchObject({ passed: 1, failed: 0 });
    expect(readFileSync(join(root, 'called'), 'utf8').split('\n')).toHaveLength(2);
  });

  test('a record that cannot be read keeps no other proposal from being asked', async () => {
    const script = noting();
    mkdirSync(join(root, 'records'));
    writeFileSync(join(root, 'records/broken.json'), '{');
    const at = { root, full: true, stale: true, filter: undefined, json: false };
    const subjects = ['broken', 'other'].map((slug) => ({ slug, variant: 'today', needsProposal: false }));
    const step = conformSteps(at, subjects, script).find(({ name }) => name === 'cost')!;
    expect(await step.run()).toMatchObject({
      ...{ passed: 1, failed: 1, note: expect.stringContaining('records/broken.json cannot be read') },
    });
    expect(readFileSync(join(root, 'called'), 'utf8')).toBe('bench cost other --record\n');
  });

  test('what a series costs is counted for each whose record is of something older', async () => {
    const script = noting(`if (process.argv[4] === 'dear') process.exitCode = 1;`);
    mkdirSync(join(root, 'records'));
    const counted = { kind: 'cost', name: '', ok: true, environment: null, seed: null, rows: [], totals: {} };
    addRun(root, 'new', counted as Finding, inputsOf(root, 'new', 'cost'));
    const subjects = ['new', 'old', 'dear'].map((slug) => ({ slug, variant: 'today', needsProposal: false }));
    const at = { root, full: true, stale: true, filter: undefined, json: false };
    const step = conformSteps(at, subjects, script).find(({ name }) => name === 'cost')!;
    expect(step.isRecorded).toBe(true);
    const { own = {}, ...result } = await step.run();
    expect(result).toMatchObject({ passed: 2, failed: 1, note: 'dear' });
    // What is kept took no time of its own.
    expect(Object.keys(own)).toEqual(['old', 'dear']);
    expect(readFileSync(join(root, 'called'), 'utf8')).toBe(
      'bench cost old --record\nbench cost dear --record\n',
    );
  });

  test('of a source that is missing it is not said to name one, for which there is no option', async () => {
    const missing: unknown = await findSource(undefined, '7.3', join(root, 'absent')).catch((error) => error);
    expect((missing as SyspecError).hint).toContain('--source');
    const words = troubleOf(missing);
    expect(words).toMatch(
      /^there is no .*\/linux-source-7\.3\.tar\.xz\. Install it \(.*linux-source-7\.3\)\.$/,
    );
    const { options } = testCommand();
    expect(options.map(({ long }) => long)).not.toContain('--source');
  });

  test('without QEMU the tests on a kernel are a failure of the environment', async () => {
    vi.stubEnv('PATH', root);
    const [code, printed] = await outcome(of('kernel'));
    vi.unstubAllEnvs();
    expect(code).toBe(3);
    expect(printed).toContain('not installed: gcc, make, qemu-system-x86_64');
  });

  test('each proposal is compared with its variant, and counts', async () => {
    const script = noting(`process.exitCode = process.argv[3] === 'bad' ? 1 : 0;`);
    const subjects = ['good', 'bad', 'fine'].map((slug) => ({
      slug,
      variant: `today-${slug}`,
      needsProposal: false,
    }));
    const steps = conformSteps(
      { root, full: false, stale: false, filter: undefined, json: false },
      subjects,
      script,
    );
    const [code, printed] = await outcome(...steps);
    expect(code).toBe(1);
    expect(printed).toMatch(/conform +FAIL {2}2 passed, 1 failed, T {2}\(bad today-bad\)/);
    expect(readFileSync(join(root, 'called'), 'utf8').split('\n')[1]).toMatch(
      /^conform bad --variant today-bad --flavour unpatched --share --guests [12]$/,
    );
  });

  test('of a run whose whole is recorded of what is here, cases or attacks are repeated', async () => {
    const script = noting();
    mkdirSync(join(root, 'records'));
    const found = { kind: 'conform', ok: true, environment: null, seed: null, rows: [], totals: null };
    const record = (slug: string, name: string, more = {}) =>
      addRun(root, slug, { ...found, name } as unknown as Finding, {
        ...inputsOf(root, slug, 'conform'),
        ...more,
      });
    const today = { variant: 'today', needsProposal: false };
    const subjects = [
      { ...today, slug: 'new' },
      { ...today, slug: 'new', variant: 'graphs', isGraphAlone: true as const },
      { ...today, slug: 'old' },
      { ...today, slug: 'part' },
    ];
    record('new', 'today on unpatched');
    record('new', 'graphs on unpatched');
    record('old', 'today on unpatched', { document: 'another' });
    record('part', 'today on unpatched, a share');
    const at = { root, full: false, stale: false, filter: undefined, json: false };
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { failed } = await conformSteps(at, subjects, script)[0]!.run();
    const said = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();
    expect(failed).toBe(0);
    expect(said.filter((text) => text.includes('the whole is recorded'))).toEqual([
      'new today on unpatched: the whole is recorded, and a part repeated\n',
      'new graphs on unpatched: the whole is recorded, and a part repeated\n',
    ]);
    const called = readFileSync(join(root, 'called'), 'utf8').trim().split('\n');
    expect(called.map((line) => line.replace(/ --guests [12]$/, '').split(' unpatched ')[1])).toEqual([
      '--lane cases',
      '--lane attack --share',
      '--share',
      '--share',
    ]);
    const asked = called.map((line) => line.split(' ')[3]);
    expect(asked).toEqual(['today', 'graphs', 'today', 'today']);
  });

  test('each proposal has what is asked of it where all is recorded', async () => {
    const script = join(root, 'conform.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
      appendFileSync('called', JSON.stringify(process.argv.slice(3)) + '\\n');`,
    );
    mkdirSync(join(root, 'records'));
    const found = { ok: true, environment: null, seed: null, rows: [], totals: null };
    for (const { slug, kind, name } of fullRuns())
      addRun(root, slug, { ...found, kind, name } as Finding, inputsOf(root, slug, kind));
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const at = { root, full: false, stale: false, filter: undefined, json: false };
    for (const step of conformSteps(at, undefined, script))
      expect(await step.run()).toMatchObject({ failed: 0 });
    written.mockRestore();
    const lines = readFileSync(join(root, 'called'), 'utf8').trim().split('\n');
    for (const line of lines) {
      const [slug, ...words] = JSON.parse(line) as string[];
      const given = (option: string) => words[words.indexOf(option) + 1]!;
      const check = () => checkLane([CONFORMANCE[slug!]!], given('--lane'), { variant: given('--variant') });
      expect(check, line).not.toThrow();
    }
  });

  test('one without a verdict keeps no other from being asked, and hides none that failed', async () => {
    const script = join(root, 'conform.mjs');
    writeFileSync(script, 'process.exitCode = { good: 0, bad: 1, broken: 2 }[process.argv[3]];');
    const conformed = (...slugs: string[]) => {
      const subjects = slugs.map((slug) => ({ slug, variant: 'today', needsProposal: false }));
      const at = { root, full: false, stale: false, filter: undefined, json: false };
      return outcome(conformSteps(at, subjects, script)[0]!);
    };
    const [code, printed] = await conformed('bad', 'broken', 'good');
    expect([code, printed]).toEqual([1, expect.stringContaining('FAIL  1 passed, 2 failed')]);
    expect(printed).toMatch(/\(bad today, 'syspec conform broken .* gave no verdict \(exit code 2\)/);
    const [trouble, said] = await conformed('broken', 'good');
    expect([trouble, said]).toEqual([3, expect.stringContaining('FAIL  1 passed, 1 failed')]);
  });

  test('told to end it asks of no other, and what failed before is counted', async () => {
    const script = join(root, 'conform.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
      appendFileSync('called', process.argv[3] + '\\n');
      if (process.argv[3] === 'bad') process.exitCode = 1;
      else setTimeout(() => {}, 60_000);`,
    );
    const subjects = ['bad', 'slow', 'late'].map((slug) => ({
      slug,
      variant: 'today',
      needsProposal: false,
    }));
    const controller = new AbortController();
    const at = { root, full: false, stale: false, filter: undefined, json: false, signal: controller.signal };
    const ran = outcome(conformSteps(at, subjects, script)[0]!);
    const called = () => existsSync(join(root, 'called')) && readFileSync(join(root, 'called'), 'utf8');
    await vi.waitFor(() => expect(called()).toBe('bad\nslow\n'), { timeout: 20_000 });
    controller.abort();
    expect((await ran)[1]).toContain('0 passed, 2 failed, T  (bad today, the run was told to end)');
    expect(called()).toBe('bad\nslow\n');
  });

  test.each([
    ['conform-all', ''],
    ['conform-all-7.3', ' --base 7.3'],
  ])('the kernel of all series is asked for lanes that its variants have: %s', async (name, base) => {
    const script = join(root, 'asked.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
      appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');`,
    );
    const run = { root, full: true, stale: false, filter: undefined, json: false };
    const step = conformSteps(run, undefined, script).find((one) => one.name === name)!;
    expect(await step.run()).toMatchObject({ failed: 0 });
    const asked = readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
    expect(new Set(asked.map((line) => line.split(' ')[1]))).toEqual(new Set(Object.keys(CONFORMANCE)));
    for (const line of asked) {
      const [, slug = '', , variant] = line.split(' ');
      const [words, lane] = line.split(' --lane ');
      expect(words).toMatch(new RegExp(` --flavour all${base}$`));
      expect(() => checkLane([CONFORMANCE[slug]!], lane, { variant }), line).not.toThrow();
    }
  });

  test('on another base the kernel with hooks has a share of all that a series does not mend', async () => {
    const script = join(root, 'asked.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
      appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');`,
    );
    const subjects = [
      { slug: 'a', variant: 'today', needsProposal: false },
      { slug: 'a', variant: 'today-broken', needsProposal: false, kernel: 'unfixed' as const },
      { slug: 'a', variant: 'proposed', needsProposal: true },
    ];
    const run = { root, full: true, stale: false, filter: undefined, json: false };
    const step = conformSteps(run, subjects, script).find(({ name }) => name === 'conform-hooks-7.3')!;
    expect(step.isRecorded).toBe(true);
    const own = { a: expect.any(Number) };
    expect(await step.run()).toEqual({ passed: 2, failed: 0, note: '', own });
    const asked = readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
    expect(asked).toEqual(
      ['today', 'proposed'].map((variant) =>
        expect.stringMatching(
          `^conform a --variant ${variant} --flavour hooks --base 7.3 --share --guests \\d --record hooks$`,
        ),
      ),
    );
    const on73 = fullRuns(subjects).filter(({ name }) => name.includes('hooks of 7.3'));
    expect(on73).toEqual(
      ['today', 'proposed'].map((variant) => ({
        ...{ slug: 'a', kind: 'conform', name: `${variant} on hooks of 7.3, a share` },
      })),
    );
  });

  test('told to end, it ends the test runner and leaves no folder behind', async () => {
    const temporary = join(root, 'tmp');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    install('vitest', `ls ${temporary} >${root}/made\nexec sleep 60`);
    const controller = new AbortController();
    const at = { root, full: false, stale: false, filter: undefined, json: false };
    const unit = testSteps({ ...at, signal: controller.signal }).find(({ name }) => name === 'unit')!;
    const ran = outcome(unit);
    const made = () => existsSync(join(root, 'made')) && readFileSync(join(root, 'made'), 'utf8');
    await vi.waitFor(() => expect(made()).toMatch(/^syspec-test-/), { timeout: 20_000 });
    controller.abort();
    const [code, printed] = await ran;
    vi.unstubAllEnvs();
    expect([code, readdirSync(temporary)]).toEqual([3, []]);
    expect(printed).toContain('(the run was told to end)');
  });

  test('nor is a command asked once more that was told to end', async () => {
    const script = join(root, 'ends.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs';
      process.on('SIGTERM', () => process.exit(3));
      appendFileSync('begun', '.');
      setTimeout(() => {}, 60_000);`,
    );
    const controller = new AbortController();
    const at = { root, full: false, stale: false, filter: undefined, json: false, signal: controller.signal };
    const ran = outcome(commandStep(at, 'check', [], script));
    await vi.waitFor(() => expect(existsSync(join(root, 'begun'))).toBe(true), { timeout: 20_000 });
    controller.abort();
    expect(await ran).toEqual([3, expect.stringContaining('(the run was told to end)')]);
    expect(readFileSync(join(root, 'begun'), 'utf8')).toBe('.');
  });

  test('a command of this program is a step by its exit code', async () => {
    const at = { root, full: false, stale: false, filter: undefined, json: false };
    const script = join(root, 'exit.mjs');
    const complains = "console.error('1 of 2');\nconsole.error('syspec: no Java');\n";
    writeFileSync(script, `${complains}process.exitCode = Number(process.argv[2]);`);
    const exits = (code: string) => outcome(commandStep(at, 'check', [code], script));
    expect((await exits('0'))[0]).toBe(0);
    expect((await exits('1'))[0]).toBe(1);
    const [code, printed] = await exits('3');
    expect(code).toBe(3);
    expect(printed).toContain("'syspec 3' gave no verdict (exit code 3): 1 of 2; syspec: no Java");
    writeFileSync(script, "process.kill(process.pid, 'SIGKILL');");
    expect((await exits('0'))[1]).toContain("'syspec 0' gave no verdict (SIGKILL)");
  });

  test('one that cannot be started says why', async () => {
    const at = { root: join(root, 'gone'), full: false, stale: false, filter: undefined, json: false };
    const [code, printed] = await outcome(commandStep(at, 'check', ['0'], join(root, 'exit.mjs')));
    expect([code, printed]).toEqual([3, expect.stringMatching(/gave no verdict \(not started: .*ENOENT/)]);
  });

  test('what ends for want of an environment is asked once more, and the summary says so', async () => {
    const at = { root, full: false, stale: false, filter: undefined, json: false };
    const script = join(root, 'once.mjs');
    const count = join(root, 'attempts');
    const exits = async (code: number) => {
      writeFileSync(count, '');
      writeFileSync(
        script,
        `import { appendFileSync, readFileSync } from 'node:fs';
        appendFileSync('${count}', '.');
        process.exitCode = readFileSync('${count}', 'utf8') === '.' ? ${code} : Number(process.argv[2]);`,
      );
      const found = await outcome(commandStep(at, 'check', ['0'], script));
      return { attempts: readFileSync(count, 'utf8').length, code: found[0], printed: found[1] };
    };
    const trouble = await exits(3);
    expect(trouble).toMatchObject({ attempts: 2, code: 0 });
    expect(trouble.printed).toContain(
      "(the second attempt; in the first 'syspec 0' gave no verdict (exit code 3))",
    );
    expect(await exits(2)).toMatchObject({ attempts: 1, code: 3 });
    expect(await exits(130)).toMatchObject({ attempts: 1, code: 3 });
    expect(await exits(1)).toMatchObject({ attempts: 1, code: 1 });
  });
});
