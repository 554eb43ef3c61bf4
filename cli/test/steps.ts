// SPDX-License-Identifier: MIT
// What `syspec test` does, in order.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { QEMU, QEMU_PACKAGE } from '../../conformance/kernel/boot/qemu.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import { missingParts } from '../../layout/parts.ts';
import { layoutFindings } from '../../layout/rules.ts';
import { PROPOSALS } from '../../models/index.ts';
import { findJava } from '../../tla/runner/java.ts';
import { commandStep } from './command.ts';
import { bootStep, conformSteps, fullRuns } from './conform.ts';
import { recordedStep } from './recorded.ts';
import { recordsStep } from './records.ts';
import {
  runChild,
  type StepResult,
  say,
  single,
  stdioOf,
  type TestRun,
  type TestStep,
  whyNotStarted,
} from './step.ts';
import { readVitestReport } from './vitest-report.ts';

/** Runs a program of the checkout with its output on our terminal; returns its exit code. */
async function runTool(run: TestRun, tool: string, args: readonly string[]): Promise<number> {
  const { root, full } = run;
  const program = join(root, 'node_modules/.bin', tool);
  if (!existsSync(program)) {
    throw new SyspecError('TOOL_MISSING', `${tool} is not installed`, "Run 'npm ci' in the checkout.");
  }
  const ended = await runChild(run, program, args, {
    stdio: stdioOf(run),
    env: { ...(full ? { SYSPEC_FULL: '1' } : {}), ...(plain(run) ? { NO_COLOR: '1' } : {}) },
  });
  const { exitCode, signal } = ended;
  if (signal !== undefined) throw new SyspecError('INTERRUPTED', `${tool} was ended by ${signal}`);
  if (exitCode === undefined)
    throw new SyspecError('TOOL_MISSING', `${tool} cannot be started: ${whyNotStarted(ended)}`);
  return exitCode;
}

/** What we print on is the tools' too, and some colour it even where it is no terminal. */
function plain({ json }: TestRun): boolean {
  return (json ? process.stderr : process.stdout).isTTY !== true && process.env.FORCE_COLOR === undefined;
}

function toolStep(run: TestRun, name: string, tool: string, args: readonly string[]): TestStep {
  return { name, run: async () => single((await runTool(run, tool, args)) === 0) };
}

function layoutStep(run: TestRun): TestStep {
  return {
    name: 'layout',
    run: async () => {
      const findings = layoutFindings(run.root);
      for (const finding of findings) say(run, `${finding}\n`);
      return single(findings.length === 0, findings.length === 0 ? '' : counted(findings.length, 'finding'));
    },
  };
}

/** What of which proposal is not there: it is said, and counts nothing. */
function notThereStep(run: TestRun): TestStep {
  return {
    name: 'not-there',
    run: async () => {
      const missing = missingParts(run.root);
      for (const { slug, part } of missing) say(run, `not tested: ${slug}: no ${part} yet\n`);
      const note = missing.map(({ slug, part }) => `${slug}: no ${part} yet`).join('; ');
      return {
        ...{ passed: 0, failed: 0, isTold: true },
        note: note === '' ? 'every proposal has all of its parts' : note,
      };
    },
  };
}

