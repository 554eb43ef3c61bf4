// SPDX-License-Identifier: MIT
// The names that options and arguments take and that the parser does not list: those of the proposals' documents.
import type { DescribedCommand } from './describe.ts';

/** Names by what they are of, `variant`, `scenario`, `claim`, and by whose they are: the slug of a proposal. */
export type Names = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The names of that kind that any proposal has, each once. */
export const namesOfAll = (names: Names, kind: string): string[] => [
  ...new Set(Object.values(names[kind] ?? {}).flat()),
];

/** The commands, with these names as the choices of `<variant>`, `--variant` and so on, where they have none. */
export function withNames(commands: readonly DescribedCommand[], names: Names): DescribedCommand[] {
  const filled = <T extends { readonly choices: readonly string[] }>(one: T, name: string): T =>
    one.choices.length > 0 || names[name] === undefined
      ? one
      : { ...one, choices: namesOfAll(names, name), named: name };
  return commands.map((command) => ({
    ...command,
    arguments: command.arguments.map((one) => filled(one, one.name)),
    options: command.options.map((one) => filled(one, one.names.at(-1)!.replace(/^--/, ''))),
    commands: withNames(command.commands, names),
  }));
}
