// SPDX-License-Identifier: MIT
// An answer in the section Ambiguities, and the seeded faults that it says break it.

/** For example: (broken by `link-errno`) */
const BROKEN_BY = /\s*\(broken by ([^)]*)\)/g;

/** What a cell says, in two parts. */
export interface Answer {
  readonly text: string;
  /** Names of mutants. */
  readonly brokenBy: readonly string[];
}

/** Reads the cell of an answer. */
export function readAnswer(cell: string): Answer {
  const brokenBy = [...cell.matchAll(BROKEN_BY)].flatMap(([, names]) =>
    [...names!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!),
  );
  return { text: cell.replace(BROKEN_BY, ''), brokenBy };
}
