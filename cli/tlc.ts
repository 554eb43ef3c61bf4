// SPDX-License-Identifier: MIT
// `syspec tlc`: runs any TLA+ specification through the runner.
import { existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { cacheFolder } from '../tla/runner/cache.ts';
import { isAsked, suggestConfig, whatIsChecked } from '../tla/runner/checked.ts';
import type { TlcEvent } from '../tla/runner/events.ts';
import { readInputs } from '../tla/runner/inputs.ts';
import { failureJson, runJson } from '../tla/runner/json.ts';
import { findLibrary } from '../tla/runner/library.ts';
import { runTlc, type TlcOptions } from '../tla/runner/run.ts';
import { progressText, runText } from '../tla/runner/text.ts';
import type { VerdictName } from '../tla/runner/verdict.ts';
import { paragraphs } from './help.ts';
import { repeatable } from './repeatable.ts';
import { columns, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { questions, withExpressions } from './tlc-questions.ts';
import { atLeast } from './whole-number.ts';

interface TlcFlags {
  readonly config?: string;
  readonly workers: number | 'auto';
  readonly json?: boolean;
  readonly deadlock?: boolean;
  readonly continue?: boolean;
  readonly coverage?: boolean;
  readonly heap: number;
  readonly time?: number;
  readonly log?: string;
  readonly dump?: string;
  readonly include: readonly string[];
  readonly library: readonly string[];
  readonly invariant: readonly string[];
  readonly jar?: string;
}

const positive = atLeast(1);

const EXITS: Readonly<Record<VerdictName, number>> = {
  holds: EXIT.holds,
  violated: EXIT.failed,
  'bad-specification': EXIT.usage,
  environment: EXIT.environment,
};

const AFTER = paragraphs(
  'Exit status: 0 every property holds; 1 one is violated; 2 the specification or its configuration is at fault; 3 Java, TLC or the machine is, or the run was ended before it was done; 4 there was no property to check.',
  'A log is kept when a run ends in an error, or where --log says. What --json writes: docs/json.md.',
);

/** The command, for `program.addCommand`. It sets process.exitCode, and lets the process end by itself. */
export function tlcCommand(): Command {
  return new Command('tlc')
    .description(SUMMARIES.tlc)
    .argument('<spec.tla>', 'the specification')
    .option('--config <file>', 'the configuration (default: SPEC.cfg beside it)')
    .option('--workers <n>', "TLC's worker threads, or auto", workers, 1)
    .option('--json', 'print one JSON object')
    .option(
      '--deadlock',
      'a deadlock is a violation (default: it is, unless the configuration has CHECK_DEADLOCK FALSE)',
    )
    .option('--no-deadlock', 'a deadlock is none: for what may end')
    .option('--continue', 'go on after a violation')
    .option('--coverage', 'count how often each action is taken')
    .option('--heap <mb>', "Java's heap in MiB", positive, 2048)
    .option('--time <seconds>', 'end the run after so long (exit 3)', seconds)
    .option('--log <file>', "keep TLC's raw output there")
    .option('--dump <file>', 'write the state graph (dot)')
    .addOption(repeatable('-I, --include <dir>', 'find modules there too'))
    .addOption(
      repeatable(
        '--library <place>',
        'a folder or jar of modules, CommunityModules for one ($SYSPEC_TLA_LIBRARY)',
      ),
    )
    .addOption(repeatable('--invariant <expr>', 'is this true of every state? It needs no configuration'))
    .option('--jar <file>', 'use this TLC (default: $SYSPEC_TLC_JAR, else TLC 2.18)')
    .addHelpText('after', AFTER)
    .action(action);
}

async function action(spec: string, flags: TlcFlags): Promise<void> {
  try {
    requireFile(spec);
    const { checked, run } = await ranBy(spec, flags).catch(async (error) => {
      await refuseUnreadable(spec, flags);
      throw error;
    });
    const asked = { checked, isAsked: isAsked(checked, flags.deadlock === true) };
    const exitCode = run.verdict === 'holds' && !asked.isAsked ? EXIT.unchecked : EXITS[run.verdict];
    const quoted = (one: string) => `'${one}'`;
    const inItsWords = ({ checked: { invariants, ...others }, isAsked: is }: typeof asked) => {
      const named = invariants.map((name) => withExpressions(name, flags.invariant, quoted));
      return { checked: { ...others, invariants: named }, isAsked: is };
    };
    const text = flags.json
      ? withExpressions(runJson(run, asked), flags.invariant, (one) => JSON.stringify(one).slice(1, -1))
      : withExpressions(runText(spec, run, inItsWords(asked), columns()), flags.invariant, quoted);
    print({ text, exitCode });
  } catch (error) {
    if (!(error instanceof SyspecError && flags.json)) throw error;
    print({ text: failureJson(error), exitCode: error.exitCode });
  }
}

/** @throws SyspecError BAD_INPUT where it is not there */
function requireFile(spec: string): void {
  if (existsSync(resolve(spec))) return;
  throw new SyspecError('BAD_INPUT', `no such specification: ${resolve(spec)}`, 'Name a .tla file.');
}

async function ranBy(spec: string, flags: TlcFlags) {
  const options = optionsOf(spec, flags);
  // Before the run: hours later the files may have been edited, or be gone.
  const checked = whatIsChecked(resolve(spec), readInputs(options).text, flags.deadlock);
  const run = await withProgress(flags.json === true, (onEvent) => runTlc({ ...options, onEvent }));
  return { checked, run };
}

/** Milliseconds for a module to be read; its assumptions may take longer. */
const READING_MS = 20_000;

/**
 * Of a specification without a configuration: nobody should write one first, to be told then that the specification itself is at fault.
 * @throws SyspecError BAD_INPUT where it cannot be read, with file and line
 */
async function refuseUnreadable(spec: string, flags: TlcFlags): Promise<void> {
  const file = resolve(spec);
  const isConfigured = flags.config !== undefined || existsSync(file.replace(/\.tla$/, '.cfg'));
  if (isConfigured || !file.endsWith('.tla') || !existsSync(file)) return;
  const options = optionsOf(spec, { ...flags, invariant: [] });
  const reading = { ...options, configText: '', dump: undefined, log: undefined, timeLimitMs: READING_MS };
  // Without Java or TLC what was wrong before is told.
  const run = await runTlc(reading).catch(() => undefined);
  if (run === undefined) return;
  if (run.log !== null) rmSync(run.log, { force: true });
  if (!run.errors.some(({ kind }) => kind === 'parse' || kind === 'semantic')) return;
  throw new SyspecError('BAD_INPUT', run.message ?? '', 'Mend that first; it has no configuration either.');
}

/** The configuration of the file, or without one that of the usual names; and the questions. */
function withQuestions(spec: string, config: string | undefined, count: number): string {
  const file = resolve(config ?? spec.replace(/\.tla$/, '.cfg'));
  const isThere = config !== undefined || existsSync(file);
  const base = isThere ? readInputs({ spec, config }).text : suggestedFor(spec);
  const names = Array.from({ length: count }, (_, at) => `INVARIANT SyspecInvariant${at + 1}`);
  return [base, ...names, ''].join('\n');
}

/** Throws SyspecError BAD_INPUT where constants have no values, which nobody can guess. */
function suggestedFor(spec: string): string {
  if (!existsSync(resolve(spec))) return '';
  const lines = suggestConfig(resolve(spec)).filter((line) => !/^(?:INVARIANT\b|\\\*)/.test(line));
  if (lines.length > 0 && lines.every((line) => !line.startsWith('CONSTANT'))) return lines.join('\n');
  const hint = ['Write a configuration, with values of your own:', ...lines.map((line) => `  ${line}`)].join(
    '\n  ',
  );
  throw new SyspecError('BAD_INPUT', `${spec} cannot be run without a configuration`, hint);
}

function optionsOf(spec: string, flags: TlcFlags): TlcOptions {
  const jarFolders = [flags.jar, process.env.SYSPEC_TLC_JAR].flatMap((jar) =>
    jar ? [dirname(resolve(jar))] : [],
  );
  const library = findLibrary(spec, flags.library, [...jarFolders, cacheFolder()]);
  const asked = flags.invariant;
  return {
    spec,
    config: flags.config,
    ...(asked.length > 0 && {
      configText: withQuestions(spec, flags.config, asked.length),
      wrapper: questions(spec, asked),
    }),
    workers: flags.workers,
    deadlock: flags.deadlock,
    continue: flags.continue,
    coverage: flags.coverage,
    heapMb: flags.heap,
    timeLimitMs: flags.time === undefined ? undefined : flags.time * 1000,
    log: flags.log,
    dump: flags.dump,
    libraries: [...flags.include, ...library.folders],
    jars: library.jars,
    jar: flags.jar,
  };
}

/** TLC reports once a minute; between its reports the line shows that time goes on. */
async function withProgress<T>(
  quiet: boolean,
  run: (onEvent: (event: TlcEvent) => void) => Promise<T>,
): Promise<T> {
  if (quiet) return run(() => undefined);
  const progress = startProgress('running TLC');
  const start = performance.now();
  let last: TlcEvent | undefined;
  const tick = setInterval(() => progress.update(progressText(last, performance.now() - start)), 500);
  try {
    return await run((event) => {
      if (event.type === 'progress' || event.type === 'initial') last = event;
    });
  } finally {
    clearInterval(tick);
    progress.done();
  }
}

function seconds(text: string): number {
  const value = Number(text);
  // setTimeout cannot wait longer than 2^31 ms.
  if (!(value > 0 && value <= 2_000_000))
    throw new InvalidArgumentError('Give seconds, above 0 and up to 2000000.');
  return value;
}

function workers(text: string): number | 'auto' {
  return text === 'auto' ? text : positive(text);
}
