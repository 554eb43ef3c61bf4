// SPDX-License-Identifier: MIT
// What holds of one base of a document alone.
import type { ErrorRow } from './proposal.ts';
import type { Finding, Relation } from './relation.ts';
import { basesOf } from './releases.ts';

/** The one base on which a call can fail so, as `7.3`, or null for all. */
export function baseOfError({ when }: Pick<ErrorRow, 'when'>): string | null {
  return /^Linux (\d+\.\d+): /.exec(when)?.[1] ?? null;
}

/** The rows that a kernel of this base has. */
export const errorsOn = (errors: readonly ErrorRow[], base: string): readonly ErrorRow[] =>
  errors.filter((row) => [null, base].includes(baseOfError(row)));

/** All of them. */
export const BASE_RELATIONS: readonly Relation[] = [
  {
    of: ['Title', 'Errors'],
    findings: ({ head, errors }) =>
      errors.flatMap((row): Finding[] => {
        const base = baseOfError(row);
        const bases = basesOf(head.base ?? '');
        if (base === null || bases.includes(base)) return [];
        return [
          {
            place: 'Errors',
            line: row.line,
            message: `${row.id} is an error of Linux ${base}`,
            expected: `one of the field 'base': ${bases.join(', ')}`,
            hint: 'correct it, or add the release to the field',
          },
        ];
      }),
  },
];
