// SPDX-License-Identifier: MIT
// Runs TLC on one specification: nothing is left beside it, and no process behind.

import { execFile } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment } from '../../base/environment.ts';
import { SyspecError } from '../../base/errors.ts';
import { adviceOn } from './advice.ts';
import { classArchive } from './archive.ts';
import { keepLog, moveFile } from './cache.ts';
import { type CommandOptions, tlcArguments } from './command.ts';
import { checkingDeadlock, namesUnder, withoutAlias } from './config.ts';
import type { TlcEvent } from './events.ts';
import { execute } from './execute.ts';
import { type Config, readInputs } from './inputs.ts';
import { findJar, type Jar } from './jar.ts';
import { findJava } from './java.ts';
import { nameViolation } from './naming.ts';
import type { TlcOutput } from './output.ts';
import type { Report, TlcError, Trace } from './report.ts';
import { makeScratch, type Scratch } from './scratch.ts';
import { type Ending, judge, type Verdict } from './verdict.ts';

/** A module that is given as text. */
export interface GivenModule {
  readonly name: string;
  readonly text: string;
  /** A message about a place in it, in words for whoever has not seen the module. Line and column count from 1. */
  readonly inItsOwnWords?: (message: string, line: number, column: number | undefined) => string;
}

/** What to check and how. Paths may be relative to the working directory. */
export interface TlcOptions extends CommandOptions {
  /** The `.tla` file. */
  readonly spec: string;
  /** A module that EXTENDS that of `spec`, to run in its place; it is written into the run's own folder. */
  readonly wrapper?: GivenModule | undefined;
  /** The `.cfg` file; by default the one beside the specification with its name. */
  readonly config?: string | undefined;
  /** The text of a configuration, instead of a file. */
  readonly configText?: string | undefined;
  /** True: deadlock is a violation; false: it is none; undefined: as the configuration says. */
  readonly deadlock?: boolean | undefined;
  /** Where to write the state graph (readDot reads it); whole when the verdict is `holds`, up to the first violation else. */
  readonly dump?: string | undefined;
  /** Where to write TLC's raw output; else it is kept only when the run ends in an error. */
  readonly log?: string | undefined;
  /** Milliseconds. */
  readonly timeLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** A TLC jar of the user's own. */
  readonly jar?: string | undefined;
  /** The environment: JAVA_HOME, PATH, SYSPEC_TLC_JAR, XDG_CACHE_HOME; passed on to TLC. */
  readonly env?: Environment | undefined;
  readonly onEvent?: ((event: TlcEvent) => void) | undefined;
}

/** The outcome of one run: its verdict, the sum of its events, and how it was made. */
export interface TlcRun extends Verdict, Report {
  /** What to do next where there is no verdict; null where the message says enough. */
  readonly hint: string | null;
  /** The behaviour behind the violation, else behind the error; without steps where there is none. */
  readonly trace: Trace;
  /** TLC's exit code; null when a signal ended it. */
  readonly tlcExit: number | null;
  readonly jar: Jar;
  /** The program and its arguments, as run. */
  readonly command: readonly string[];
  /** Milliseconds from start to end of the process. */
  readonly elapsedMs: number;
  /** Of these the search, without the start of Java; null for one that did not come to an end. */
  readonly searchMs: number | null;
  /** Where the raw output is, or null when it was not kept. */
  readonly log: string | null;
  /** Where the state graph is, or null when there is none. */
  readonly dump: string | null;
}

/**
 * Runs TLC. Verdicts are returned, also `bad-specification` and `environment`, with `message` and `code`.
 * @throws SyspecError when TLC could not be started: BAD_INPUT (see readInputs), JAVA_MISSING, TLC_MISSING,
 *   TLC_CHECKSUM.
 */
export async function runTlc(options: TlcOptions): Promise<TlcRun> {
  const env = options.env ?? process.env;
  const spec = resolve(options.spec);
  const config = readInputs(options);
  const [java, jar] = await Promise.all([findJava(env), findJar(options.jar, env)]);
  const extraArgs = [...(await quietFlags(java.path, jar)), ...(options.extraArgs ?? [])];
  const scratch = makeScratch();
  try {
    const text = jar.pinned ? withoutAlias(config.text) : config.text;
    await writeFile(scratch.config, options.deadlock ? checkingDeadlock(text) : text);
    const archive = await classArchive(java, jar, env);
    const main = await mainModule(options, scratch);
    const args = tlcArguments(jar.path, main.spec, scratch, { ...options, ...main, extraArgs }, archive);
    const log = options.log === undefined ? scratch.log : resolve(options.log);
    const cwd = scratch.folder;
    const run = await execute(java.path, args, log, { ...options, cwd, env });
    const { ending, elapsedMs, searchMs } = run;
    const report = complete(run.report, run.output, config, options.wrapper);
    const verdict = judge(report, ending, { behaviours: hasBehaviours(config.text) });
    if (options.onPrinted !== undefined) await readPrinted(scratch, options.onPrinted);
    const trace = (verdict.violation ?? report.errors[0])?.trace ?? { steps: [], loop: null };
    return {
      ...report,
      ...verdict,
      hint: verdict.message === null ? null : adviceOn(verdict.message),
      trace,
      tlcExit: ending.exit,
      jar,
      command: [java.path, ...args],
      elapsedMs,
      searchMs,
      log: options.log === undefined ? await keepIfBad(verdict, ending, scratch, spec, env) : log,
      dump: await takeDump(scratch, verdict, options.dump),
    };
  } finally {
    await scratch.remove();
  }
}

