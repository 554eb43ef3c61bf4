// SPDX-License-Identifier: MIT
// Help texts: paragraphs that fit the terminal, and options whose default says something.
import type { Argument, Option } from 'commander';
import { alignedWithin } from '../base/table.ts';
import { wrap } from '../base/wrap.ts';
import { columns } from './stdout.ts';

/** Characters of a line, as the parser lays out the rest of a help text. */
export const helpColumns = (): number => columns(process.stdout, 80);

/** What stands below the options: paragraphs, each on lines of its own. For `addHelpText('after', ...)`. */
export const paragraphs =
  (...texts: readonly string[]) =>
  (): string =>
    `\n${texts.flatMap((text) => wrap(text, helpColumns())).join('\n')}\n`;

/** Names in a column, and beside each what it means: a list below its title. */
export function besides(title: string, list: readonly (readonly [name: string, what: string])[]): string {
  return ['', title, ...alignedWithin(list, helpColumns()), ''].join('\n');
}

/** An argument's sentence, with its choices as those of an option are told. */
export function argumentDescription({ description, argChoices }: Argument): string {
  return argChoices === undefined ? description : `${description} (one of ${argChoices.join(', ')})`;
}

/** An option's sentence, with its choices and its default. That a flag is not given by default goes without saying. */
export function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const says = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  const extra = [
    ...(argChoices === undefined ? [] : [`one of ${argChoices.join(', ')}`]),
    ...(says ? [`default: ${defaultValue}`] : []),
  ];
  return extra.length === 0 ? description : `${description} (${extra.join('; ')})`;
}
