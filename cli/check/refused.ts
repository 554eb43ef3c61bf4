// SPDX-License-Identifier: MIT
// What modes of syspec check refuse: filters that they would pass over, and proposals that cannot be checked.
import { SyspecError } from '../../base/errors.ts';
import type { NotChecked } from '../../verdicts/row.ts';
import type { Filter } from '../../verdicts/select.ts';

/**
 * Throws SyspecError BAD_USAGE where one of these parts of a filter is given. `message` gets the options that are.
 */
export function refuseParts(
  filter: Filter,
  parts: readonly (keyof Filter)[],
  message: (given: string) => string,
): void {
  const given = parts.filter((part) => filter[part] !== undefined).map((part) => `--${part}`);
  if (given.length === 0) return;
  throw new SyspecError('BAD_USAGE', message(given.join(', ')), `Leave out ${given.join(', ')}.`);
}

/** A line for each proposal that should have been looked at and could not: then nothing is green. */
export const notCheckedLines = (notChecked: readonly NotChecked[]): string[] =>
  notChecked.map(({ slug, message }) => `XX ${slug} was not checked: ${message}\n`);

/** A line for each proposal whose TLA+ is not there: what was not asked of it is not passed. */
export const withoutTlaLines = (slugs: readonly string[]): string[] =>
  slugs.map((slug) => `-- not checked: ${slug}: its TLA+ is not there\n`);