/** A configuration without a specification is one of constants: TLC evaluates the assumptions, and there are no states. */
function hasBehaviours(config: string): boolean {
  return ['SPECIFICATION', 'INIT'].some((keyword) => namesUnder(config, keyword).length > 0);
}

/** The module that TLC is given, and the folders where it finds the others. */
async function mainModule({ spec, wrapper, libraries = [] }: TlcOptions, scratch: Scratch) {
  if (wrapper === undefined) return { spec: resolve(spec), libraries };
  const path = join(scratch.folder, `${wrapper.name}.tla`);
  await writeFile(path, wrapper.text);
  return { spec: path, libraries: [dirname(resolve(spec)), ...libraries] };
}

async function readPrinted({ printed }: Scratch, take: (line: string) => void): Promise<void> {
  // TLC that has not come so far has written none.
  if (!existsSync(printed)) return;
  for await (const line of createInterface({ input: createReadStream(printed, 'utf8') })) take(line);
}

const helpTexts = new Map<string, Promise<string>>();

/** Later versions of TLC write SPEC_TTrace_*.tla beside the specification unless told not to; 2.18 has no such flag. */
async function quietFlags(java: string, jar: Jar): Promise<string[]> {
  if (jar.pinned) return [];
  const asked = helpTexts.get(jar.path) ?? helpText(java, jar.path);
  helpTexts.set(jar.path, asked);
  return (await asked).includes('-noGenerateSpecTE') ? ['-noGenerateSpecTE'] : [];
}

function helpText(java: string, jar: string): Promise<string> {
  const args = ['-XX:-UsePerfData', '-cp', jar, 'tlc2.TLC', '-h'];
  return new Promise((done) => execFile(java, args, (_error, stdout) => done(stdout)));
}

/** Whatever collector a run has was chosen for it. */
const COLLECTOR = /throughput optimized garbage collector/;

/** Adds the names and the files that TLC's messages leave out. */
function complete(
  report: Report,
  output: TlcOutput,
  config: Config,
  wrapper: GivenModule | undefined,
): Report {
  for (const violation of report.violations) {
    nameViolation(violation, config.text, (module) => output.file(module));
  }
  const errors = report.errors.map((error) => {
    const innermost = error.positions.at(-1);
    const file = error.kind === 'config' ? config.file : innermost && output.file(innermost.module);
    if (error.file !== undefined || file === undefined) return error;
    const position = innermost === undefined ? {} : { line: innermost.line, column: innermost.column };
    return { ...error, ...position, file };
  });
  const known = errors.map((error) => explained(error, wrapper));
  return { ...report, errors: known, warnings: report.warnings.filter((text) => !COLLECTOR.test(text)) };
}

/** An error in a module that was given as text is in none of the user's files. */
function explained(error: TlcError, wrapper: GivenModule | undefined): TlcError {
  const { file, line, column, ...rest } = error;
  if (wrapper?.inItsOwnWords === undefined || line === undefined) return error;
  if (file === undefined || basename(file) !== `${wrapper.name}.tla`) return error;
  return { ...rest, message: wrapper.inItsOwnWords(error.message, line, column) };
}

function judged({ verdict }: Verdict): boolean {
  return verdict === 'holds' || verdict === 'violated';
}

/** A run that somebody stopped has nothing to explain; its log goes with the folder. */
async function keepIfBad(
  verdict: Verdict,
  { stop }: Ending,
  scratch: Scratch,
  spec: string,
  env: Environment,
): Promise<string | null> {
  if (judged(verdict) || stop?.by === 'abort' || stop?.by === 'signal') return null;
  return keepLog(scratch.log, basename(spec, '.tla'), env);
}

/** Without a verdict the graph is cut anywhere. */
async function takeDump(scratch: Scratch, verdict: Verdict, to: string | undefined): Promise<string | null> {
  const written = `${scratch.graph}.dot`;
  if (to === undefined || !judged(verdict) || !existsSync(written)) return null;
  const path = resolve(to);
  try {
    await moveFile(written, path);
  } catch (error) {
    throw new SyspecError('BAD_INPUT', `cannot write the state graph: ${(error as Error).message}`);
  }
  return path;
}
