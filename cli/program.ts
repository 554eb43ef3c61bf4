// SPDX-License-Identifier: MIT
// The command line as a whole: its help text, and one way out for every error.
import type { EventEmitter } from 'node:events';
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import { describeFailure, exitCodeOf, type Output, printFailure, wantsJson } from './failure.ts';
import { argumentDescription, besides, helpColumns, optionDescription, paragraphs } from './help.ts';
import { signalExitCode } from './signals.ts';

const EXAMPLES: Readonly<Record<string, string>> = {
  check: 'does every variant give its declared verdict?',
  list: 'what is there to ask for?',
  'explain SLUG VARIANT': 'show the counterexample',
  report: 'what does it look like?',
  'tlc SPEC.tla --json': 'run TLC on any specification',
  agree: 'do model and TLA+ have the same state graph?',
  'kernel boot SLUG': 'build and boot the kernel under test',
  'new SLUG': 'lay out a new proposal',
  test: 'run the whole test suite',
};

/** The exit codes of every command, and what each means. */
export const EXIT_CODES: readonly (readonly [number, string])[] = [
  [EXIT.holds, 'every verdict is the declared one, every test passed'],
  [EXIT.failed, 'a verdict is not the declared one, or a test failed'],
  [EXIT.usage, 'the input is at fault: an unknown option or name, or a document that cannot be used'],
  [EXIT.environment, 'no verdict: something is missing or broke (no Java, a limit reached, a bug in syspec)'],
  [EXIT.unchecked, 'tlc, check --model: the states were explored, and there was no property to check'],
  [
    EXIT.interrupted,
    'ended by Ctrl-C (143: by SIGTERM, 129: by SIGHUP); check, agree, conform and test print what was finished',
  ],
];

function exitCodes(): string {
  const list = EXIT_CODES.map(([code, meaning]) => [String(code).padStart(5), meaning] as const);
  const json = paragraphs('With --json a command prints one JSON object on stdout, also when it fails.');
  return besides('Exit codes:', list) + json();
}

function examples(program: Command): string {
  const known = program.commands.map((command) => command.name());
  const list = Object.entries(EXAMPLES)
    .filter(([example]) => known.includes(example.split(' ')[0] ?? ''))
    .map(([example, question]) => [`  syspec ${example}`, question] as const);
  return list.length === 0 ? '' : besides('Examples:', list);
}

/** `help NAME`: of a NAME that there is not commander prints the general help, and not that it is unknown. */
function asked(program: Command, argv: readonly string[]): readonly string[] {
  const [help, name] = argv;
  if (help !== 'help' || name === undefined) return argv;
  return program.commands.some((command) => command.name() === name) ? argv : argv.slice(1);
}

/**
 * Of an option that takes a value commander takes the next word, whatever that is: `--ktap --claim C1` would write a file `--claim`.
 * What is refused is a SyspecError BAD_USAGE.
 */
function refuseOptionsAsValues(command: Command): void {
  // Commander's types leave out what it inherits.
  const heard = command as unknown as EventEmitter;
  for (const option of command.options.filter(({ required }) => required)) {
    heard.prependListener(`option:${option.name()}`, (value: string | null) => {
      if (value === null || !/^(?:--.|-[a-zA-Z]$)/.test(value)) return;
      const message = `${option.long} has no value: the next word is ${value}`;
      throw new SyspecError('BAD_USAGE', message, `Write ${option.flags}.`);
    });
  }
}

function createProgram(builders: readonly (() => Command)[], output: Output): Command {
  const program: Command = new Command('syspec')
    .description('Formal specifications and conformance tests for proposed Linux kernel interfaces.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'Print the help of a command.')
    .addHelpText('after', () => examples(program) + exitCodes())
    // What a command takes its own help says; so the list fits where columns are few.
    .configureHelp({
      ...{ argumentDescription, optionDescription },
      ...{ subcommandTerm: (command) => command.name(), minWidthToWrap: 20 },
    })
    .exitOverride()
    // Errors are printed in one place, by `run`.
    .configureOutput({
      ...{ writeOut: output.out, writeErr: output.err, outputError: () => {} },
      getOutHelpWidth: helpColumns,
    });
  for (const build of builders) adopt(program, build());
  return program;
}

/** Adds a command whose subcommands, too, throw and print as the program does, and refuse an option as a value. */
function adopt(parent: Command, command: Command): void {
  parent.addCommand(command.copyInheritedSettings(parent));
  for (const subcommand of command.commands) subcommand.copyInheritedSettings(command);
  for (const one of [command, ...command.commands]) refuseOptionsAsValues(one);
}

/** The command that is on the command line, with its subcommand: `kernel boot`. */
function typedCommand(program: Command, argv: readonly string[]): string | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  const command = program.commands.find((one) => one.name() === words[0]);
  const subcommand = command?.commands.find((one) => one.name() === words[1]);
  if (command === undefined || subcommand === undefined) return command?.name();
  return `${command.name()} ${subcommand.name()}`;
}

/**
 * Runs one command line (without node and script) and never throws: an error is printed on stderr, and as JSON
 * on stdout when --json was given.
 * @returns the exit code: the error's, or what the command set as process.exitCode, or 0
 */
export async function run(
  argv: readonly string[],
  builders: readonly (() => Command)[],
  output: Output,
): Promise<number> {
  const program = createProgram(builders, output);
  try {
    await program.parseAsync(asked(program, argv), { from: 'user' });
  } catch (error) {
    const failure = describeFailure(error, typedCommand(program, asked(program, argv)));
    if (failure.exitCode !== EXIT.holds) printFailure(failure, wantsJson(argv), output);
    return signalExitCode() ?? exitCodeOf(failure, argv);
  }
  return signalExitCode() ?? Number(process.exitCode ?? EXIT.holds);
}
