// SPDX-License-Identifier: MIT
// A command as the parser knows it: its arguments and options, as data.
import type { Argument, Command, Option } from 'commander';

/** An option. */
export interface Described {
  /** `--variant`, and the short form where there is one. */
  readonly names: readonly string[];
  /** As the help has it: `--variant <name>`. */
  readonly flags: string;
  readonly what: string;
  readonly takesValue: boolean;
  /** The values that it takes, where they are listed. */
  readonly choices: readonly string[];
  /** What the choices are names of, where they are a proposal's: `variant`. */
  readonly named?: string;
  readonly fallback: string | undefined;
}

/** A command, or a subcommand. */
export interface DescribedCommand {
  readonly name: string;
  readonly what: string;
  readonly usage: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly what: string;
    readonly choices: readonly string[];
    /** As of an option. */
    readonly named?: string;
    /** Whether it may be given several times. */
    readonly isMany: boolean;
  }[];
  readonly options: readonly Described[];
  readonly commands: readonly DescribedCommand[];
}

function optionOf({
  long,
  short,
  flags,
  description,
  required,
  optional,
  argChoices,
  defaultValue,
}: Option): Described {
  const isPlain = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  return {
    names: [short, long].filter((name) => name !== undefined),
    ...{ flags, what: description, takesValue: required || optional },
    choices: argChoices ?? [],
    fallback: isPlain ? String(defaultValue) : undefined,
  };
}

const argumentOf = (argument: Argument) => ({
  name: argument.name(),
  what: argument.description,
  choices: argument.argChoices ?? [],
  isMany: argument.variadic,
});

/** What the parser knows of a command; its `--help` stands last. */
export function describe(command: Command): DescribedCommand {
  const help = { names: ['-h', '--help'], flags: '-h, --help', what: 'print this help', takesValue: false };
  return {
    name: command.name(),
    what: command.description(),
    usage: command.usage(),
    arguments: command.registeredArguments.map(argumentOf),
    options: [
      ...command.options.filter(({ hidden }) => !hidden).map(optionOf),
      { ...help, choices: [], fallback: undefined },
    ],
    commands: command.commands.map(describe),
  };
}
