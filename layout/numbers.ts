// SPDX-License-Identifier: MIT
// The documents are the register of numbers: no two new calls of all proposals have the same.
import { tryHead } from '../spec/index.ts';
import type { Tree } from './tree.ts';

/** Numbers that another proposal has already; a document whose fields cannot be read yet has none. */
export function takenTwice({ root, slugs }: Tree): string[] {
  const taken = new Map<number, string>();
  return slugs.flatMap((slug) =>
    (tryHead(`${root}/spec/${slug}.md`)?.calls ?? []).flatMap(({ name, number }) => {
      if (number === undefined) return [];
      const by = taken.get(number);
      taken.set(number, by ?? name);
      return by === undefined ? [] : [`${slug}: ${name} cannot have the number ${number}, which ${by} has`];
    }),
  );
}