async function runVitest(run: TestRun, ...projects: readonly string[]): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-test-'));
  const report = join(folder, 'report.json');
  const filtered = run.filter !== undefined;
  try {
    const exitCode = await runTool(run, 'vitest', [
      ...[
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      ...(filtered ? ['--passWithNoTests', run.filter] : []),
    ]);
    // Without a single test file the runner writes no report.
    if (!existsSync(report)) return filtered && exitCode === 0 ? nothing : single(false, 'no test was run');
    return readVitestReport(readFileSync(report, 'utf8'), exitCode, filtered);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runKernelTests(run: TestRun, project: string): Promise<StepResult> {
  requireTools(['gcc', 'make', QEMU], `build-essential ${QEMU_PACKAGE}`);
  return runVitest(run, project);
}

const nothing: StepResult = { passed: 0, failed: 0, note: 'no test matches' };

/** Whatever a filter can name as a step. */
export function namedSteps(run: TestRun): TestStep[] {
  return [...allSteps({ ...run, filter: undefined }), ...rowsOrGraphs(run)];
}

/** The steps of a run: all of them, or the one that the filter names, or those that run tests. */
export function testSteps(run: TestRun): TestStep[] {
  if (run.stale) return staleSteps(run);
  if (run.filter === undefined) return allSteps(run);
  const named = namedSteps(run).filter(({ name }) => name === run.filter);
  return named.length > 0 ? named : testFiles(run);
}

/** What is recorded, or the one that the filter names. */
function staleSteps(run: TestRun): TestStep[] {
  const steps = allSteps({ ...run, filter: undefined }).filter(({ isRecorded }) => isRecorded);
  return [
    ...steps.filter(({ name }) => run.filter === undefined || run.filter === name),
    recordsStep(run, fullRuns()),
  ];
}

/** The steps that run test files, before and after what needs no kernel. */
function testFiles(run: TestRun): TestStep[] {
  return [...quickTests(run), ...kernelTests(run)];
}

function quickTests(run: TestRun): TestStep[] {
  return [
    { name: 'unit', run: () => runVitest(run, 'unit', 'process') },
    { name: 'tla', run: async () => (await findJava()) && runVitest(run, 'tla') },
  ];
}

function kernelTests(run: TestRun): TestStep[] {
  const step = (name: string): TestStep => ({ name, run: () => runKernelTests(run, name) });
  return run.full ? [step('kernel'), step('full')] : [step('kernel')];
}

/** The larger graphs, a fifth of them, cost twice what all others do: a full run compares them, and records it. */
const AGREE_STATES = '12000';

const CHECK = ['check', '--engine', 'both', '--mutants'];

/** The largest graphs, a sixth of them, have more than half of all states: TLC is asked about them in a full run. */
const TLC_STATES = '20000';

const FAULTS = ['check', '--model-mutants', '--coverage'];

const rowsArgs = [...CHECK, '--max-states', TLC_STATES];

/** What a whole run has as one step, so that TLC is asked once for both; by itself where only one is wanted. */
function rowsOrGraphs(run: TestRun): TestStep[] {
  if (run.full) return [];
  return [
    commandStep(run, 'check', rowsArgs),
    commandStep(run, 'agree', ['agree', '--max-states', AGREE_STATES]),
  ];
}

/** One after the other: each uses all cores, or measures what the others would disturb. */
function allSteps(run: TestRun): TestStep[] {
  return [
    toolStep(run, 'lint', 'biome', ['check', '--error-on-warnings', '.']),
    toolStep(run, 'types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
    layoutStep(run),
    notThereStep(run),
    ...quickTests(run),
    run.full
      ? recordedStep(run, 'check', Object.keys(PROPOSALS), [...CHECK, '--record'])
      : commandStep(run, 'check-agree', [...rowsArgs, '--agree', AGREE_STATES, '--share', 'recorded']),
    run.full
      ? recordedStep(run, 'model-mutants', Object.keys(PROPOSALS), [...FAULTS, '--listed', '--record'])
      : commandStep(run, 'model-mutants', [...FAULTS, '--share', 'recorded']),
    ...(run.full
      ? [recordedStep(run, 'tla-mutants', Object.keys(PROPOSALS), ['check', '--tla-mutants', '--record'])]
      : []),
    ...(run.full ? [recordedStep(run, 'agree', Object.keys(PROPOSALS), ['agree', '--record'])] : []),
    bootStep(run),
    ...kernelTests(run),
    ...conformSteps(run),
    recordsStep(run, fullRuns()),
    // What is claimed is recorded by now.
    ...(run.full ? [commandStep(run, 'docs', ['docs', '--check', '--boot'])] : []),
  ];
}
