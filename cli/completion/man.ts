// SPDX-License-Identifier: MIT
// The man page syspec(1), made from the commands and their options.
import type { DescribedCommand } from './describe.ts';

/** Text as roff takes it: a backslash is an escape, a hyphen would be a dash, and a dot or quote at the beginning of a line a request. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');
}

function commandLines(command: DescribedCommand, before: string): string[] {
  const name = `${before} ${command.name}`;
  const ofArguments = command.arguments.flatMap(({ name: argument, what, choices }) => [
    '.TP',
    `.I ${roff(argument)}`,
    roff(choices.length === 0 ? what : `${what}: ${choices.join(', ')}`),
  ]);
  const ofOptions = command.options.flatMap(({ flags, what, choices, fallback }) => {
    const more = [
      ...(choices.length === 0 ? [] : [`one of ${choices.join(', ')}`]),
      ...(fallback === undefined ? [] : [`default: ${fallback}`]),
    ];
    return ['.TP', `.B ${roff(flags)}`, roff(more.length === 0 ? what : `${what} (${more.join('; ')})`)];
  });
  return [
    `.SS ${roff(`${name} ${command.usage}`)}`,
    roff(command.what),
    ...ofArguments,
    ...ofOptions,
    ...command.commands.flatMap((sub) => commandLines(sub, name)),
  ];
}

/** The page, for section 1. @param exitCodes lines of a code and what it means */
export function manPage(
  commands: readonly DescribedCommand[],
  {
    version,
    exitCodes,
  }: { readonly version: string; readonly exitCodes: readonly (readonly [number, string])[] },
): string {
  return [
    '.\\" Made by: syspec completion man',
    `.TH SYSPEC 1 "" "syspec ${roff(version)}"`,
    '.SH NAME',
    'syspec \\- formal specifications and conformance tests for proposed Linux kernel interfaces',
    '.SH SYNOPSIS',
    '.B syspec',
    '.I command',
    '.RI [ options ]',
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandLines(command, 'syspec')),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, roff(meaning)]),
    '',
  ].join('\n');
}
