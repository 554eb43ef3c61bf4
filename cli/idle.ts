// SPDX-License-Identifier: MIT
// Options that would do nothing beside others: whoever gives one wants something, and gets told.
import type { Command } from 'commander';
import { SyspecError } from '../base/errors.ts';

/** The options on the command line, as they are typed (`--max-states`), by the names of their values (`maxStates`). */
export function givenOptions(command: Command): ReadonlyMap<string, string> {
  return new Map(
    command.options
      .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
      .map((option) => [option.attributeName(), option.long ?? option.flags]),
  );
}

/** `--a does nothing`, `--a, --b do nothing`. */
export function doNothing(idle: readonly string[]): string {
  return `${idle.join(', ')} ${idle.length === 1 ? 'does' : 'do'} nothing`;
}

/**
 * Throws SyspecError BAD_USAGE where one of `names` is given: it does nothing `where`, for example `without --kernel`.
 * @param hint what to do; to leave it out if not given
 */
export function refuseIdle(command: Command, names: readonly string[], where: string, hint?: string): void {
  const given = givenOptions(command);
  const idle = names.flatMap((name) => given.get(name) ?? []);
  if (idle.length === 0) return;
  const leave = `Leave out ${idle.join(', ')}.`;
  throw new SyspecError('BAD_USAGE', `${doNothing(idle)} ${where}`, hint ?? leave);
}
