// SPDX-License-Identifier: MIT
// What syspec check says of proposals that it could not look at: of all of one, or of its TLA+.
import type { NotChecked } from '../../verdicts/row.ts';

/** A line for each proposal that should have been looked at and could not: then nothing is green. */
export const notCheckedLines = (notChecked: readonly NotChecked[]): string[] =>
  notChecked.map(({ slug, message }) => `XX ${slug} was not checked: ${message}\n`);

/** A line for each proposal whose TLA+ is not there: what was not asked of it is not passed. */
export const withoutTlaLines = (slugs: readonly string[]): string[] =>
  slugs.map((slug) => `-- not checked: ${slug}: its TLA+ is not there\n`);
