// SPDX-License-Identifier: MIT
// What a command threw, as a message for people or for programs, and as an exit code.
import { CommanderError } from 'commander';
import { type ErrorCode, EXIT, SyspecError } from '../base/errors.ts';
import { didYouMean } from '../base/suggest.ts';
import { fitted } from '../base/wrap.ts';
import { columns } from './stdout.ts';

/** Where the program writes. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** The streams of this process. */
export const STREAMS: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** An error that ends a command. */
export interface Failure {
  /** INTERNAL is a bug in syspec. */
  readonly code: ErrorCode | 'INTERNAL';
  readonly message: string;
  readonly hint: string | undefined;
  readonly exitCode: number;
}

/** @param typed the command on the command line, where there is one of that name: `kernel boot` */
const usageHint = (typed: string | undefined): string =>
  typed === undefined
    ? "'syspec --help' lists the commands, 'syspec COMMAND --help' the options of one."
    : `'syspec ${typed} --help' lists what it takes.`;

/** What an option or an argument was given, and what it takes; undefined where it is another fault. */
function choiceOf(message: string): { what: string; given: string; known: string } | undefined {
  const [fault = '', known] = message.split(/\. Allowed choices are (.*)\.$/);
  if (known === undefined) return undefined;
  const [, flag, value] = /^error: option '(.*)' argument '(.*)' is invalid$/.exec(fault) ?? [];
  const [, word, name] =
    /^error: command-argument value '(.*)' is invalid for argument '(.*)'$/.exec(fault) ?? [];
  const [what, given] = flag === undefined ? [name && `<${name}>`, word] : [flag, value];
  return what === undefined || given === undefined ? undefined : { what, given, known };
}

function fromCommander(error: CommanderError, typed: string | undefined): Failure {
  if (error.exitCode === 0) return { code: 'BAD_USAGE', message: '', hint: undefined, exitCode: EXIT.holds };
  if (error.code === 'commander.help') {
    return {
      code: 'BAD_USAGE',
      message: 'no command was given',
      hint: usageHint(typed),
      exitCode: EXIT.usage,
    };
  }
  const choice = choiceOf(error.message);
  if (choice !== undefined) {
    const { what, given, known } = choice;
    const hint = didYouMean(given, known.split(', '));
    return { code: 'BAD_USAGE', message: `${what} cannot be '${given}'`, hint, exitCode: EXIT.usage };
  }
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint = suggestion?.replace(/^\((.*)\)$/, '$1') ?? usageHint(typed);
  return { code: 'BAD_USAGE', message, hint, exitCode: EXIT.usage };
}

/** A thread that has used up its memory, which Node.js ends: undefined for all other errors. */
function memoryTrouble(error: unknown): SyspecError | undefined {
  if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined;
  const message = `a search ran out of memory: ${(error as Error).message}`;
  const hint =
    'Give it more, in MB: NODE_OPTIONS=--max-old-space-size=8192. Or ask for less: one proposal by its name.';
  return new SyspecError('OUT_OF_MEMORY', message, hint);
}

/** What the system refuses, by its own codes. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ['DISK_FULL', 'Free some space, then run this again.'],
  EDQUOT: ['DISK_FULL', 'Free some space of your quota, then run this again.'],
  EACCES: ['NOT_PERMITTED', 'Make it accessible, or run this as somebody who may.'],
  EPERM: ['NOT_PERMITTED', 'Run this as somebody who may.'],
  EROFS: ['NOT_PERMITTED', 'The file system can only be read: use another one, or mount it to be written.'],
};

/** What the system has refused, a full disk or a folder that is not ours: undefined for all other errors. */
function systemTrouble(error: unknown): SyspecError | undefined {
  const { code = '', syscall, message } = (error ?? {}) as NodeJS.ErrnoException;
  const refusal = syscall === undefined ? undefined : REFUSALS[code];
  return refusal && new SyspecError(refusal[0], message, refusal[1]);
}

/**
 * Classifies anything thrown; what is neither a usage error nor a SyspecError is a bug and keeps its stack.
 * @param typed the command that threw it, for a hint that names it
 */
export function describeFailure(error: unknown, typed?: string): Failure {
  if (error instanceof CommanderError) return fromCommander(error, typed);
  const trouble = error instanceof SyspecError ? error : (memoryTrouble(error) ?? systemTrouble(error));
  if (trouble !== undefined) {
    const { code, message, hint, exitCode } = trouble;
    return { code, message, hint, exitCode };
  }
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    hint: 'This is a bug in syspec, and no verdict: please report it with the lines above.',
    exitCode: EXIT.environment,
  };
}

/** What an error of stdout means; undefined when its reader has seen enough (`| head`), which changes no verdict. */
export function outputFailure(error: NodeJS.ErrnoException): Failure | undefined {
  if (error.code === 'EPIPE') return undefined;
  const hint = 'What was printed is not whole, so that there is no verdict: make room, or print elsewhere.';
  return describeFailure(new SyspecError('OUTPUT_FAILED', `cannot write to stdout: ${error.message}`, hint));
}

function hasOption(argv: readonly string[], option: string): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).includes(option);
}

/** Whether the command line asks for JSON. */
export function wantsJson(argv: readonly string[]): boolean {
  return hasOption(argv, '--json');
}

/** git bisect: this commit cannot be tested. It takes most other numbers for a bad one. */
export const UNTESTABLE = 125;

/** The exit code of a failure: with --bisect no usage error and no trouble is taken for a verdict. */
export function exitCodeOf({ exitCode }: Failure, argv: readonly string[]): number {
  return exitCode !== EXIT.holds && hasOption(argv, '--bisect') ? UNTESTABLE : exitCode;
}

/** Prints a failure: for people on stderr, and on stdout as one JSON object when `json`. */
export function printFailure(failure: Failure, json: boolean, output: Output): void {
  const { code, message, hint } = failure;
  const below = hint === undefined ? '' : `${fitted(`  ${hint}`, columns(process.stderr))}\n`;
  output.err(`syspec: ${message}\n${below}`);
  if (json) {
    output.out(`${JSON.stringify({ schema: 1, ok: false, error: { code, message, hint: hint ?? null } })}\n`);
  }
}

/** Says what no command can catch, and ends this process. @param json whether stdout is to have it too */
export function exitWith(failure: Failure, argv: readonly string[], json: boolean): void {
  printFailure(failure, json, STREAMS);
  process.exit(exitCodeOf(failure, argv));
}
