// SPDX-License-Identifier: MIT
// Further tables of a section, each told apart by the line before it.
import type { Region } from './sections.ts';

/** A table that a line introduces. */
export interface Introduced<T> {
  readonly owner: T;
  /** The table alone. */
  readonly region: Region;
}

/** What a paragraph says that the table behind it is about; undefined where it introduces none. */
export type OwnerOf<T> = (paragraph: string) => T | undefined;

/**
 * The tables of a section that the paragraph before them introduces, and the section without them.
 * `nameOf` is what problems call a table of this owner.
 */
export function takeIntroduced<T>(
  region: Region,
  ownerOf: OwnerOf<T>,
  nameOf: (owner: T) => string,
): { readonly introduced: readonly Introduced<T>[]; readonly rest: Region } {
  const { blocks } = region;
  const introduced: Introduced<T>[] = [];
  const rest = blocks.filter((block, at) => {
    const before = blocks[at - 1];
    if (block.kind !== 'table' || before?.kind !== 'paragraph') return true;
    const owner = ownerOf(before.text);
    if (owner === undefined) return true;
    const own = { ...region, name: nameOf(owner), line: block.line, blocks: [block] };
    introduced.push({ owner, region: own });
    return false;
  });
  return { introduced, rest: { ...region, blocks: rest } };
}
